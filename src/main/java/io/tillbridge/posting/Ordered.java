package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderState;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered: of each line the most that any revision wanted, in whatever order they came. What a line wants less now
 * was cancelled, be it that its revision leaves it out. Immutable.
 *
 * @param refunded by line, what its system paid back without goods coming back, whether or not they had left
 */
record Ordered(Map<String, Line> lines, Map<String, BigDecimal> refunded) {

    private static final String REFUNDED = "refunded";

    static final Ordered NOTHING = new Ordered(Map.of(), Map.of());

    /**
     * Of a line.
     *
     * @param sku as the revision that wanted most names it; of several the least in the order of letters
     */
    record Line(String sku, BigDecimal quantity) {

        private static Line more(Line one, Line other) {
            int most = one.quantity().compareTo(other.quantity());
            return most > 0 || (most == 0 && one.sku().compareTo(other.sku()) <= 0) ? one : other;
        }
    }

    /** Of an order as it is recorded. */
    static Ordered of(OrderState recorded) {
        return recorded.ordered() == null ? NOTHING.with(recorded.document()) : read(recorded.ordered());
    }

    private static Ordered read(String text) {
        Map<String, Line> lines = new TreeMap<>();
        Map<String, BigDecimal> refunded = new TreeMap<>();
        for (Map.Entry<String, JsonNode> line : ExactJson.parse(text).properties()) {
            JsonNode back = line.getValue().path(REFUNDED);
            if (!back.isMissingNode()) {
                refunded.put(line.getKey(), new BigDecimal(back.asText()));
            }
            lines.put(
                    line.getKey(),
                    new Line(
                            line.getValue().path("sku").asText(),
                            new BigDecimal(line.getValue().path("quantity").asText())));
        }
        return new Ordered(lines, refunded);
    }

    /** What was refunded of an order as it is recorded. */
    static Map<String, BigDecimal> refunded(@Nullable String recorded) {
        return recorded == null ? Map.of() : read(recorded).refunded;
    }

    /** With nothing but this refunded. */
    Ordered refunded(Map<String, BigDecimal> quantities) {
        return new Ordered(lines, quantities);
    }

    /** With what a revision wants, or says was ordered at first; {@code revision} is an {@code order.v1}. */
    Ordered with(JsonNode revision) {
        Map<String, Line> all = new TreeMap<>(lines);
        for (JsonNode line : revision.path("lines")) {
            BigDecimal now = new BigDecimal(line.path("quantity").asText("0"));
            BigDecimal first = new BigDecimal(line.path("ordered").asText("0"));
            all.merge(line.path("id").asText(), new Line(line.path("sku").asText(), now.max(first)), Line::more);
        }
        return new Ordered(all, refunded);
    }

    /** As the order keeps it; null when it is what the order says now. */
    @Nullable
    String text(JsonNode now) {
        if (refunded.isEmpty() && same(NOTHING.with(now).lines)) {
            return null;
        }
        ObjectNode text = ExactJson.nodes().objectNode();
        lines.forEach((id, line) -> {
            ObjectNode cells =
                    text.putObject(id).put("sku", line.sku()).put("quantity", PlainDecimal.text(line.quantity()));
            BigDecimal back = refunded.get(id);
            if (back != null) {
                cells.put(REFUNDED, PlainDecimal.text(back));
            }
        });
        return text.toString();
    }

    private boolean same(Map<String, Line> others) {
        return lines.keySet().equals(others.keySet())
                && lines.entrySet().stream().allMatch(one -> {
                    Line other = others.getOrDefault(one.getKey(), one.getValue());
                    return one.getValue().sku().equals(other.sku())
                            && one.getValue().quantity().compareTo(other.quantity()) == 0;
                });
    }

    /**
     * What of a line was cancelled.
     *
     * @param now the line as it is wanted now; null: it is wanted no more
     */
    BigDecimal cancelled(String id, Order.@Nullable Line now, boolean open) {
        Line line = lines.get(id);
        BigDecimal wanted = now == null ? BigDecimal.ZERO : now.quantity();
        BigDecimal less = line == null
                ? BigDecimal.ZERO
                : line.quantity().subtract(wanted).max(BigDecimal.ZERO);
        return open || now == null
                ? less
                : less.add(wanted.subtract(now.fulfilled()).max(BigDecimal.ZERO));
    }

    /** What a line may want at most beside what was refunded of it; null: as much as it says. */
    @Nullable
    BigDecimal unrefunded(String id) {
        Line line = lines.get(id);
        BigDecimal back = refunded.get(id);
        return line == null || back == null
                ? null
                : line.quantity().subtract(back).max(BigDecimal.ZERO);
    }

    /** Of a line, at least what it wants now. */
    BigDecimal quantity(Order.Line now) {
        Line line = lines.get(now.id());
        return line == null ? now.quantity() : line.quantity();
    }
}
