package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.message.ReadyDocument;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two of an order's goods leave the shelf, one is refunded and comes back: stock 10 - 2 + 1, however the revisions come. */
class RevisionsIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");
    private final ObjectNode shipped = Events.order("O1", 1, "open", "TEE", "2", "2");
    private final ObjectNode refunded = Events.order("O1", 2, "open", "TEE", "1", "1");

    @BeforeEach
    void tenAreThereAndOneIsTakenBack() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(RETURN, Events.returned("F1", "TEE", "1", "sellable"));
    }

    @ParameterizedTest(name = "the order is known before: {0}")
    @ValueSource(booleans = {false, true})
    void inOneBatch(boolean known) {
        if (known) {
            bed.post(ORDER, Events.order("O1", 0, "open", "TEE", "2", "0"));
        }
        List<UUID> ids = bed.post(ORDER, shipped, refunded);

        assertThat(bed.balance("TEE", "S1")).startsWith("9/0#");
        assertThat(ids).extracting(bed::state).containsExactly("posted", "posted");
    }

    @ParameterizedTest(name = "the order is known before: {0}")
    @ValueSource(booleans = {false, true})
    void inOneBatchTheNewerFirst(boolean known) {
        if (known) {
            bed.post(ORDER, Events.order("O1", 0, "open", "TEE", "2", "0"));
        }
        List<UUID> ids = bed.post(ORDER, refunded, shipped);

        assertThat(bed.balance("TEE", "S1")).startsWith("9/0#");
        assertThat(ids).extracting(bed::state).containsExactly("posted", "posted");
    }

    @Test
    void inTwoBatchesTheNewerFirst() {
        bed.post(ORDER, refunded);
        UUID late = bed.post(ORDER, shipped).get(0);

        assertThat(bed.balance("TEE", "S1")).startsWith("9/0#");
        assertThat(bed.state(late)).isEqualTo("posted");
        assertThat(bed.sql
                        .sql("select revision || ' ' || (document::json -> 'lines' -> 0 ->> 'fulfilled')"
                                + " from sales_order")
                        .query(String.class)
                        .single())
                .isEqualTo("2 2");
        bed.post(ORDER, refunded, shipped);
        assertThat(bed.balance("TEE", "S1")).as("nothing leaves twice").startsWith("9/0#");
    }

    @Test
    void aLineThatOnlyAnOlderRevisionNamesHasLeftTheShelfToo() {
        ObjectNode without = refunded.deepCopy();
        without.putArray("lines");
        List<UUID> ids = bed.post(ORDER, without, shipped);

        assertThat(bed.balance("TEE", "S1")).startsWith("9/0#");
        assertThat(ids).extracting(bed::state).containsExactly("posted", "posted");
    }

    @Test
    void goodsLeaveFromWhereTheRevisionThatSaysSoHasThem() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "1"), refunded("S2", "3"));

        assertThat(bed.balance("TEE", "S1")).startsWith("10/0#");
        assertThat(bed.balance("TEE", "S2")).startsWith("-2/0#");
    }

    @Test
    void goodsThatAnOlderRevisionHasElsewhereLeftFromThereHoweverLateItComes() {
        ObjectNode first = Events.order("O1", 1, "open", "TEE", "2", "1");
        ObjectNode moved = refunded("S2", "2");
        bed.post(ORDER, moved, Events.order("O1", 3, "completed", "TEE", "2", "2"));
        UUID late = bed.post(ORDER, first).get(0);

        assertThat(bed.balance("TEE", "S1")).startsWith("10/0#");
        assertThat(bed.balance("TEE", "S2")).startsWith("-1/0#");
        assertThat(bed.state(late)).isEqualTo("posted");
        bed.post(ORDER, first, moved);
        assertThat(bed.balance("TEE", "S2")).as("nothing moves twice").isEqualTo("-1/0#2");
    }

    @Test
    void goodsThatAnOlderRevisionCallsAnotherItemAreThat() {
        bed.post(ORDER, Events.order("O1", 2, "open", "MUG", "1", "1"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "1", "1"));

        assertThat(bed.balance("TEE", "S1")).startsWith("10/0#");
        assertThat(bed.balance("MUG", "S1")).startsWith("0/0#");
    }

    @Test
    void anEqualRevisionWithOtherContentInOneBatchIsAConflictToo() {
        bed.post(ORDER, Events.order("O2", 1, "open", "MUG", "3", "0"), Events.order("O2", 1, "open", "MUG", "4", "0"));

        assertThat(bed.balance("MUG", "S1")).startsWith("0/4#");
        assertThat(bed.sql
                        .sql("select kind || ' ' || subject from conflict")
                        .query(String.class)
                        .list())
                .containsExactly("unequal_revision order|shop|O2");
    }

    @Test
    void aFigureThatWasKeptContradictsNoRevisionThatIsSentAgainWithOneCellMore() {
        bed.post(ORDER, shipped, refunded);
        UUID again = bed.post(ORDER, refunded.deepCopy().put("store", "S9")).get(0);

        assertThat(bed.state(again)).isEqualTo("skipped:repeat");
        assertThat(bed.count("conflict where kind = 'unequal_revision'")).isZero();
    }

    @Test
    void aBatchOfTwoContentsThatIsRedeliveredTellsNothingAgain() {
        List<ReadyDocument> batch = List.of(
                bed.arrival(ORDER, Events.order("O2", 1, "open", "MUG", "3", "0"), null),
                bed.arrival(ORDER, Events.order("O2", 1, "open", "MUG", "4", "0"), null));
        bed.posting.post(batch);
        bed.posting.post(batch);

        assertThat(bed.balance("MUG", "S1")).isEqualTo("0/4#1");
        assertThat(bed.count("sales_order where sequence = 1")).isEqualTo(1);
    }

    private static ObjectNode refunded(String location, String fulfilled) {
        return Events.order("O1", 2, "open", "TEE", "3", fulfilled).put("location", location);
    }
}
