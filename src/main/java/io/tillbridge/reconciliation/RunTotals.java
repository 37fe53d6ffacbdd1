package io.tillbridge.reconciliation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What a run adds up while it looks; figures in order are kept by no more than this. */
final class RunTotals {

    private final Map<DriftClass, Long> classes = new EnumMap<>(DriftClass.class);
    private final Map<String, Long> byLocation = new HashMap<>();
    private BigDecimal bookedUnits = BigDecimal.ZERO;
    private BigDecimal driftUnits = BigDecimal.ZERO;
    private long detected;
    private Duration detection = Duration.ZERO;

    /** @param now of the run */
    void add(Judged judged, Instant now) {
        classes.merge(judged.as(), 1L, Long::sum);
        if (judged.isCompared()) {
            byLocation.merge(judged.compared().key().location(), 1L, Long::sum);
            bookedUnits = bookedUnits.add(
                    Objects.requireNonNull(judged.compared().booked()).abs());
        }
        if (judged.as() == DriftClass.CONFIRMED) {
            driftUnits = driftUnits.add(judged.units());
        }
        Sighting sighting = judged.sighting();
        Instant began = sighting == null || !sighting.first().equals(now) ? null : sighting.beganAfter();
        if (began != null) {
            detected++;
            detection = detection.plus(Duration.between(began, now));
        }
    }

    long of(DriftClass one) {
        return classes.getOrDefault(one, 0L);
    }

    long confirmed() {
        return of(DriftClass.CONFIRMED);
    }

    /** Figures whose both sides were there and young enough. */
    long items() {
        return byLocation.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same at a location. */
    long items(String location) {
        return byLocation.getOrDefault(location, 0L);
    }

    /** What the books have of them, each above zero. */
    BigDecimal bookedUnits() {
        return bookedUnits;
    }

    /** What the confirmed differ by, each above zero. */
    BigDecimal driftUnits() {
        return driftUnits;
    }

    /** Seen first in this run, with a run before. */
    long detected() {
        return detected;
    }

    /** From the runs before to the first sights, together. */
    Duration detection() {
        return detection;
    }
}
