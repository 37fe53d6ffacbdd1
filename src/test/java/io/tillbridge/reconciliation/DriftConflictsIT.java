package io.tillbridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What people are told of runs, and when it is over; and runs that nobody asks for. */
class DriftConflictsIT {

    private final WarehouseBooks books = new WarehouseBooks();

    @Test
    void aConfirmedDriftIsRaisedOnceAndEndsWithTheRunThatNoLongerFindsIt() throws SQLException {
        books.toldWithoutClaims();
        assertThat(books.conflicts("level_differs")).isEmpty();
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
    void whatIsStaleIsOverUntilAYoungLevelDiffersAgain() throws SQLException {
        books.toldWithoutClaims();
        books.confirmed(WarehouseBooks.shadow());
        books.bed.clock.advance(Pairs.TERMS.staleAfter());

        books.run(WarehouseBooks.shadow());

        assertThat(books.conflicts("drift_confirmed")).containsExactly("over wms|TEE@S1");
        assertThat(books.bed.count("recon_drift where sightings = 2"))
                .as("what was seen before stays")
                .isEqualTo(1);

        books.level("TEE", "8", "2026-11-22T12:00:00Z");
        books.run(WarehouseBooks.shadow());
        assertThat(books.conflicts("drift_confirmed")).containsExactly("over wms|TEE@S1", "open wms|TEE@S1");
    }

    @Test
    void whatIsCorrectedEndsWhatWasRaised() throws SQLException {
        books.toldWithoutClaims();
        books.confirmed(WarehouseBooks.shadow());
        assertThat(books.conflicts("drift_confirmed")).containsExactly("open wms|TEE@S1");

        books.run(WarehouseBooks.on());

        assertThat(books.corrections()).containsExactly("TEE 8 10 -2");
        assertThat(books.conflicts("drift_confirmed")).containsExactly("over wms|TEE@S1");
    }

    @Test
    void everyNodeTellsThatARunWasStoppedUntilOneIsNot() throws Exception {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        ReconciledConnection usual = ReconciliationBed.wms(Mode.SHADOW, Breaker.USUAL);
        ScheduledReconciliation scheduled =
                new ScheduledReconciliation(books.reconciliation, new ReconciliationRules(Map.of("wms", usual)));
        scheduled.bindTo(metrics);
        Callable<Double> stopped = () -> {
            scheduled.look();
            return metrics.get("tillbridge.reconciliation.stopped")
                    .tag("connection", "wms")
                    .gauge()
                    .value();
        };
        books.toldWithoutClaims();
        books.run(usual);
        assertThat(stopped.call()).as("seen once").isZero();
        books.bed.clock.advance(Pairs.LAG.multipliedBy(2));

        books.run(usual);
        assertThat(stopped.call()).as("by a run of somebody else").isEqualTo(1);

        books.level("TEE", "10", "2026-11-21T12:05:00Z");
        books.run(usual);
        assertThat(stopped.call()).isZero();
    }

    @Test
    void eachConnectionIsComparedOnceAPeriodAndWhatIsNoLongerComparedEnds() throws SQLException {
        books.toldWithoutClaims();
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
