package io.tillbridge.sourcing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From where some orders are served.
 *
 * @param connections whose orders it is for; empty: all that leave it to the hub
 * @param channels and {@code fulfilment}: likewise
 * @param from tiers of locations, the first before the others; a location counts in its first tier
 * @param most locations an order may be split over
 * @param farthest band up to which locations serve; null: none is too far
 * @param prefer what decides between locations, the first before the others
 * @param drawWithin how long before the promised time buffers and safety stock may be drawn on; null: whenever nothing else
 *     is there
 */
public record SourcingRule(
        String id,
        Set<String> connections,
        Set<String> channels,
        Set<String> fulfilment,
        List<Set<String>> from,
        Split split,
        int most,
        @Nullable Integer farthest,
        List<Preference> prefer,
        @Nullable Duration drawWithin) {

    /** As good as no limit: no order has more lines. */
    public static final int ANY_NUMBER = 1_000;

    /** What decides when a rule does not say. */
    static final List<Preference> USUAL =
            List.of(Preference.PLACES, Preference.TODAY, Preference.TIER, Preference.BAND, Preference.STOCK);

    /** How an order may be parted. */
    public enum Split {
        /** All from one location, or none. */
        NEVER,
        /** Each line whole. */
        LINES,
        /** Also the pieces of a line. */
        PIECES
    }

    /** What is compared between locations. */
    public enum Preference {
        /** More whole lines: fewer parcels. */
        PLACES,
        /** One whose cut-off has not passed. */
        TODAY,
        /** The earlier tier. */
        TIER,
        /** The nearer one. */
        BAND,
        /** More in stock. */
        STOCK
    }

    public SourcingRule {
        connections = Set.copyOf(connections);
        channels = Set.copyOf(channels);
        fulfilment = Set.copyOf(fulfilment);
        from = List.copyOf(from);
        prefer = List.copyOf(prefer);
    }

    boolean isFor(String connection, String channel, String type) {
        return (connections.isEmpty() || connections.contains(connection))
                && (channels.isEmpty() || channels.contains(channel))
                && (fulfilment.isEmpty() || fulfilment.contains(type));
    }

    /** Which tier a location is in, from 0; -1 when it is in none. */
    public int tier(String location) {
        for (int i = 0; i < from.size(); i++) {
            if (from.get(i).contains(location)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether an order of a promised time may draw on what is kept back. */
    public boolean draws(@Nullable Instant promisedAt, Instant now) {
        return drawWithin == null || (promisedAt != null && !now.isBefore(promisedAt.minus(drawWithin)));
    }
}
