package io.tillbridge.reconciliation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Guesses the cause of a drift; of several the first that holds, and none where nothing makes one likely. */
final class Causes {

    private Causes() {}

    /** @param from what the guess was made from, in words; empty with {@link Cause#UNKNOWN} */
    record Guess(Cause cause, String from) {}

    static Guess of(Judged judged, Evidence evidence) {
        BigDecimal pack = pack(judged.compared(), evidence);
        if (pack != null) {
            return new Guess(
                    Cause.MAPPING, "the figures differ by the factor " + pack.toPlainString() + ", a pack of the item");
        }
        if (evidence.twice() != null) {
            return new Guess(Cause.DUPLICATE, "movement " + evidence.twice() + " is alike another of another message");
        }
        if (evidence.counted() != null) {
            return new Guess(Cause.COUNT, "counted at " + evidence.counted());
        }
        if (evidence.adjusted() != null) {
            return new Guess(Cause.MANUAL_EDIT, "movement " + evidence.adjusted() + ", an adjustment, is as large");
        }
        if (evidence.late() != null) {
            return new Guess(
                    Cause.TIMING,
                    "movement " + evidence.late() + ", posted since three windows before the level, is as large");
        }
        return evidence.waiting() > 0
                ? new Guess(Cause.LOST_EVENT, evidence.waiting() + " documents of the connection wait or are dead")
                : new Guess(Cause.UNKNOWN, "");
    }

    private static @Nullable BigDecimal pack(Compared compared, Evidence evidence) {
        BigDecimal told = compared.told();
        BigDecimal booked = compared.booked();
        if (told == null || booked == null || told.signum() <= 0 || booked.signum() <= 0) {
            return null;
        }
        return evidence.packs().stream()
                .filter(pack -> pack.compareTo(BigDecimal.ONE) > 0)
                .filter(pack -> told.multiply(pack).compareTo(booked) == 0
                        || booked.multiply(pack).compareTo(told) == 0)
                .findFirst()
                .orElse(null);
    }
}
