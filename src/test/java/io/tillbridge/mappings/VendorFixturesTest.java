package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.platform.HomeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Real payloads that may be read but not kept here: skipped when the folder of fixtures is not beside the project. */
class VendorFixturesTest {

    private static final Path FIXTURES = Path.of("../shared/fixtures");
    private static final MappingCatalog CATALOG =
            MappingCatalog.load(HomeFiles.only(Path.of("").toAbsolutePath()));

    @Test
    void aPartiallyRefundedWooOrderKeepsItsLinesAndRoundsThePriceThatTheVendorDoesNot() throws IOException {
        JsonNode order = translated("woocommerce.order", woo("ios_order-details-partially-refunded.json"));
        assertThat(order.path("state").asText()).isEqualTo("completed");
        assertThat(order.path("revision").asText()).isEqualTo("2019-06-06T17:18:38Z");
        assertThat(order.path("lines")).hasSize(8);
        assertThat(order.at("/lines/2/quantity").asText()).isEqualTo("3");
        assertThat(order.at("/lines/2/fulfilled").asText()).isEqualTo("3");
        assertThat(order.at("/lines/2/unitPrice/amount").asText()).isEqualTo("10.80");
        assertThat(order.at("/ext/woocommerce/refunded").asText()).isEqualTo("24.3");
    }

    @Test
    void aWooSkuThatIsANumberAndAHalfQuantityAreTakenExactly() throws IOException {
        JsonNode order = translated("woocommerce.order", woo("ios_order-alternative-types.json"));
        assertThat(order.at("/lines/0/sku").asText()).isEqualTo("123");
        assertThat(order.at("/lines/1/quantity").asText()).isEqualTo("1.5");
    }

    @Test
    void aWooLineWithoutSkuAndWithoutProductReferenceIsNotPosted() throws IOException {
        Translation translation = translate("woocommerce.order", woo("ios_order-fully-refunded.json"));
        assertThat(translation)
                .isInstanceOfSatisfying(
                        Translation.Untranslatable.class,
                        failed -> assertThat(failed.at()).isEqualTo("lines[0].sku"));
    }

    @Test
    void aBrokenWooDraftIsNotPosted() throws IOException {
        assertThat(translate("woocommerce.order", woo("ios_broken-order.json")))
                .isNotInstanceOf(Translation.Translated.class);
    }

    @Test
    void shopifyIdsBeyondTwoToThe53StayExactAndACancelledOrderHasShippedNothing() throws IOException {
        JsonNode order = translated("shopify.order", fixture("shopify/webhook_orders_example.json"));
        assertThat(order.path("id").asText()).isEqualTo("820982911946154500");
        assertThat(order.path("state").asText()).isEqualTo("cancelled");
        assertThat(order.path("revision").asText()).isEqualTo("2025-04-03T06:42:11Z");
        assertThat(order.path("lines"))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.path("fulfilled").asText()).isEqualTo("0"));
    }

    @Test
    void aRealSquareSaleIsOneSale() throws IOException {
        JsonNode order = fixture("square/live_order.json").at("/orders/0");
        JsonNode sale = translated("square.sale", order);
        assertThat(sale.path("receiptNumber").asText()).isEqualTo("nT6eTFlDa7Ko7PDjNEJX7ij1jpeZY");
        assertThat(sale.path("soldAt").asText()).isEqualTo("2026-07-15T19:26:19.256Z");
        assertThat(sale.at("/lines/0/quantity").asText()).isEqualTo("2");
        assertThat(sale.at("/totals/grand/amount").asText()).isEqualTo("10.00");
    }

    private static JsonNode woo(String name) throws IOException {
        return fixture("woocommerce/" + name).path("data");
    }

    private static JsonNode fixture(String name) throws IOException {
        Path file = FIXTURES.resolve(name);
        assumeTrue(Files.exists(file), file + " is not there: payloads that may not be kept in this project");
        return ExactJson.parse(Files.readAllBytes(file));
    }

    private static JsonNode translated(String subject, JsonNode document) {
        Translation translation = translate(subject, document);
        assertThat(translation).isInstanceOf(Translation.Translated.class);
        return ((Translation.Translated) translation).result();
    }

    private static Translation translate(String subject, JsonNode document) {
        List<Mapping> versions = CATALOG.versions(subject);
        ArrayNode skus = JsonNodeFactory.instance.arrayNode().add("A-SKU").add("B-SKU");
        return Objects.requireNonNull(versions.get(versions.size() - 1))
                .translate(new TranslationInput(
                        document,
                        new TranslationInput.Connection(
                                "acme",
                                ZoneId.of("UTC"),
                                Map.of("defaultLocation", "DC1", "location", "DC1", "currency", "USD")),
                        new TranslationInput.Event(Instant.parse("2026-05-01T10:00:00Z"), "orders", Map.of(), null),
                        Map.of("sku", skus, "location", JsonNodeFactory.instance.textNode("ST1")),
                        List.of()));
    }
}
