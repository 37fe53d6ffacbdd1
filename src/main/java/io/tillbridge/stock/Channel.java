package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where goods are sold.
 *
 * @param id such as {@code web}
 * @param destinations connections, or outbound flows as {@code connection.flow}, that are told its figure
 * @param fulfilment the type that its published figure is for; null: no particular one
 * @param reappear a figure that was zero is told again from this much on; zero: from anything on
 * @param backorder it is told from when more can be promised of what is sold out
 */
public record Channel(
        String id, Set<String> destinations, @Nullable String fulfilment, BigDecimal reappear, boolean backorder) {

    public Channel {
        destinations = Set.copyOf(destinations);
    }

    /** One that is not told when more comes. */
    public Channel(String id, Set<String> destinations, @Nullable String fulfilment, BigDecimal reappear) {
        this(id, destinations, fulfilment, reappear, false);
    }

    /** A connection that no channel names is a channel of its own. */
    static Channel plain(String connection) {
        return new Channel(connection, Set.of(), null, BigDecimal.ZERO);
    }

    public Offer offer() {
        return new Offer(id, fulfilment);
    }
}
