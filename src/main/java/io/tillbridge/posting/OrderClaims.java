package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.stock.Behind;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.ClaimState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an order promises: of each line what is wanted and has not left yet, where it is to be fulfilled; of that, what could
 * not be found there is wanted from anywhere else. Pure: the same two standings give the same claims.
 */
final class OrderClaims {

    private OrderClaims() {}

    /** What is promised of an item for a line. */
    record Promise(
            String line, String sku, String location, BigDecimal quantity, ClaimState state, Behind.Terms terms) {

        boolean same(Promise other) {
            return sku.equals(other.sku)
                    && location.equals(other.location)
                    && quantity.compareTo(other.quantity) == 0
                    && (quantity.signum() == 0 || (state == other.state && terms.equals(other.terms)));
        }
    }

    /** The promises that change from one standing of an order to another, and what customers want by it. */
    static void between(@Nullable OrderStanding before, OrderStanding after, Effects.Cause by, Effects effects) {
        effects.demand.between(before, after);
        changes(before, after, by, effects.bundles).forEach(claim -> effects.claim(claim, by.occurredAt()));
    }

    /**
     * The claims that change from one standing of an order to another.
     *
     * @param recipes what the order's bundles are settled to be
     */
    static List<Claim> changes(
            @Nullable OrderStanding before, OrderStanding after, Effects.Cause by, BundleRecipes recipes) {
        OrderKey key = after.state().key();
        SoldBundles bundles = recipes.of(OrderPosting.subject(key));
        Map<String, Promise> was = before == null ? Map.of() : shelf(before, bundles);
        Map<String, Promise> is = shelf(after, bundles);
        boolean samePayment =
                before == null || before.order().paid() == after.order().paid();
        was.forEach((name, gone) -> is.putIfAbsent(name, ended(gone, before, after)));
        List<Claim> claims = new ArrayList<>();
        is.forEach((name, promise) -> {
            Promise old = was.get(name);
            boolean same = old == null ? promise.quantity().signum() == 0 : old.same(promise);
            if (!same || (!samePayment && promise.quantity().signum() > 0)) {
                claims.add(claim(key, name, promise, old, after.order().paid(), by));
            }
        });
        return claims;
    }

    private static Claim claim(
            OrderKey key, String name, Promise promise, @Nullable Promise old, boolean paid, Effects.Cause by) {
        return new Claim(
                by.messageId(),
                name,
                promise.sku(),
                promise.location(),
                promise.quantity(),
                old == null ? null : new Claim.Before(old.sku(), old.location(), old.quantity()),
                new Behind.OrderLine(promise.state(), key.system(), key.id(), promise.line(), paid, promise.terms()));
    }

    /** Of a line that is gone nothing is promised any more. */
    private static Promise ended(Promise gone, @Nullable OrderStanding before, OrderStanding after) {
        boolean left = left(after, gone) || (before != null && left(before, gone));
        return new Promise(gone.line(), gone.sku(), gone.location(), BigDecimal.ZERO, end(left), gone.terms());
    }

    private static boolean left(OrderStanding standing, Promise promise) {
        return standing.order().lines().stream()
                .anyMatch(line ->
                        line.id().equals(promise.line()) && line.fulfilled().signum() > 0);
    }

    /** With bundles as they lie on the shelf. */
    static Map<String, Promise> shelf(OrderStanding standing, SoldBundles bundles) {
        Map<String, Promise> promises = promises(standing);
        return bundles.none() ? promises : BundlePromises.of(promises, bundles, standing.gone());
    }

    /** In the items as the order names them. */
    static Map<String, Promise> promises(OrderStanding standing) {
        Order order = standing.order();
        OrderKey key = standing.state().key();
        Map<String, BigDecimal> picked = standing.goods().none() ? Map.of() : standing.picked();
        Map<String, Map<String, BigDecimal>> missing = standing.goods().none() ? Map.of() : standing.missing();
        Map<String, Promise> promises = new LinkedHashMap<>();
        Map<String, OrderPlaces.Line> places = standing.allocations().none() ? Map.of() : OrderPlaces.of(standing);
        Map<String, Behind.Terms> said = OrderTerms.lines(standing.state().document());
        for (Order.Line line : order.lines()) {
            Behind.Terms terms = said.getOrDefault(line.id(), Behind.Terms.NONE);
            OrderPlaces.Line allocated = places.get(line.id());
            if (allocated != null && standing.allocations().decided(line.id())) {
                promises.putAll(promises(key, allocated, terms));
                continue;
            }
            String location = order.location(line, Lanes.UNASSIGNED);
            BigDecimal promised = promised(order, line);
            BigDecimal elsewhere = missing.getOrDefault(line.id(), Map.of())
                    .getOrDefault(location, BigDecimal.ZERO)
                    .min(promised);
            BigDecimal here = promised.subtract(elsewhere);
            BigDecimal inHand = picked.getOrDefault(line.id(), BigDecimal.ZERO).subtract(line.fulfilled());
            promises.put(
                    OrderPosting.subject(key) + "|" + line.id(),
                    new Promise(line.id(), line.sku(), location, here, state(line, location, here, inHand), terms));
            if (elsewhere.signum() > 0) {
                promises.put(
                        "reroute|" + key.system() + "|" + key.id() + "|" + line.id(),
                        new Promise(line.id(), line.sku(), Lanes.UNASSIGNED, elsewhere, ClaimState.CONFIRMED, terms));
            }
        }
        return promises;
    }

    /** Of a line that the hub has allocated: a promise at each of its locations, the first under the line's own name. */
    private static Map<String, Promise> promises(OrderKey key, OrderPlaces.Line allocated, Behind.Terms terms) {
        Order.Line line = allocated.line();
        Map<String, Promise> promises = new LinkedHashMap<>();
        for (OrderPlaces.Place place : allocated.places()) {
            ClaimState state = place.open().signum() == 0
                    ? end(place.left().signum() > 0)
                    : place.picked().compareTo(place.open()) >= 0 ? ClaimState.PICKED : ClaimState.ALLOCATED;
            String own = OrderPosting.subject(key) + "|" + line.id();
            promises.put(
                    promises.isEmpty() ? own : place(key, line, place.location()),
                    new Promise(line.id(), line.sku(), place.location(), place.open(), state, terms));
        }
        if (allocated.unassigned().signum() > 0) {
            promises.put(
                    "reroute|" + key.system() + "|" + key.id() + "|" + line.id(),
                    new Promise(
                            line.id(),
                            line.sku(),
                            Lanes.UNASSIGNED,
                            allocated.unassigned(),
                            ClaimState.CONFIRMED,
                            terms));
        }
        return promises;
    }

    private static String place(OrderKey key, Order.Line line, String location) {
        return "place|" + key.system() + "|" + key.id() + "|" + line.id() + "|" + location;
    }

    /** A cancelled or completed order promises nothing more; else what is wanted and has not left yet. */
    private static BigDecimal promised(Order order, Order.Line line) {
        return order.state().equals("open")
                ? line.quantity().subtract(line.fulfilled()).max(BigDecimal.ZERO)
                : BigDecimal.ZERO;
    }

    private static ClaimState state(Order.Line line, String location, BigDecimal promised, BigDecimal inHand) {
        if (promised.signum() == 0) {
            return end(line.fulfilled().signum() > 0);
        }
        if (location.equals(Lanes.UNASSIGNED)) {
            return ClaimState.CONFIRMED;
        }
        return inHand.compareTo(promised) >= 0 ? ClaimState.PICKED : ClaimState.ALLOCATED;
    }

    private static ClaimState end(boolean left) {
        return left ? ClaimState.CONSUMED : ClaimState.RELEASED;
    }
}
