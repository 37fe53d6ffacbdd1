package io.tillbridge.stock;

import java.util.Map;
import java.util.Set;

/**
 * How much work locations can take in a day, and whose orders are such work.
 *
 * @param requests by location, on one day of the location; one that is missing takes as many as come
 * @param without fulfilment types of which nothing is asked of a location, such as a sale at its register
 * @param placed connections whose orders the hub places
 */
public record Capacity(Map<String, Integer> requests, Set<String> without, Set<String> placed) {

    /** Every location takes as many requests as come. */
    public static final Capacity NONE = new Capacity(Map.of(), Set.of(), Set.of());

    public Capacity {
        requests = Map.copyOf(requests);
        without = Set.copyOf(without);
        placed = Set.copyOf(placed);
    }

    /**
     * Whether what an offer promises would be asked of the location. An offer of no particular type is, when the orders of its
     * channel are placed by the hub: a register that sells what it has is not.
     */
    boolean asks(Offer offer, Channels channels) {
        if (offer.fulfilment() != null) {
            return !without.contains(offer.fulfilment());
        }
        if (offer.channel() == null) {
            return false;
        }
        return placed.contains(offer.channel())
                || channels.named(offer.channel()).destinations().stream()
                        .anyMatch(destination -> placed.contains(destination.split("\\.", 2)[0]));
    }
}
