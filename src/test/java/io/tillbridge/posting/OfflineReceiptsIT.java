package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.REGISTER_CLOSED;
import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfflineReceiptsIT {

    private final PostingBed bed = new PostingBed("TEE");
    private final ReceiptGapSweep sweep = new ReceiptGapSweep(
            bed.database,
            new Conflicts(bed.clock),
            new ReceiptProperties(Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofDays(90)),
            bed.clock);

    @Test
    void aGapInAnOfflineBatchIsRaisedAfterAWhileAndEndsWhenItIsFilled() throws SQLException {
        bed.post(SALE, sale(1, ""), sale(2, ""), sale(5, ""), sale(6, ""));
        bed.post(SALE, sale(6, ""));
        sweep.look();
        assertThat(gaps()).isEmpty();
        assertThat(bed.balance("TEE", "S1")).startsWith("-4/0");

        bed.clock.advance(Duration.ofMinutes(16));
        sweep.look();
        sweep.look();
        assertThat(gaps()).containsExactly("shop|R1||3");
        assertThat(bed.sql
                        .sql("select detail from conflict where kind = 'receipt_gap'")
                        .query(String.class)
                        .single())
                .isEqualTo("{\"system\":\"shop\",\"register\":\"R1\",\"series\":\"\",\"first\":3,\"last\":4}");

        bed.post(SALE, sale(4, ""));
        assertThat(gaps()).containsExactly("shop|R1||3");
        bed.post(SALE, sale(3, ""));
        assertThat(gaps()).isEmpty();
        assertThat(bed.count("receipt_range")).isOne();
    }

    @Test
    void aRegisterThatClosesIsToldItsGapsAtOnce() {
        bed.post(SALE, sale(1, "d1"), sale(3, "d1"), sale(1, "d2"), sale(2, "d2"));

        bed.post(REGISTER_CLOSED, closed());

        assertThat(gaps()).containsExactly("shop|R1|d1|2");
    }

    @Test
    void numbersFarApartAreANewBeginningAndNoGap() throws SQLException {
        bed.post(SALE, sale(9_000, ""), sale(1, ""));
        bed.clock.advance(Duration.ofHours(1));

        sweep.look();

        assertThat(gaps()).isEmpty();
    }

    @Test
    void aGapThatWasFilledBesideTheSweepEndsWithTheNextOne() throws SQLException {
        bed.sql
                .sql(
                        "insert into conflict (kind, subject, detail, raised_at) values ('receipt_gap', 'shop|R1||3', '{}', now())")
                .update();

        sweep.look();

        assertThat(gaps()).isEmpty();
    }

    @Test
    void seriesThatAreLongOverAreForgotten() throws SQLException {
        bed.post(SALE, sale(1, "d1"));
        bed.clock.advance(Duration.ofDays(91));

        sweep.look();

        assertThat(bed.count("receipt_range")).isZero();
    }

    @Test
    void aSaleIsNeverBeforeItsSessionNorAfterItsArrival() {
        bed.post(
                SALE,
                sale(1, "").put("soldAt", "2026-11-21T15:30:00Z"),
                sale(2, "").put("soldAt", "2026-11-19T11:00:00Z").put("openedAt", "2026-11-21T08:00:00Z"),
                sale(3, "").put("soldAt", "2026-11-21T11:00:00Z").put("openedAt", "2026-11-21T08:00:00Z"));

        assertThat(bed.sql
                        .sql(
                                "select to_char(occurred_at at time zone 'UTC', 'DD HH24:MI') from stock_movement order by movement_id")
                        .query(String.class)
                        .list())
                .containsExactly("21 12:00", "21 08:00", "21 11:00");
    }

    @Test
    void aClockThatIsAheadIsToldUntilItIsRightAgain() {
        bed.post(SALE, sale(1, "").put("soldAt", "2026-11-21T15:30:00Z"));
        assertThat(bed.sql
                        .sql(
                                "select kind || ' ' || subject || ' ' || detail from conflict where kind = 'register_clock'")
                        .query(String.class)
                        .single())
                .isEqualTo(
                        "register_clock shop|R1 {\"soldAt\":\"2026-11-21T15:30:00Z\",\"receivedAt\":\"2026-11-21T12:00:00Z\","
                                + "\"aheadSeconds\":12600}");

        bed.post(SALE, sale(2, "").put("soldAt", "2026-11-21T12:03:00Z"));
        assertThat(bed.count("conflict where kind = 'register_clock' and resolved_at is null"))
                .isZero();
    }

    private List<String> gaps() {
        return bed.sql
                .sql("select subject from conflict where kind = 'receipt_gap' and resolved_at is null order by 1")
                .query(String.class)
                .list();
    }

    private static ObjectNode sale(int number, String series) {
        return Events.sale(series + "-" + number, "TEE", "1")
                .put("sequence", number)
                .put("series", series);
    }

    private static ObjectNode closed() {
        ObjectNode closed = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("register", "R1")
                .put("id", "Z1")
                .put("closedAt", "2026-11-21T11:59:00Z");
        closed.putArray("tenders");
        return closed;
    }
}
