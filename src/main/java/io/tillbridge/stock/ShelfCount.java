package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one count says of one bucket. While it is {@link State#POSTED} it holds: the movements that occurred up to its instant,
 * its own difference included, make its figure, whenever they are posted.
 *
 * @param quantity as counted
 * @param picked what was picked and left out of the count: the figure of the books is both together
 * @param expected what the books had at its instant when it was decided, {@code picked} taken off
 * @param reason why it waits or has no effect; null when it is posted
 */
public record ShelfCount(
        UUID messageId,
        BucketKey of,
        BigDecimal quantity,
        BigDecimal picked,
        BigDecimal expected,
        Instant countedAt,
        State state,
        @Nullable String reason,
        @Nullable String counter,
        @Nullable String photo) {

    /** Where a count stands. */
    public enum State {
        /** It waits for a person, or for the recount that it asked for. */
        PENDING,
        /** Its difference is in the books. */
        POSTED,
        /** A person refused it. */
        REFUSED,
        /** Another figure stands for it: a later count, or that of the system that sets figures there. */
        SUPERSEDED;

        /** As in tables and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The state that a word names.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** By how much the count differs from the books. */
    public BigDecimal variance() {
        return quantity.subtract(expected);
    }

    /** The same where another word is spoken already. */
    public ShelfCount standing(State other, @Nullable String why) {
        return new ShelfCount(messageId, of, quantity, picked, expected, countedAt, other, why, counter, photo);
    }

    /** The movement of a difference at its instant. */
    public Movement moving(BigDecimal difference) {
        return moving(messageId, of, difference, countedAt);
    }

    /** The movement of a difference of a count. */
    public static Movement moving(UUID messageId, BucketKey of, BigDecimal difference, Instant countedAt) {
        return Movement.between(
                messageId,
                of.key().sku(),
                difference,
                Place.location(of.key().location()),
                of.bucket(),
                Place.LOSS,
                "count",
                countedAt);
    }
}
