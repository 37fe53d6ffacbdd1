package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What left of a cart and was held as the components of bundles. A cart's line belongs to a bundle of the order when it holds
 * just what that is made of.
 *
 * @param lines by location, told as the bundle
 * @param others what belongs to no bundle
 */
record CartKits(Map<String, ArrayNode> lines, List<ReservedLine> others) {

    static CartKits of(Order order, List<ReservedLine> consumed, SoldBundles bundles) {
        if (bundles.none()) {
            return new CartKits(Map.of(), consumed);
        }
        Map<String, List<ReservedLine>> groups = new TreeMap<>();
        consumed.forEach(
                one -> groups.computeIfAbsent(one.id().line() + "\0" + one.location(), key -> new ArrayList<>())
                        .add(one));
        Map<String, ArrayNode> lines = new TreeMap<>();
        List<ReservedLine> others = new ArrayList<>();
        for (List<ReservedLine> group : groups.values()) {
            SoldBundle bundle = bundle(order, group, bundles);
            if (bundle == null) {
                others.addAll(group);
            } else {
                lines.computeIfAbsent(
                                group.get(0).location(),
                                place -> ExactJson.nodes().arrayNode())
                        .add(line(bundle, group));
            }
        }
        return new CartKits(lines, others);
    }

    /** Of a line that was told so, what the desk moved for one. */
    static Map<String, BigDecimal> moved(JsonNode line) {
        Map<String, BigDecimal> moved = new TreeMap<>();
        for (Map.Entry<String, JsonNode> part : line.path("components").properties()) {
            moved.put(part.getKey(), new BigDecimal(part.getValue().asText()));
        }
        return moved.isEmpty() ? Map.of(line.path("sku").asText(), BigDecimal.ONE) : moved;
    }

    private static @Nullable SoldBundle bundle(Order order, List<ReservedLine> group, SoldBundles bundles) {
        Map<String, BigDecimal> held = new TreeMap<>();
        group.forEach(one -> held.put(one.id().sku(), one.amounts().per()));
        for (Order.Line line : order.lines()) {
            SoldBundle bundle = bundles.of(line.sku());
            if (bundle != null
                    && bundle.components().keySet().equals(held.keySet())
                    && bundle.components().entrySet().stream()
                            .allMatch(
                                    part -> part.getValue().compareTo(held.getOrDefault(part.getKey(), BigDecimal.ZERO))
                                            == 0)) {
                return bundle;
            }
        }
        return null;
    }

    private static ObjectNode line(SoldBundle bundle, List<ReservedLine> group) {
        Map<String, BigDecimal> consumed = new TreeMap<>();
        group.forEach(one -> consumed.merge(one.id().sku(), one.amounts().consumed(), BigDecimal::add));
        BigDecimal whole = bundle.components().entrySet().stream()
                .map(part -> consumed.getOrDefault(part.getKey(), BigDecimal.ZERO)
                        .divide(part.getValue(), 5, RoundingMode.FLOOR))
                .reduce(BigDecimal::min)
                .orElse(BigDecimal.ZERO);
        ObjectNode line = ExactJson.nodes()
                .objectNode()
                .put("id", group.get(0).id().key())
                .put("orderLineId", group.get(0).id().line())
                .put("sku", bundle.sku())
                .put("quantity", PlainDecimal.text(whole));
        ObjectNode components = line.putObject("components");
        bundle.components().forEach((sku, per) -> components.put(sku, PlainDecimal.text(per)));
        return line;
    }
}
