package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.stock.StockQueries;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Levels of a system that does not own the counts are compared and move nothing. */
class LevelsIT {

    private static final String BEFORE = "2026-11-21T09:00:00Z";
    private static final String AFTER = "2026-11-21T11:30:00Z";

    private final PostingBed bed = new PostingBed(List.of(EchoesIT.echoing()), "TEE");

    /** Ten of it since the day before. */
    LevelsIT() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.sql
                .sql("update stock_movement set occurred_at = timestamptz '2026-11-20T08:00:00Z'")
                .update();
    }

    private static ObjectNode level(String quantity, String observedAt) {
        return Events.snapshot("TEE", quantity, observedAt).put("system", "wms");
    }

    private List<String> conflicts() {
        return bed.sql
                .sql("select case when resolved_at is null then 'open ' else 'over ' end || subject || ' ' || detail"
                        + " from conflict where kind = 'level_differs' order by conflict_id")
                .query(String.class)
                .list();
    }

    @Test
    void aLevelOfANonOwnerMovesNothingIsRaisedOnceAndEndsWhenItIsEqual() {
        bed.speak("wms");
        String balance = bed.balance("TEE", "S1");

        UUID message = bed.post(STOCK_SNAPSHOT, level("3", BEFORE)).get(0);
        bed.post(STOCK_SNAPSHOT, level("4", AFTER));

        assertThat(bed.state(message)).isEqualTo("posted");
        assertThat(bed.balance("TEE", "S1")).isEqualTo(balance);
        assertThat(bed.count("stock_movement")).isEqualTo(1);
        assertThat(conflicts())
                .containsExactly(
                        "open wms|TEE@S1 {\"connection\":\"wms\",\"told\":\"4\",\"ours\":\"10\",\"claimed\":\"0\","
                                + "\"observedAt\":\"" + AFTER + "\"}");

        bed.post(STOCK_SNAPSHOT, level("10", "2026-11-21T11:40:00Z"));
        assertThat(conflicts()).singleElement().asString().startsWith("over wms|TEE@S1");
        bed.post(STOCK_SNAPSHOT, level("9", "2026-11-21T11:50:00Z"));
        assertThat(conflicts()).hasSize(2);
        assertThat(new StockQueries(bed.sql).observations("TEE"))
                .extracting(seen -> seen.connection() + " " + seen.quantity().toBigInteger() + " "
                        + seen.sellable().toBigInteger())
                .containsExactly("wms 9 10");
    }

    @Test
    void whatWasSoldSinceItsOwnTimeIsUnderWayToIt() {
        bed.post(SALE, Events.sale("1", "TEE", "1").put("soldAt", "2026-11-21T11:00:00Z"));
        bed.speak("wms");

        bed.post(STOCK_SNAPSHOT, level("10", BEFORE));
        assertThat(conflicts()).as("as it was at nine").isEmpty();

        bed.post(STOCK_SNAPSHOT, level("10", AFTER));
        assertThat(conflicts()).as("still ten").hasSize(1);

        bed.post(STOCK_SNAPSHOT, level("9", "2026-11-21T11:40:00Z"));
        assertThat(conflicts()).singleElement().asString().startsWith("over ");
    }

    @Test
    void ofTwoSystemsEachHasItsOwn() {
        bed.speak("wms");
        bed.post(STOCK_SNAPSHOT, level("3", BEFORE));
        bed.speak("market");
        bed.post(STOCK_SNAPSHOT, level("10", BEFORE).put("system", "market"));

        assertThat(conflicts()).singleElement().asString().startsWith("open wms|TEE@S1");
    }

    @Test
    void aLevelThatIsAnEchoAgainEndsWhatWasRaised() {
        bed.sql
                .sql(
                        "insert into conflict (kind, subject, detail, raised_at) values ('level_differs', 'shop|TEE@S1', '{}', now())")
                .update();
        bed.sql
                .sql("insert into told_figure (destination, key, told_at, quantity, keep_until)"
                        + " values ('shop.levels', 'TEE/S1', ?, 8, ?)")
                .params(Timestamp.from(PostingBed.NOW.minusSeconds(60)), Timestamp.from(PostingBed.NOW.plusSeconds(60)))
                .update();

        UUID echo = bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", "8", AFTER)).get(0);

        assertThat(bed.state(echo)).isEqualTo("skipped:echo");
        assertThat(conflicts()).containsExactly("over shop|TEE@S1 {}");
        assertThat(bed.count("stock_observation where connection = 'shop' and quantity = 8"))
                .isEqualTo(1);
    }
}
