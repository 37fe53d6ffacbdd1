package io.tillbridge.reconciliation;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;

import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Three items of class A, ten of each at ten apiece since the day before, of which the warehouse system wms tells levels. */
final class WarehouseBooks {

    /** When it told them last. */
    static final String TOLD_AT = "2026-11-21T11:50:00Z";

    /** A count that differs by more than two waits for a person. */
    final PostingBed bed = PostingBed.with(Map.of("config/counts.yaml", "recount: {units: 2, percent: 5}"), List.of());

    final Reconciliation reconciliation = ReconciliationBed.over(bed, "wms");
    final Correcting correcting = ReconciliationBed.correcting(bed);

    WarehouseBooks() {
        bed.addItems("TEE", "CAP", "MUG");
        for (String sku : List.of("TEE", "CAP", "MUG")) {
            bed.post(STOCK_RECEIVED, Events.received("R-" + sku, sku, "10"));
        }
        bed.sql
                .sql("update item set abc_class = 'A', cost = 10, cost_currency = 'EUR'")
                .update();
        bed.sql
                .sql("update stock_movement set occurred_at = timestamptz '2026-11-20T08:00:00Z',"
                        + " posted_at = timestamptz '2026-11-20T08:00:00Z'")
                .update();
    }

    static ReconciledConnection on() {
        return ReconciliationBed.wms(Mode.ON, ReconciliationBed.WIDE);
    }

    static ReconciledConnection shadow() {
        return ReconciliationBed.wms(Mode.SHADOW, ReconciliationBed.WIDE);
    }

    void level(String sku, String quantity, String observedAt) {
        bed.speak("wms");
        bed.post(STOCK_SNAPSHOT, Events.snapshot(sku, quantity, observedAt).put("system", "wms"));
        bed.speak("shop");
    }

    /** The level of TEE, and of the others what the books have. */
    void told(String tee) {
        level("TEE", tee, TOLD_AT);
        level("CAP", "10", TOLD_AT);
        level("MUG", "10", TOLD_AT);
    }

    /**
     * Two of ten of TEE are claimed, and the level leaves them out although it should not: equal on arrival, so that nothing is
     * raised for the level, and a drift all the same.
     */
    void toldWithoutClaims() {
        bed.post(ORDER, Events.order("1001", 1, "open", "TEE", "2", "0"));
        told("8");
    }

    RunReport run(ReconciledConnection of) throws SQLException {
        return Objects.requireNonNull(reconciliation.run(of, "api:ana"));
    }

    /** Two runs far enough apart that what differs is confirmed by the second. */
    RunReport confirmed(ReconciledConnection of) throws SQLException {
        run(of);
        bed.clock.advance(Pairs.LAG.multipliedBy(2));
        return run(of);
    }

    long lastRun() {
        return bed.sql
                .sql("select max(run_id) from recon_run")
                .query(Long.class)
                .single();
    }

    /** Of corrections, in their order: what the location's sellable figure got. */
    List<String> corrections() {
        return bed.sql
                .sql("select sku || ' ' || trim_scale(told) || ' ' || trim_scale(booked) || ' ' || trim_scale(moved)"
                        + " from recon_correction order by number")
                .query(String.class)
                .list();
    }

    List<String> conflicts(String kind) {
        return bed.sql
                .sql("select case when resolved_at is null then 'open ' else 'over ' end || subject from conflict"
                        + " where kind = ? order by conflict_id")
                .param(kind)
                .query(String.class)
                .list();
    }
}
