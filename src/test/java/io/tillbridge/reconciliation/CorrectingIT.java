package io.tillbridge.reconciliation;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_COUNTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.posting.Events;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Small and clear drift is corrected by a movement that keeps both values; everything else is left alone. */
class CorrectingIT {

    private final WarehouseBooks books = new WarehouseBooks();

    private List<String> movements() {
        return books.bed
                .sql
                .sql(
                        "select sku || ' ' || trim_scale(quantity) || ' ' || from_place || '>' || to_place || ' '"
                                + " || to_char(occurred_at at time zone 'UTC', 'HH24:MI') from stock_movement where reason = 'recon'")
                .query(String.class)
                .list();
    }

    /** Lines of corrections. */
    private List<String> entry() {
        return books.bed
                .sql
                .sql("select (l ->> 'a') || ' ' || (l ->> 'v') from journal_entry, jsonb_array_elements(lines) l"
                        + " where fact_key like 'recon|%' order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void aSmallConfirmedDriftIsCorrectedWithBothValues() throws SQLException {
        books.told("8");
        assertThat(books.conflicts("level_differs")).containsExactly("open wms|TEE@S1");

        assertThat(books.run(WarehouseBooks.on()).corrected()).as("seen once").isZero();
        books.bed.clock.advance(Pairs.LAG.multipliedBy(2));
        assertThat(books.run(WarehouseBooks.on()).corrected()).isEqualTo(1);

        assertThat(movements()).as("as of the level's own time").containsExactly("TEE 2 S1>loss 11:50");
        assertThat(books.corrections()).containsExactly("TEE 8 10 -2");
        assertThat(books.bed.balance("TEE", "S1")).startsWith("8");
        assertThat(entry()).containsExactly("inventory -20.00", "shrink 20.00");
        assertThat(books.conflicts("level_differs")).containsExactly("over wms|TEE@S1");
        assertThat(books.bed.count("recon_drift")).isZero();
        assertThat(books.bed.count("recon_run where corrected = 1")).isEqualTo(1);
        assertThat(books.bed.count("audit_entry where action = 'reconciliation.correct' and actor = 'api:ana'"))
                .isEqualTo(1);
        assertThat(books.run(WarehouseBooks.on()).found()).as("the next run").isEmpty();
        VerificationBed.assertSettled(books.bed.database);
    }

    @Test
    void aDoubledRunCorrectsOnce() throws Exception {
        books.told("8");
        RunReport report = books.confirmed(WarehouseBooks.shadow());
        assertThat(report.correctable()).isEqualTo(1);
        long run = books.lastRun();
        Callable<Long> correct = () -> books.correcting.correct(WarehouseBooks.on(), report, run, "reconciliation");
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            long corrected = 0;
            for (Future<Long> one : both.invokeAll(Collections.nCopies(2, correct))) {
                corrected += one.get();
            }
            assertThat(corrected).isEqualTo(1);
        } finally {
            both.shutdown();
        }
        assertThat(correct.call()).as("a third time").isZero();
        assertThat(movements()).hasSize(1);
        assertThat(books.bed.balance("TEE", "S1")).startsWith("8");
        VerificationBed.assertSettled(books.bed.database);
    }

    @Test
    void aBalanceThatChangedMeanwhileIsNotCorrected() throws SQLException {
        books.told("8");
        RunReport report = books.confirmed(WarehouseBooks.shadow());

        books.bed.post(SALE, Events.sale("1", "TEE", "2").put("soldAt", "2026-11-21T11:00:00Z"));

        assertThat(books.correcting.correct(WarehouseBooks.on(), report, books.lastRun(), "reconciliation"))
                .isZero();
        assertThat(books.bed.balance("TEE", "S1")).startsWith("8");
        assertThat(books.corrections()).isEmpty();
    }

    @Test
    void aNewLevelMeanwhileIsTheNextRunsAndASaleBehindTheLevelIsInNobodysWay() throws SQLException {
        books.told("8");
        RunReport report = books.confirmed(WarehouseBooks.shadow());
        books.level("TEE", "9", "2026-11-21T11:55:00Z");
        assertThat(books.correcting.correct(WarehouseBooks.on(), report, books.lastRun(), "reconciliation"))
                .isZero();

        RunReport next = books.run(WarehouseBooks.shadow());
        books.bed.post(SALE, Events.sale("1", "TEE", "3").put("soldAt", "2026-11-21T12:10:00Z"));

        assertThat(books.correcting.correct(WarehouseBooks.on(), next, books.lastRun(), "reconciliation"))
                .isEqualTo(1);
        assertThat(books.corrections()).containsExactly("TEE 9 10 -1");
        assertThat(books.bed.balance("TEE", "S1")).startsWith("6");
        VerificationBed.assertSettled(books.bed.database);
    }

    @Test
    void nothingIsCorrectedWhileDocumentsOfTheConnectionWait() throws SQLException {
        books.told("8");
        RunReport report = books.confirmed(WarehouseBooks.shadow());
        String one = " where message_id = (select message_id from message where connection = 'wms' order by 1 limit 1)";
        books.bed.sql.sql("update message set state = 'accepted'" + one).update();
        assertThat(books.correcting.correct(WarehouseBooks.on(), report, books.lastRun(), "reconciliation"))
                .as("on its way since the run")
                .isZero();

        books.bed.sql.sql("update message set state = 'held'" + one).update();
        assertThat(books.run(WarehouseBooks.on()).found())
                .extracting(Found::outcome)
                .containsExactly(Outcome.DOCUMENTS_WAIT);
        assertThat(books.corrections()).isEmpty();

        books.bed.sql.sql("update message set state = 'posted'" + one).update();
        assertThat(books.run(WarehouseBooks.on()).corrected()).isEqualTo(1);
    }

    @Test
    void aDriftToTheOtherSideIsGoodsThatLossGivesBack() throws SQLException {
        books.told("12");

        assertThat(books.confirmed(WarehouseBooks.on()).corrected()).isEqualTo(1);

        assertThat(movements()).containsExactly("TEE 2 loss>S1 11:50");
        assertThat(books.corrections()).containsExactly("TEE 12 10 2");
        assertThat(books.bed.balance("TEE", "S1")).startsWith("12");
        assertThat(entry()).containsExactly("inventory 20.00", "shrink -20.00");
        assertThat(books.conflicts("level_differs")).containsExactly("over wms|TEE@S1");
        VerificationBed.assertSettled(books.bed.database);
    }

    @Test
    void aCountSinceTheLevelIsNearerToTheGoods() throws SQLException {
        books.toldWithoutClaims();
        books.run(WarehouseBooks.on());
        books.bed.speak("shop", "counts");
        books.bed.post(STOCK_COUNTED, Events.counted("C-1", "TEE", "10", "2026-11-21T11:55:00Z"));

        leftAlone();
    }

    @Test
    void aCountThatWaitsForAPersonDecidesTheFigure() throws SQLException {
        books.toldWithoutClaims();
        books.run(WarehouseBooks.on());
        books.bed.speak("shop", "counts");
        books.bed.post(STOCK_COUNTED, Events.counted("C-1", "TEE", "4", "2026-11-21T11:55:00Z"));
        assertThat(books.bed.count("shelf_count where state = 'pending'")).isEqualTo(1);

        leftAlone();
    }

    /** Small and clear by the run that confirms it, not corrected behind it, and told to a person. */
    private void leftAlone() throws SQLException {
        books.bed.clock.advance(Pairs.LAG.multipliedBy(2));
        RunReport report = books.run(WarehouseBooks.on());

        assertThat(report.correctable()).isEqualTo(1);
        assertThat(report.corrected()).isZero();
        assertThat(books.corrections()).isEmpty();
        assertThat(books.conflicts("drift_confirmed")).containsExactly("open wms|TEE@S1");
    }

    @Test
    void aStoppedRunCorrectsNothingAndIsOneMatterForAPerson() throws SQLException {
        books.told("8");
        ReconciledConnection narrow = ReconciliationBed.wms(Mode.ON, Breaker.USUAL);

        RunReport stopped = books.confirmed(narrow);

        assertThat(stopped.stopped()).isEqualTo("items");
        assertThat(books.corrections()).isEmpty();
        assertThat(books.conflicts("reconciliation_stopped")).containsExactly("open wms");
        assertThat(books.conflicts("drift_confirmed")).isEmpty();
        assertThat(books.correcting.correct(narrow, stopped, books.lastRun(), "reconciliation"))
                .isZero();

        assertThat(books.run(WarehouseBooks.on()).corrected()).isEqualTo(1);
        assertThat(books.conflicts("reconciliation_stopped")).containsExactly("over wms");
    }
}
