package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.orders.OrderState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much of an order's lines was refunded by all that is known, against the most that was ever wanted of them. Refunds are
 * returns of the system that sold, and all that tell money; several systems tell of the same refund, so of each line the one
 * counts that tells most. A component of a bundle counts as the part of the bundle that it is; what no revision ever named is
 * held against nothing. Pure.
 */
final class RefundedGoods {

    /**
     * Of a line, or of a bundle's component.
     *
     * @param name the line's id, with the component behind it
     * @param ordered in pieces of {@code sku}
     */
    record Refunded(String name, String sku, BigDecimal ordered, BigDecimal quantity) {

        boolean beyond() {
            return quantity.compareTo(ordered) > 0;
        }
    }

    /** @param component of the line's bundle; null: the line's own item */
    private record Piece(String line, @Nullable String component) {}

    private final Map<String, Ordered.Line> ordered;
    private final Map<String, SoldBundle> bundles;
    private final Map<String, Map<Piece, BigDecimal>> voices = new TreeMap<>();

    private RefundedGoods(Ordered ordered, Map<String, SoldBundle> bundles) {
        this.ordered = ordered.lines();
        this.bundles = bundles;
    }

    /**
     * Of all lines that refunds are told of.
     *
     * @param bundles what the order's bundles are made of
     */
    static List<Refunded> of(OrderState order, Map<String, SoldBundle> bundles, List<OrderFacts.Kept> facts) {
        RefundedGoods goods = new RefundedGoods(Ordered.of(order), bundles);
        for (OrderFacts.Kept fact : facts) {
            JsonNode body = fact.body();
            String system = body.path("system").asText();
            if (fact.type() == EventType.RETURN && (system.equals(order.key().system()) || money(body))) {
                body.path("lines").forEach(line -> goods.hear(system, line));
            }
        }
        return goods.refunded();
    }

    private static boolean money(JsonNode body) {
        boolean told =
                body.at("/totals").hasNonNull("grand") || !body.path("tenders").isEmpty();
        for (JsonNode line : body.path("lines")) {
            told |= line.hasNonNull("amount");
        }
        return told;
    }

    private void hear(String voice, JsonNode line) {
        String sku = line.path("sku").asText();
        BigDecimal quantity = new BigDecimal(line.path("quantity").asText("0"));
        Piece named = piece(line.path("orderLineId").asText(), sku);
        List<Piece> pieces = named != null
                ? List.of(named)
                : ordered.keySet().stream()
                        .map(id -> piece(id, sku))
                        .filter(Objects::nonNull)
                        .toList();
        Map<Piece, BigDecimal> said = voices.computeIfAbsent(voice, name -> new LinkedHashMap<>());
        BigDecimal rest = quantity;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            BigDecimal room = wanted(piece)
                    .subtract(said.getOrDefault(piece, BigDecimal.ZERO))
                    .max(BigDecimal.ZERO);
            BigDecimal some = i == pieces.size() - 1 ? rest : rest.min(room);
            if (some.signum() > 0) {
                said.merge(piece, some, BigDecimal::add);
                rest = rest.subtract(some);
            }
        }
    }

    /** The piece of a line that an item is; null when the line has no such item. */
    private @Nullable Piece piece(String line, String sku) {
        Ordered.Line wanted = ordered.get(line);
        if (wanted == null) {
            return null;
        }
        if (wanted.sku().equals(sku)) {
            return new Piece(line, null);
        }
        SoldBundle bundle = bundles.get(wanted.sku());
        return bundle != null && bundle.components().containsKey(sku) ? new Piece(line, sku) : null;
    }

    private Ordered.Line line(Piece piece) {
        return ordered.getOrDefault(piece.line(), new Ordered.Line("", BigDecimal.ZERO));
    }

    private BigDecimal per(Piece piece) {
        SoldBundle bundle = bundles.get(line(piece).sku());
        return piece.component() == null || bundle == null
                ? BigDecimal.ONE
                : bundle.components().getOrDefault(piece.component(), BigDecimal.ONE);
    }

    private BigDecimal wanted(Piece piece) {
        return line(piece).quantity().multiply(per(piece));
    }

    private List<Refunded> refunded() {
        Map<Piece, BigDecimal> most = new LinkedHashMap<>();
        voices.values().forEach(said -> {
            Map<Piece, BigDecimal> all = new HashMap<>();
            said.forEach((piece, quantity) -> all.merge(piece, with(piece, quantity, said), BigDecimal::max));
            all.forEach((piece, quantity) -> most.merge(piece, quantity, BigDecimal::max));
        });
        List<Refunded> refunded = new ArrayList<>();
        most.forEach((piece, quantity) -> refunded.add(new Refunded(
                piece.component() == null ? piece.line() : piece.line() + "|" + piece.component(),
                piece.component() == null ? line(piece).sku() : piece.component(),
                wanted(piece),
                quantity)));
        return refunded;
    }

    /** With what of a component was refunded as whole bundles. */
    private BigDecimal with(Piece piece, BigDecimal quantity, Map<Piece, BigDecimal> said) {
        return piece.component() == null
                ? quantity
                : quantity.add(said.getOrDefault(new Piece(piece.line(), null), BigDecimal.ZERO)
                        .multiply(per(piece)));
    }
}
