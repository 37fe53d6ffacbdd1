package io.tillbridge.posting;

import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.ReservationReleased;
import io.tillbridge.canonical.ReservationRequested;
import io.tillbridge.reservation.Cart;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.reservation.Level;
import io.tillbridge.reservation.Request;
import io.tillbridge.reservation.Round;
import io.tillbridge.reservation.ShippedFulfilment;
import io.tillbridge.stock.Behind;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.ReservedLine;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Carts in memory, decided by the rounds of the reservation desk. */
final class MemoryCarts {

    private static final FulfilmentRules RULES = ShippedFulfilment.rules();

    private final Map<String, ReservedLine> lines = new TreeMap<>();
    private final Map<UUID, Instant> released = new HashMap<>();

    /** What an event asks of a cart; null when it asks nothing, or asks for what was given free since. */
    @Nullable
    Request asked(CanonicalEvent event, String factKey) {
        if (event instanceof Order order && order.cart() != null) {
            return new Request.TakeOver(
                    new Cart(order.system(), order.cart()).reservation(), "order|" + order.id(), order.paid());
        }
        if (event instanceof ReservationReleased left) {
            Cart cart = new Cart(left.system(), left.cart());
            released.merge(cart.reservation(), left.occurredAt(), MemoryCarts::later);
            return new Request.Step(
                    cart.reservation(),
                    Request.Kind.RELEASE,
                    List.of(),
                    null,
                    new Request.Operation(factKey, left.occurredAt()));
        }
        return event instanceof ReservationRequested wanted ? asked(wanted) : null;
    }

    private Request.@Nullable Reserve asked(ReservationRequested wanted) {
        Cart cart = new Cart(wanted.system(), wanted.cart());
        if (!wanted.occurredAt().isAfter(released.getOrDefault(cart.reservation(), Instant.MIN))) {
            return null;
        }
        return new Request.Reserve(
                cart,
                wanted.fulfilment(),
                wanted.system(),
                wanted.partial(),
                wanted.expiresAt(),
                null,
                wanted.lines().stream()
                        .map(line -> Request.Line.of(line.id(), line.sku(), line.location(), line.quantity()))
                        .toList());
    }

    /**
     * Decides.
     *
     * @param sellable of all balances there are
     * @param orders what orders are promised of them
     * @return the claims that change, those of holds that have expired too
     */
    List<Claim> decide(
            @Nullable Request request,
            Instant now,
            Map<StockKey, BigDecimal> sellable,
            Map<StockKey, BigDecimal> orders) {
        Map<StockKey, BigDecimal> held = held(now);
        Map<StockKey, Level> levels = new TreeMap<>();
        sellable.forEach((key, pieces) -> levels.put(
                key,
                new Level(
                        key,
                        pieces,
                        orders.getOrDefault(key, BigDecimal.ZERO).add(held.getOrDefault(key, BigDecimal.ZERO)),
                        BigDecimal.ZERO)));
        Round round = new Round(
                now,
                RULES,
                levels.values(),
                lines.values().stream()
                        .filter(line -> line.expired(now)
                                || (request != null && line.id().reservation().equals(request.reservation())))
                        .toList());
        if (request != null) {
            round.decide(request);
        }
        List<Claim> claims = round.claims();
        claims.forEach(claim -> lines.put(claim.key(), ((Behind.Reserved) claim.behind()).line()));
        return claims;
    }

    private Map<StockKey, BigDecimal> held(Instant now) {
        Map<StockKey, BigDecimal> held = new TreeMap<>();
        for (ReservedLine line : lines.values()) {
            if (line.open().signum() > 0 && !line.expired(now)) {
                held.merge(line.stock(), line.open(), BigDecimal::add);
            }
        }
        return held;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
