package io.tillbridge.reservation;

import io.tillbridge.stock.LocationKind;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one fulfilment type, a row of {@code config/fulfilment.yaml}.
 *
 * @param holdAt when a channel asks for the hold: {@code checkout, order, import, manual, never}
 * @param expiry how long a hold counts; null: until it is ended
 * @param payment how long a hold counts at least once payment has begun
 * @param grace how long goods are kept for the customer after the promised instant, or after they were ready where that is
 *     later or none was promised
 * @param sources which locations may serve it
 * @param setAside whether goods that could not be found leave the sellable bucket for quality hold
 * @param countTask whether somebody is asked to count the item where it could not be found
 * @param penalty of a broken promise: when some must be broken, those of a lower one are
 * @param remind how long after the same instant who has not fetched the goods is reminded; null: never
 */
public record Fulfilment(
        String name,
        String holdAt,
        @Nullable Duration expiry,
        Duration payment,
        @Nullable Duration grace,
        LocationFixed location,
        Sources sources,
        OnReject onReject,
        boolean setAside,
        boolean countTask,
        int penalty,
        @Nullable Duration remind) {

    /** When the location is chosen. */
    public enum LocationFixed {
        AT_ONCE,
        AT_ROUTING,
        OPTIONAL
    }

    /** Which locations may serve it, as far as {@code config/locations.yaml} says what they are. */
    public enum Sources {
        WAREHOUSES,
        STORES,
        /** The store that the request or order names. */
        THAT_STORE,
        /** A store near the customer, which {@code config/sourcing.yaml} or the request chooses. */
        ZONE_STORES,
        /** Those that {@code config/sourcing.yaml} names. */
        ALLOWED_GROUP,
        /** Stock that is a partner's, never one's own. */
        OWN_RECORD,
        ANY;

        /** The kinds of location that may. */
        public Set<LocationKind> kinds() {
            return switch (this) {
                case WAREHOUSES -> Set.of(LocationKind.WAREHOUSE);
                case STORES, THAT_STORE, ZONE_STORES -> Set.of(LocationKind.STORE);
                case OWN_RECORD -> Set.of(LocationKind.PARTNER);
                case ALLOWED_GROUP, ANY -> Set.of(LocationKind.STORE, LocationKind.WAREHOUSE);
            };
        }
    }

    /** What becomes of a part that its location could not find. */
    public enum OnReject {
        /** It is demand without a location again. */
        REROUTE,
        /** The customer is asked: another store, shipping, a substitute or the money. Never shipped by itself. */
        PICKUP_EXCEPTION,
        /** A person decides. */
        PERSON
    }

    /** Whether the customer fetches the goods at a location. */
    public boolean pickup() {
        return onReject == OnReject.PICKUP_EXCEPTION;
    }

    /** Whether only locations near the customer serve it. */
    boolean zoned() {
        return sources == Sources.ZONE_STORES;
    }

    /** Whether own stock may be held for it at all. */
    boolean holds() {
        return !holdAt.equals("never");
    }
}
