package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.reservation.Cart;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What must hold of what posting wrote after every message, beside {@link PlainBooks} that took the same messages. */
final class BooksLaws {

    private final MemoryLedger written;
    private final PlainBooks plain;

    BooksLaws(MemoryLedger written, PlainBooks plain) {
        this.written = written;
        this.plain = plain;
    }

    /** Fails with the law that is broken. */
    void hold(EventType type, ObjectNode body, String at) {
        assertThat(onHand()).as("on hand, %s", at).isEqualTo(decimals(plain.places(), 0));
        assertThat(nonZero(written.claimed()))
                .as("claimed totals are the sums of claims, %s", at)
                .isEqualTo(nonZero(written.sumsOfClaims()));
        Map<String, Integer> promised = promised(at);
        Map<String, Integer> left = left(at);
        for (PlainOrder order : plain.orders()) {
            order.skus().forEach(sku -> order(order, sku, promised, left, at));
        }
        assertThat(promised).as("promises of nobody's order, %s", at).isEmpty();
        carts(type, body, at);
        money(type, body, at);
    }

    /** Without what left for orders, which has laws of its own. */
    private SortedMap<String, BigDecimal> onHand() {
        TreeMap<String, BigDecimal> places = new TreeMap<>(written.places());
        written.left().forEach((key, pieces) -> {
            String[] parts = key.split(" ", -1);
            places.merge(parts[1] + " " + parts[2] + " sellable", pieces, BigDecimal::add);
            places.merge(parts[1] + " customer", pieces.negate(), BigDecimal::add);
        });
        places.values().removeIf(pieces -> pieces.signum() == 0);
        places.replaceAll((place, pieces) -> pieces.stripTrailingZeros());
        return places;
    }

    /** Open promises of orders by order, item and place. */
    private Map<String, Integer> promised(String at) {
        Map<String, Integer> promised = new HashMap<>();
        for (Claim claim : written.claims()) {
            if (claim.quantity().signum() < 0) {
                throw new AssertionError("a promise below zero, " + at + ": " + claim);
            }
            if (!MemoryLedger.cart(claim)) {
                promised.merge(
                        claim.key().split("\\|", -1)[2] + " " + claim.sku() + " " + claim.location(),
                        claim.quantity().intValueExact(),
                        Integer::sum);
            }
        }
        return promised;
    }

    /** What left by order and item. */
    private Map<String, Integer> left(String at) {
        Map<String, Integer> left = new HashMap<>();
        written.left().forEach((key, pieces) -> {
            if (pieces.signum() < 0) {
                throw new AssertionError("came back to where it had not left from, " + at + ": " + key + " " + pieces);
            }
            left.merge(key.substring(0, key.lastIndexOf(' ')), pieces.intValueExact(), Integer::sum);
        });
        return left;
    }

    /** What is promised and what left are what is wanted, and what left is what was told: no piece twice. */
    private static void order(
            PlainOrder order, String sku, Map<String, Integer> promised, Map<String, Integer> left, String at) {
        int gone = left.getOrDefault(order.id + " " + sku, 0);
        if (gone != order.left(sku)) {
            assertThat(gone).as("%s of %s that left, %s", sku, order.id, at).isEqualTo(order.left(sku));
        }
        Integer open = promised.remove(order.id + " " + sku + " " + order.location());
        int expected = order.open() ? order.awaited(sku) : 0;
        if (Objects.requireNonNullElse(open, 0) != expected) {
            assertThat(open).as("%s promised for %s, %s", sku, order.id, at).isEqualTo(expected);
        }
    }

    /** A hold finds its goods; a cart that was ordered or given up holds nothing. */
    private void carts(EventType type, ObjectNode body, String at) {
        Map<StockKey, BigDecimal> more = new TreeMap<>();
        List<Claim> changed = written.lastHeld();
        for (Claim claim : changed) {
            Claim.Before before = claim.before();
            if (before != null) {
                more.merge(
                        new StockKey(before.sku(), before.location()),
                        before.quantity().negate(),
                        BigDecimal::add);
            }
            more.merge(new StockKey(claim.sku(), claim.location()), claim.quantity(), BigDecimal::add);
        }
        more.forEach((key, pieces) -> {
            if (pieces.signum() > 0) {
                assertThat(written.sumsOfClaims().getOrDefault(key, BigDecimal.ZERO))
                        .as("promised of %s, %s", key, at)
                        .isLessThanOrEqualTo(written.sellable().getOrDefault(key, BigDecimal.ZERO));
            }
        });
        if (type == EventType.RESERVATION_RELEASED || (type == EventType.ORDER && body.has("cart"))) {
            String name = "hold|" + new Cart("shop", body.path("cart").asText()).reservation() + "|";
            assertThat(written.claims())
                    .as("holds of a cart that is over, %s", at)
                    .noneMatch(claim -> claim.key().startsWith(name));
        }
    }

    private void money(EventType type, ObjectNode body, String at) {
        assertThat(written.refused()).as("refused, %s", at).isEmpty();
        assertThat(written.unbalanced()).as("debits less credits, %s", at).isZero();
        SortedMap<String, Integer> own = plain.entry();
        if (own != null) {
            assertThat(written.lastEntry()).as("entry, %s", at).isEqualTo(decimals(own, 2));
        }
        String order = body.path(type == EventType.ORDER ? "id" : "orderId").asText();
        for (PlainOrder known : plain.orders()) {
            if (known.id.equals(order)) {
                assertThat(written.entryOf("shop", order))
                        .as("entry of %s, %s", order, at)
                        .isEqualTo(decimals(known.entry(), 2));
            }
        }
    }

    private static Map<StockKey, BigDecimal> nonZero(Map<StockKey, BigDecimal> sums) {
        TreeMap<StockKey, BigDecimal> some = new TreeMap<>(sums);
        some.values().removeIf(sum -> sum.signum() == 0);
        some.replaceAll((key, sum) -> sum.stripTrailingZeros());
        return some;
    }

    static SortedMap<String, BigDecimal> decimals(SortedMap<String, Integer> whole, int places) {
        TreeMap<String, BigDecimal> decimals = new TreeMap<>();
        whole.forEach((key, number) ->
                decimals.put(key, BigDecimal.valueOf(number, places).stripTrailingZeros()));
        return decimals;
    }
}
