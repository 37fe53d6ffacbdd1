package io.tillbridge.stock;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps units back from new promises, for some items, places and channels, at some times. It never takes away what is
 * promised already.
 *
 * @param id names it in answers
 * @param channel null: all
 * @param fulfilment null: all types
 * @param conditions all of which must hold
 * @param priority the higher one counts among overriding rules
 * @param validFrom null: always was
 * @param validTo the first instant at which it counts no more; null: for ever
 * @param author who answers for it
 */
public record BufferRule(
        String id,
        Scope scope,
        Where where,
        @Nullable String channel,
        @Nullable String fulfilment,
        Window window,
        Set<String> conditions,
        BufferAmount amount,
        Combine combine,
        int priority,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        String author) {

    public BufferRule {
        conditions = Set.copyOf(conditions);
    }

    /** What is done with the amounts of rules that are equally specific. */
    public enum Combine {
        /** The one of highest priority counts. */
        OVERRIDE,
        /** Counts when it is greater than the overriding one. */
        MAX,
        /** Is added to the others. */
        SUM;

        /** As in files and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which items; a later kind is more specific. */
    public record Scope(Kind kind, String value) {

        public static final Scope ALL = new Scope(Kind.ALL, "*");

        /** By what items are told apart. */
        public enum Kind {
            ALL(0),
            ABC_CLASS(1),
            /** A band of {@link VelocityBands}. */
            VELOCITY(1),
            CATEGORY(2),
            SKU(3);

            private final int rank;

            Kind(int rank) {
                this.rank = rank;
            }
        }
    }

    /** Which places; a later reach is more specific. */
    public record Where(Reach reach, String value) {

        public static final Where ALL = new Where(Reach.ALL, "*");

        /** By what places are told apart. */
        public enum Reach {
            ALL(0),
            GROUP(1),
            LOCATION(2);

            private final int rank;

            Reach(int rank) {
                this.rank = rank;
            }
        }

        public boolean is(Location location) {
            return switch (reach) {
                case ALL -> true;
                case GROUP -> location.groups().contains(value);
                case LOCATION -> location.id().equals(value);
            };
        }
    }

    /** Whether it counts for an offer. */
    public boolean serves(Offer offer) {
        return (channel == null || channel.equals(offer.channel()))
                && (fulfilment == null || fulfilment.equals(offer.fulfilment()));
    }

    boolean holds(Instant at, LiveConditions holding, Location location) {
        return valid(at) && holding.hold(conditions, location.id()) && window.holds(at, location.zone());
    }

    private boolean valid(Instant at) {
        return (validFrom == null || !at.isBefore(validFrom)) && (validTo == null || at.isBefore(validTo));
    }

    /** Whether it begins or ends by time alone. */
    boolean timed() {
        return validFrom != null || validTo != null || !window.always();
    }

    private boolean timed(Instant at, ZoneId zone) {
        return valid(at) && window.holds(at, zone);
    }

    /** The next instant after one at which it begins or ends by time alone; null when there is none. */
    public @Nullable Instant next(Instant after, ZoneId zone) {
        Instant from = validFrom != null && validFrom.isAfter(after) ? validFrom.minusNanos(1) : after;
        while (true) {
            Instant edge = edge(from, zone);
            if (edge == null || timed(edge, zone) != timed(edge.minusNanos(1), zone)) {
                return edge;
            }
            from = edge;
        }
    }

    private @Nullable Instant edge(Instant after, ZoneId zone) {
        if (validTo != null && !validTo.isAfter(after)) {
            return null;
        }
        Instant edge = sooner(window.next(after, zone), validTo);
        return validFrom != null && validFrom.isAfter(after) ? sooner(edge, validFrom) : edge;
    }

    private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** How specific it is: items count before places. */
    int specificity() {
        return 10 * scope.kind().rank + where.reach().rank;
    }
}
