package io.tillbridge.stock;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a place that keeps stock.
 *
 * @param zone of its local times
 * @param groups it belongs to
 * @param closed promises nothing
 * @param fulfilment types that it offers; null: all
 * @param channels that may sell from it; null: all
 * @param source the connection whose word on its stock counts; null: none in particular
 * @param kind what it is; null: it is not said
 */
public record Location(
        String id,
        ZoneId zone,
        Set<String> groups,
        boolean closed,
        @Nullable Set<String> fulfilment,
        @Nullable Set<String> channels,
        @Nullable String source,
        @Nullable LocationKind kind) {

    public Location {
        groups = Set.copyOf(groups);
        fulfilment = fulfilment == null ? null : Set.copyOf(fulfilment);
        channels = channels == null ? null : Set.copyOf(channels);
    }

    /** One of which nobody says what it is. */
    public Location(
            String id,
            ZoneId zone,
            Set<String> groups,
            boolean closed,
            @Nullable Set<String> fulfilment,
            @Nullable Set<String> channels,
            @Nullable String source) {
        this(id, zone, groups, closed, fulfilment, channels, source, null);
    }

    /** A place of which nothing is said: open for all, in UTC. */
    public static Location plain(String id) {
        return new Location(id, ZoneOffset.UTC, Set.of(), false, null, null, null);
    }

    /**
     * Why it promises nothing for an offer; null when it may. An offer of no particular kind is refused by a closed one, and by
     * a partner's: its goods serve only the types that say so.
     */
    public @Nullable Exclusion excludes(Offer offer) {
        if (closed) {
            return Exclusion.CLOSED;
        }
        if (channels != null && offer.channel() != null && !channels.contains(offer.channel())) {
            return Exclusion.CHANNEL_NOT_SERVED;
        }
        boolean offers = offer.fulfilment() == null
                ? kind != LocationKind.PARTNER
                : fulfilment == null || fulfilment.contains(offer.fulfilment());
        return offers ? null : Exclusion.FULFILMENT_NOT_OFFERED;
    }
}
