package io.tillbridge.reservation;

import io.tillbridge.reservation.Fulfilment.LocationFixed;
import io.tillbridge.reservation.RiskRows.OpenPromise;
import io.tillbridge.stock.Offer;

/** How claims look to the tie-breaker, by the rules of their fulfilment types. */
final class Sight {

    private final FulfilmentRules rules;

    Sight(FulfilmentRules rules) {
        this.rules = rules;
    }

    Contender contender(OpenPromise promise, OtherPlaces places) {
        return new Contender(
                promise.key(),
                promise.free(),
                promise.paid(),
                promise.promisedAt(),
                anywhere(promise)
                        && !places.of(promise.at(), offer(promise), promise.free())
                                .isEmpty(),
                rules.breaks().penalty(promise.channel(), promise.connection(), type(promise)),
                promise.position());
    }

    /** Whether it may be moved without asking anybody: an order's place is what its source says. */
    boolean movable(OpenPromise promise) {
        return promise.reservation() != null && anywhere(promise);
    }

    static Offer offer(OpenPromise promise) {
        return new Offer(promise.channel() == null ? promise.connection() : promise.channel(), promise.fulfilment());
    }

    /** Whoever chose the store is asked before it is another one. */
    private boolean anywhere(OpenPromise promise) {
        return type(promise).location() != LocationFixed.AT_ONCE;
    }

    private Fulfilment type(OpenPromise promise) {
        return promise.fulfilment() == null ? rules.usual() : rules.of(promise.fulfilment());
    }
}
