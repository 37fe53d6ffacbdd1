package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_COUNTED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.posting.CountDesk.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts are differences at their own instant: what occurred before and comes later changes the difference, not the figure. */
class ShelfCountsIT {

    private final PostingBed bed = PostingBed.with(
            Map.of(CountRules.FILE, "recount: {units: 2, percent: 5}\napprove: {units: 50}\nrhythm: {A: P30D}\n"),
            List.of());

    @BeforeEach
    void tenAtNine() {
        bed.addItem("TEE");
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10").put("receivedAt", "2026-11-21T09:00:00Z"));
    }

    @Test
    void testAWhatWasSoldBeforeTheCountAndComesLaterIsTakenUpByTheCount() {
        count("C1", "9", "10:00");
        assertThat(bed.balance("TEE", "S1")).startsWith("9/");
        assertThat(moved()).containsExactly("-1");

        sold("0001", "1", "09:50");

        assertThat(bed.balance("TEE", "S1")).startsWith("9/");
        assertThat(moved()).containsExactly("-1", "1");
    }

    @Test
    void testBWhatWasSoldAfterTheCountCountsAsItIs() {
        count("C1", "9", "10:00");
        sold("0001", "1", "10:05");

        assertThat(bed.balance("TEE", "S1")).startsWith("8/");
        assertThat(moved()).containsExactly("-1");
    }

    @Test
    void testCOfTwoCountsThatFindTheSameTheSecondMovesNothing() {
        count("C1", "9", "10:00");
        count("C2", "9", "10:10");

        assertThat(bed.balance("TEE", "S1")).startsWith("9/");
        assertThat(moved()).containsExactly("-1");
        assertThat(states()).containsExactly("posted", "posted");
    }

    @Test
    void theFirstCountBehindTakesUpWhatComesLateAndTheOthersStay() {
        count("C1", "9", "10:00");
        count("C2", "8", "10:10");
        sold("0001", "1", "10:05");
        assertThat(bed.balance("TEE", "S1")).startsWith("8/");
        assertThat(moved()).containsExactly("-1", "-1", "1");

        count("C3", "9", "09:30");
        assertThat(bed.balance("TEE", "S1")).startsWith("8/");
        assertThat(moved()).containsExactly("-1", "-1", "1", "-1", "1");
        sold("0002", "3", "09:10");
        assertThat(bed.balance("TEE", "S1")).startsWith("8/");
    }

    @Test
    void inOneBatchItIsTheSameInAnyOrder() {
        List<ReadyDocument> batch = List.of(
                bed.arrival(STOCK_COUNTED, Events.counted("C2", "TEE", "7", at("10:10")), null),
                bed.arrival(SALE, Events.sale("0001", "TEE", "1").put("soldAt", at("09:50")), null),
                bed.arrival(STOCK_COUNTED, Events.counted("C1", "TEE", "8", at("10:00")), null),
                bed.arrival(SALE, Events.sale("0002", "TEE", "1").put("soldAt", at("10:30")), null));
        bed.postBatch(batch);

        assertThat(bed.balance("TEE", "S1")).startsWith("6/");
        assertThat(moved()).containsExactly("-1", "-1");
    }

    @Test
    void eachBucketIsCountedByItself() {
        ObjectNode damaged = Events.counted("C1", "TEE", "2", at("10:00"));
        ((ObjectNode) damaged.path("lines").path(0)).put("bucket", "damaged");
        bed.post(STOCK_COUNTED, damaged);

        assertThat(bed.balance("TEE", "S1")).startsWith("10/");
        assertThat(bed.count("stock_balance where damaged = 2")).isEqualTo(1);
    }

    @Test
    void whatIsPickedAndWasLeftOutIsAdded() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        bed.sql.sql("update stock_claim set state = 'picked'").update();
        ObjectNode counted = Events.counted("C1", "TEE", "6", at("10:00")).put("withoutPicked", true);
        bed.post(STOCK_COUNTED, counted);

        assertThat(bed.balance("TEE", "S1")).startsWith("9/3");
        assertThat(bed.sql
                        .sql("select trim_scale(picked) || ' ' || trim_scale(expected) from shelf_count")
                        .query(String.class)
                        .single())
                .isEqualTo("3 7");
    }

    @Test
    void aGreatDifferenceWaitsAndIsPostedAtItsOwnTimeWhenSomebodyApproves() throws SQLException {
        count("C1", "4", "10:00");
        assertThat(bed.balance("TEE", "S1")).startsWith("10/");
        assertThat(waiting()).containsExactly("recount");
        assertThat(bed.count("conflict where kind = 'count_pending' and resolved_at is null"))
                .isEqualTo(1);
        sold("0001", "1", "09:50");
        sold("0002", "2", "10:20");
        assertThat(bed.balance("TEE", "S1")).startsWith("7/");

        assertThat(bed.countDesk.approve(id(), "api:ana")).isEqualTo(Outcome.DONE);

        assertThat(bed.balance("TEE", "S1")).as("four at ten, two sold since").startsWith("2/");
        assertThat(bed.countDesk.approve(id(), "api:ana")).isEqualTo(Outcome.NOT_PENDING);
        sold("0003", "1", "09:55");
        assertThat(bed.balance("TEE", "S1")).startsWith("2/");
        assertThat(bed.count("conflict where kind = 'count_pending' and resolved_at is null"))
                .isZero();
        assertThat(bed.sql
                        .sql("select actor || ' ' || action from audit_entry")
                        .query(String.class)
                        .list())
                .containsExactly("api:ana count.approve");
        assertThat(bed.sql
                        .sql("select desired::json ->> 'available' from outbox_lane where destination = 'shop.web'")
                        .query(String.class)
                        .list())
                .containsExactly("2");
    }

    @Test
    void aRefusedCountHasNoEffect() throws SQLException {
        count("C1", "4", "10:00");
        assertThat(bed.countDesk.refuse(id(), "api:ana", "counted the wrong shelf"))
                .isEqualTo(Outcome.DONE);

        assertThat(bed.countDesk.approve(id(), "api:ana")).isEqualTo(Outcome.NOT_PENDING);
        assertThat(bed.countDesk.approve(999, "api:ana")).isEqualTo(Outcome.UNKNOWN);
        assertThat(bed.balance("TEE", "S1")).startsWith("10/");
        assertThat(states()).containsExactly("refused");
    }

    @Test
    void aRecountThatFindsTheSameNeedsNobody() {
        count("C1", "4", "10:00");
        count("C2", "5", "10:30");

        assertThat(states()).containsExactly("superseded", "posted");
        assertThat(bed.balance("TEE", "S1")).startsWith("5/");
    }

    @Test
    void unitsAboveTheLimitWaitEvenWhenCountedAgain() {
        count("C1", "70", "10:00");
        count("C2", "70", "10:30");

        assertThat(waiting()).containsExactly("approve_units");
        assertThat(bed.balance("TEE", "S1")).startsWith("10/");
    }

    @Test
    void aFigureThatItsOwnerSetsStaysWhateverIsCounted() throws SQLException {
        count("C1", "9", "10:00");
        bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", "12", at("11:00")));
        assertThat(bed.balance("TEE", "S1")).startsWith("12/");
        count("C2", "8", "11:30");

        assertThat(bed.balance("TEE", "S1")).startsWith("12/");
        assertThat(states()).containsExactly("superseded", "superseded");
    }

    @Test
    void whatIsNewerThanEveryCountAsksNothing() throws SQLException {
        count("C1", "9", "10:00");
        try (Connection other = bed.database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table shelf_count in access exclusive mode");
            sold("0001", "1", "10:05");
            other.rollback();
        }
        assertThat(bed.balance("TEE", "S1")).startsWith("8/");
    }

    @Test
    void movementsOfABatchThatUndoEachOtherAreSeenToo() {
        count("C1", "9", "10:00");
        bed.postBatch(List.of(
                bed.arrival(SALE, Events.sale("0001", "TEE", "1").put("soldAt", at("09:50")), null),
                bed.arrival(STOCK_RECEIVED, Events.received("R-2", "TEE", "1").put("receivedAt", at("10:30")), null)));

        assertThat(bed.balance("TEE", "S1"))
                .as("nine at ten, and one came since")
                .startsWith("10/");
    }

    private void count(String id, String quantity, String time) {
        bed.post(STOCK_COUNTED, Events.counted(id, "TEE", quantity, at(time)));
    }

    private void sold(String receipt, String quantity, String time) {
        bed.post(SALE, Events.sale(receipt, "TEE", quantity).put("soldAt", at(time)));
    }

    private static String at(String time) {
        return "2026-11-21T" + time + ":00Z";
    }

    /** What counts moved, in the order of posting. */
    private List<String> moved() {
        return bed.sql
                .sql("select case to_place when 'loss' then '-' else '' end || trim_scale(quantity) from stock_movement"
                        + " where reason = 'count' order by movement_id")
                .query(String.class)
                .list();
    }

    private List<String> states() {
        return bed.sql
                .sql("select state from shelf_count order by count_id")
                .query(String.class)
                .list();
    }

    private List<String> waiting() {
        return bed.sql
                .sql("select reason from shelf_count where state = 'pending' order by count_id")
                .query(String.class)
                .list();
    }

    private long id() {
        return bed.sql
                .sql("select min(count_id) from shelf_count")
                .query(Long.class)
                .single();
    }
}
