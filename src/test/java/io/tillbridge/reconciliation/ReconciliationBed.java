package io.tillbridge.reconciliation;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Location;
import io.tillbridge.stock.Locations;
import io.tillbridge.stock.SafetyStock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs over the books of a bed, where wms is a warehouse system. */
public final class ReconciliationBed {

    /** Three items are few: nothing trips it. */
    static final Breaker WIDE = new Breaker(BigDecimal.valueOf(500), BigDecimal.valueOf(2000));

    /** The usual, but for how many items: of three, one is many. */
    static final Corrections FEW =
            new Corrections(Corrections.USUAL.units(), Corrections.USUAL.value(), BigDecimal.valueOf(50));

    private ReconciliationBed() {}

    /** A desk that knows wms, which is reported only. */
    public static ReconciliationDesk desk(PostingBed bed) {
        return new ReconciliationDesk(over(bed, null), new ReconciliationRules(Map.of("wms", wms(Mode.SHADOW, WIDE))));
    }

    /** @param source of S1; null: none is named */
    static Reconciliation over(PostingBed bed, @Nullable String source) {
        return new Reconciliation(
                bed.database,
                policy(source),
                correcting(bed),
                new AuditLog(new JdbcTemplate(bed.database), bed.clock),
                bed.clock);
    }

    static Correcting correcting(PostingBed bed) {
        return new Correcting(bed.corrections, bed.clock);
    }

    static ReconciledConnection wms(Mode mode, Breaker breaker) {
        return new ReconciledConnection("wms", mode, Pairs.TERMS, Duration.ofHours(1), FEW, breaker);
    }

    private static AvailabilityPolicy policy(@Nullable String source) {
        AvailabilityPolicy plain = AvailabilityPolicy.plain(SafetyStock.none());
        Location store = new Location("S1", ZoneOffset.UTC, Set.of(), false, null, null, source);
        return new AvailabilityPolicy(
                plain.safetyStock(),
                plain.lowStock(),
                plain.buffers(),
                plain.quotas(),
                plain.dated(),
                new Locations(List.of(store), ZoneOffset.UTC),
                plain.channels(),
                plain.capacity(),
                plain.fingerprint());
    }
}
