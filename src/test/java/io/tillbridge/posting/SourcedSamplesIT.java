package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped mappings make of shops' orders is what sourcing reads: where they go to decides where they come from. */
class SourcedSamplesIT {

    private static final String RULES = """
            connections: [shop]
            zones: [{name: us, country: US, postcodes: ["7"]}, {name: be, country: BE}]
            locations:
              - {id: W1, bands: {us: 0, be: 1}}
              - {id: W2, bands: {us: 1, be: 0}}
            rules:
              - {id: web, fulfilment: [ship_from_warehouse], from: [{group: warehouses}], prefer: [band]}
            """;

    private final PostingBed bed = PostingBed.with(
            Map.of("config/locations.yaml", SourcingIT.LOCATIONS, "config/sourcing.yaml", RULES), List.of());

    /** An order as its sample's mapping makes it, open and with stock at both warehouses. */
    private ObjectNode order(String sample) throws IOException {
        Path file = Path.of("mappings", sample, "out.json");
        ObjectNode order = (ObjectNode) ExactJson.parse(Files.readString(file));
        order.put("system", "shop").put("state", "open");
        order.path("lines").forEach(line -> {
            ((ObjectNode) line).put("fulfilled", "0");
            String sku = line.path("sku").asText();
            bed.addItem(sku);
            for (String location : List.of("W1", "W2")) {
                bed.post(
                        STOCK_RECEIVED,
                        Events.received("R-" + location + sku, sku, "99").put("location", location));
            }
        });
        return order;
    }

    private List<String> locations() {
        return bed.sql
                .sql("select distinct location from stock_claim where quantity > 0")
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @CsvSource({
        "bigcommerce/order/samples/sourced-to-one-address, W1",
        "shopify/order_node/samples/to-an-address, W2",
    })
    void anOrderIsServedFromWhereItsAddressIsNear(String sample, String location) throws IOException {
        ObjectNode order = order(sample);
        assertThat(order.has("location")).isFalse();
        bed.post(ORDER, order);

        assertThat(locations()).containsExactly(location);
    }

    @Test
    void whatIsDeliveredFromTheStoreThatServesTheZoneIsNotPlaced() throws IOException {
        bed.post(ORDER, order("shopify/order/samples/delivered-locally"));

        assertThat(locations()).containsExactly("unassigned");
    }
}
