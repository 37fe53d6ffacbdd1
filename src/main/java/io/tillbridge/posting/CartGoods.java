package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What had left of a cart over the reservation desk before it became an order. It is a fact of the order's goods from then
 * on: the desk's own movement goes back, and the order tells the goods, be it that its source tells them too.
 */
final class CartGoods {

    private static final String KEY = "reservation|";

    private CartGoods() {}

    static boolean is(GoodsFact fact) {
        return fact.factKey().startsWith(KEY);
    }

    /** A fact for each location; what was held as the components of one of the order's bundles is told as the bundle. */
    static List<GoodsFact> of(PostedOrder posted, UUID reservation, List<ReservedLine> consumed, SoldBundles bundles) {
        Order order = posted.state().order();
        Map<String, ArrayNode> places = new TreeMap<>();
        CartKits kits = CartKits.of(order, consumed, bundles);
        places.putAll(kits.lines());
        for (ReservedLine line : kits.others()) {
            places.computeIfAbsent(line.location(), place -> ExactJson.nodes().arrayNode())
                    .addObject()
                    .put("id", line.id().key())
                    .put("orderLineId", line.id().line())
                    .put("sku", line.id().sku())
                    .put("quantity", PlainDecimal.text(line.amounts().consumed()));
        }
        List<GoodsFact> facts = new ArrayList<>();
        places.forEach((place, lines) -> {
            ObjectNode body = ExactJson.nodes()
                    .objectNode()
                    .put("system", "reservations")
                    .put("id", reservation.toString())
                    .put("orderId", order.id())
                    .put("location", place)
                    .put("occurredAt", order.occurredAt().toString());
            body.set("lines", lines);
            FulfilmentStep step =
                    (FulfilmentStep) CanonicalReader.read(EventType.FULFILMENT_HANDED_OVER, body, Instant.EPOCH);
            facts.add(new GoodsFact(posted.state().messageId(), KEY + reservation + "|" + place, step, body));
        });
        return facts;
    }

    /** The desk's own movements go back as far as they are told by the order from now on and were not before. */
    static void back(OrderGoods before, GoodsFact fact, Effects effects) {
        Map<String, BigDecimal> more = quantities(fact);
        before.facts().stream()
                .filter(one -> one.factKey().equals(fact.factKey()))
                .forEach(one ->
                        quantities(one).forEach((sku, known) -> more.merge(sku, known.negate(), BigDecimal::add)));
        UUID reservation = UUID.fromString(fact.step().id());
        Place place = Place.location(String.valueOf(fact.step().location()));
        more.forEach((sku, quantity) -> {
            if (quantity.signum() > 0) {
                effects.move(Movement.between(
                        reservation,
                        sku,
                        quantity,
                        place,
                        Bucket.SELLABLE,
                        Place.CUSTOMER,
                        "shipment",
                        fact.step().occurredAt()));
            }
        });
    }

    /** What the desk moved. */
    private static Map<String, BigDecimal> quantities(GoodsFact fact) {
        Map<String, BigDecimal> quantities = new TreeMap<>();
        for (JsonNode line : fact.body().path("lines")) {
            BigDecimal quantity = new BigDecimal(line.path("quantity").asText());
            CartKits.moved(line).forEach((sku, per) -> quantities.merge(sku, quantity.multiply(per), BigDecimal::add));
        }
        return quantities;
    }
}
