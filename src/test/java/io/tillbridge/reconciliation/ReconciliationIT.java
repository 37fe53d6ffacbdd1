package io.tillbridge.reconciliation;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a warehouse system says of its items is compared with the books; nothing is moved. */
class ReconciliationIT {

    /** Of class A each, so that one unit is a drift; ten of each came in long ago. */
    private final PostingBed bed = new PostingBed("TEE", "CAP", "MUG");

    private final Reconciliation reconciliation = ReconciliationBed.over(bed, null);

    ReconciliationIT() {
        for (String sku : List.of("TEE", "CAP", "MUG")) {
            bed.post(STOCK_RECEIVED, Events.received("R-" + sku, sku, "10"));
        }
        bed.sql.sql("update item set abc_class = 'A'").update();
        bed.sql
                .sql("update stock_movement set occurred_at = timestamptz '2026-11-20T08:00:00Z',"
                        + " posted_at = timestamptz '2026-11-20T08:00:00Z'")
                .update();
    }

    private static ReconciledConnection wms() {
        return ReconciliationBed.wms(Mode.SHADOW, ReconciliationBed.WIDE);
    }

    private void level(String sku, String quantity, String observedAt) {
        bed.speak("wms");
        bed.post(STOCK_SNAPSHOT, Events.snapshot(sku, quantity, observedAt).put("system", "wms"));
        bed.speak("shop");
    }

    private void allTold(String tee) {
        level("TEE", tee, "2026-11-21T11:50:00Z");
        level("CAP", "10", "2026-11-21T11:50:00Z");
        level("MUG", "10", "2026-11-21T11:50:00Z");
    }

    private RunReport run() throws SQLException {
        return Objects.requireNonNull(reconciliation.run(wms(), "api:ana"));
    }

    private List<String> drifts() {
        return bed.sql
                .sql(
                        "select sku || ' ' || class || ' ' || coalesce(trim_scale(drift)::text, '-') || ' ' || sightings || ' '"
                                + " || coalesce(outcome, '-') || ' ' || coalesce(cause, '-') from recon_drift order by sku")
                .query(String.class)
                .list();
    }

    @Test
    void aLevelThatDiffersIsTransientThenConfirmedAndEndsWhenItIsEqual() throws SQLException {
        allTold("8");
        String balance = bed.balance("TEE", "S1");

        assertThat(run().totals().of(DriftClass.OK)).isEqualTo(2);
        assertThat(drifts()).containsExactly("TEE transient -2 1 - -");

        bed.clock.advance(Pairs.LAG);
        run();
        assertThat(drifts()).as("sooner than two lags").containsExactly("TEE transient -2 1 - -");

        bed.clock.advance(Pairs.LAG);
        run();
        assertThat(drifts()).containsExactly("TEE confirmed -2 2 owner_unknown unknown");
        assertThat(bed.balance("TEE", "S1")).isEqualTo(balance);
        assertThat(bed.count("stock_movement")).isEqualTo(3);

        level("TEE", "10", "2026-11-21T11:55:00Z");
        assertThat(run().found()).isEmpty();
        assertThat(drifts()).isEmpty();
        assertThat(bed.count("recon_run where items = 3")).isEqualTo(4);
    }

    @Test
    void whatWasSoldAfterTheLevelIsNoDriftAndWhatWasPostedWithinTheWindowIsInFlight() throws SQLException {
        allTold("10");
        bed.post(SALE, Events.sale("1", "TEE", "2").put("soldAt", "2026-11-21T11:55:00Z"));
        assertThat(run().found()).as("sold after its own time").isEmpty();

        level("TEE", "10", "2026-11-21T11:58:00Z");
        assertThat(run().found()).as("posted at twelve, two minutes after it").isEmpty();

        bed.clock.advance(Duration.ofMinutes(10));
        level("TEE", "10", "2026-11-21T12:06:00Z");
        assertThat(run().found())
                .singleElement()
                .satisfies(found -> assertThat(found.judged().drift()).isEqualByComparingTo("2"));
    }

    @Test
    void whatOneSideDoesNotSayIsMissingAndAnOldWordIsStale() throws SQLException {
        level("TEE", "10", "2026-11-21T11:50:00Z");
        level("CAP", "3", "2026-11-20T11:00:00Z");
        bed.addItems("SCARF");
        level("SCARF", "0", "2026-11-21T11:50:00Z");

        RunTotals totals = run().totals();

        assertThat(totals.of(DriftClass.STALE)).isEqualTo(1);
        assertThat(totals.items()).isEqualTo(1);
        assertThat(drifts()).containsExactly("MUG missing - 1 - -", "SCARF missing - 1 - -");

        bed.post(SALE, Events.sale("1", "MUG", "10"));
        run();
        assertThat(drifts()).as("there is none of it any more").containsExactly("SCARF missing - 1 - -");
    }

    @Test
    void anotherClassOfMistakesIsGuessedFromWhatTheBooksHave() throws SQLException {
        bed.post(SALE, Events.sale("1", "TEE", "2").put("soldAt", "2026-11-21T10:00:00Z"));
        bed.post(SALE, Events.sale("2", "TEE", "2").put("soldAt", "2026-11-21T10:10:00Z"));
        bed.sql
                .sql("insert into item_code (code, sku, kind, units, source, added_at)"
                        + " values ('05901234123457', 'CAP', 'gtin', 5, 'shop', now())")
                .update();
        bed.clock.advance(Duration.ofHours(1));
        level("TEE", "8", "2026-11-21T12:50:00Z");
        level("CAP", "2", "2026-11-21T12:50:00Z");
        level("MUG", "10", "2026-11-21T12:50:00Z");
        run();
        bed.clock.advance(Pairs.LAG.multipliedBy(2));

        run();

        assertThat(drifts())
                .containsExactly(
                        "CAP confirmed -8 2 owner_unknown mapping", "TEE confirmed 2 2 owner_unknown duplicate");
    }

    @Test
    void aRunInWhichTooMuchDiffersIsStopped() throws SQLException {
        allTold("8");
        ReconciledConnection usual = ReconciliationBed.wms(Mode.SHADOW, Breaker.USUAL);
        assertThat(Objects.requireNonNull(reconciliation.run(usual, "api:ana")).stopped())
                .isNull();
        bed.clock.advance(Pairs.LAG.multipliedBy(2));

        assertThat(Objects.requireNonNull(reconciliation.run(usual, "api:ana")).stopped())
                .isEqualTo("items");
        assertThat(drifts()).containsExactly("TEE confirmed -2 2 stopped unknown");
        assertThat(bed.count("recon_run where stopped = 'items'")).isEqualTo(1);
    }

    @Test
    void aDryRunKeepsNothingAndASecondRunWaitsForNobody() throws SQLException {
        allTold("8");
        assertThat(Objects.requireNonNull(reconciliation.look(wms())).found()).hasSize(1);
        assertThat(drifts()).isEmpty();
        assertThat(bed.count("recon_run")).isZero();

        try (Connection other = bed.database.getConnection();
                RunLock lock = RunLock.attempt(other, "wms")) {
            assertThat(lock.held()).isTrue();
            assertThat(reconciliation.run(wms(), "api:ana")).isNull();
        }
        assertThat(run().found()).hasSize(1);
    }

    @Test
    void aRunIsDueOnceAPeriodAndKnowsHowLongADriftWasNotSeen() throws SQLException {
        allTold("10");
        assertThat(reconciliation.runDue(wms())).isNotNull();
        bed.clock.advance(Duration.ofMinutes(59));
        assertThat(reconciliation.runDue(wms())).isNull();
        bed.clock.advance(Duration.ofMinutes(1));
        level("TEE", "7", "2026-11-21T12:50:00Z");

        RunReport second = Objects.requireNonNull(reconciliation.runDue(wms()));

        assertThat(second.totals().detected()).isEqualTo(1);
        assertThat(second.totals().detection()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void oldRunsAreForgottenButNotTheLastOfAConnection() throws SQLException {
        Duration kept = Duration.ofDays(90);
        Forgetting old = ReconciliationConfiguration.oldReconciliations(
                bed.sql, bed.clock, new RetentionProperties(kept, kept, kept, kept, kept));
        run();
        run();
        bed.clock.advance(kept.plusDays(1));

        assertThat(old.step().forget()).isEqualTo(1);
        assertThat(old.step().forget()).isZero();
        assertThat(bed.count("recon_run")).isEqualTo(1);
    }
}
