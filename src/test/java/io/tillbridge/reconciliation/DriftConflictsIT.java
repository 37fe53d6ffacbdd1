package io.tillbridge.reconciliation;

import static io.tillbridge.canonical.EventType.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.posting.Events;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people are told of runs, and when it is over; and runs that nobody asks for. */
class DriftConflictsIT {

    private final WarehouseBooks books = new WarehouseBooks();

    /** Two of ten are claimed, and the level leaves them out although it should not: equal on arrival, and a drift all the same. */
    private void toldWithoutClaims() {
        books.bed.post(ORDER, Events.order("1001", 1, "open", "TEE", "2", "0"));
        books.told("8");
        assertThat(books.conflicts("level_differs")).isEmpty();
    }

    @Test
    void aConfirmedDriftIsRaisedOnceAndEndsWithTheRunThatNoLongerFindsIt() throws SQLException {
        toldWithoutClaims();
        books.run(WarehouseBooks.shadow());
        assertThat(books.conflicts("drift_confirmed")).as("seen once").isEmpty();
        books.bed.clock.advance(Pairs.LAG.multipliedBy(2));
        books.run(WarehouseBooks.shadow());
        books.run(WarehouseBooks.shadow());
        assertThat(books.conflicts("drift_confirmed")).containsExactly("open wms|TEE@S1");
        assertThat(books.bed
                        .sql
                        .sql(
                                "select (message_id is not null) || ' ' || detail from conflict where kind = 'drift_confirmed'")
                        .query(String.class)
                        .single())
                .startsWith("true {\"connection\":\"wms\",\"told\":\"8\",\"toldAt\":\"" + WarehouseBooks.TOLD_AT
                        + "\",\"booked\":\"10\",\"drift\":\"-2\",\"outcome\":\"correct\"");

        books.level("TEE", "10", "2026-11-21T12:05:00Z");
        books.run(WarehouseBooks.shadow());
        assertThat(books.conflicts("drift_confirmed")).containsExactly("over wms|TEE@S1");
    }

    @Test
    void whatTheLevelSaidAlreadyIsNotRaisedAgain() throws SQLException {
        books.told("8");

        books.confirmed(WarehouseBooks.shadow());

        assertThat(books.conflicts("level_differs")).containsExactly("open wms|TEE@S1");
        assertThat(books.conflicts("drift_confirmed")).isEmpty();
    }

    @Test
    void whatIsCorrectedIsNotRaisedAndEndsWhatWas() throws SQLException {
        toldWithoutClaims();
        books.confirmed(WarehouseBooks.shadow());
        assertThat(books.conflicts("drift_confirmed")).containsExactly("open wms|TEE@S1");

        books.run(WarehouseBooks.on());

        assertThat(books.corrections()).containsExactly("TEE 8 10 -2");
        assertThat(books.conflicts("drift_confirmed")).containsExactly("over wms|TEE@S1");
    }

    @Test
    void eachConnectionIsComparedOnceAPeriodAndWhatIsNoLongerComparedEnds() throws SQLException {
        toldWithoutClaims();
        ReconciliationRules rules = new ReconciliationRules(Map.of("wms", WarehouseBooks.shadow()));
        ScheduledReconciliation scheduled = new ScheduledReconciliation(books.reconciliation, rules);
        scheduled.look();
        scheduled.look();
        assertThat(books.bed.count("recon_run")).isEqualTo(1);
        books.bed.clock.advance(Duration.ofHours(1));
        scheduled.look();
        assertThat(books.bed.count("recon_run")).isEqualTo(2);
        assertThat(books.conflicts("drift_confirmed")).containsExactly("open wms|TEE@S1");
        assertThat(books.bed.count("audit_entry where action like 'reconciliation.%'"))
                .as("nobody asked for them")
                .isZero();

        new ScheduledReconciliation(books.reconciliation, new ReconciliationRules(Map.of())).look();

        assertThat(books.bed.count("recon_drift")).isZero();
        assertThat(books.conflicts("drift_confirmed")).containsExactly("over wms|TEE@S1");
    }
}
