package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.OrderStory;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order.
 *
 * @param ordered the most that any revision wanted of it
 * @param quantity still wanted, the fulfilled part included
 * @param fulfilled has left, as the order's source says; {@code shipped}: by what anybody told
 * @param open wanted without a location
 * @param allocated wanted at a location, {@code picked} of it is taken from the shelf, {@code ready} of it packed
 * @param cancelled neither wanted any more nor shipped
 * @param over shipped beyond what was wanted
 * @param substituted of what is wanted, what the customer takes another item for
 * @param places where it is taken from, and why where the hub chose
 * @param claims what is promised on stock now: at each of its locations, and of a bundle by component
 */
record OrderLineAnswer(
        String id,
        String sku,
        @Nullable JsonNode name,
        String ordered,
        String quantity,
        String fulfilled,
        String open,
        String allocated,
        String picked,
        String ready,
        String shipped,
        String cancelled,
        String over,
        String substituted,
        List<PlaceAnswer> places,
        List<ClaimAnswer> claims,
        @Nullable JsonNode unitPrice,
        @Nullable JsonNode lineTotal) {

    /** @param line as the canonical document says it */
    static OrderLineAnswer of(JsonNode line, OrderStory.Line is, List<ClaimAnswer> claims) {
        return new OrderLineAnswer(
                line.path("id").asText(),
                line.path("sku").asText(),
                line.get("name"),
                text(is.ordered()),
                decimal(line, "quantity"),
                decimal(line, "fulfilled"),
                text(is.open()),
                text(is.allocated()),
                text(is.picked()),
                text(is.ready()),
                text(is.shipped()),
                text(is.cancelled()),
                text(is.over()),
                text(is.substituted()),
                is.places().stream().map(PlaceAnswer::of).toList(),
                claims,
                line.get("unitPrice"),
                line.get("lineTotal"));
    }

    /** One that no revision has any more. */
    static OrderLineAnswer leftOut(String id, OrderStory.Line is, List<ClaimAnswer> claims) {
        return of(ExactJson.nodes().objectNode().put("id", id).put("sku", is.sku()), is, claims);
    }

    private static String decimal(JsonNode line, String cell) {
        return text(new BigDecimal(line.path(cell).asText("0")));
    }
}
