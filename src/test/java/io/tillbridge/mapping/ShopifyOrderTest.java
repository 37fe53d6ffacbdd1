package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopifyOrderTest {

    private static final String EXPECTED = """
            {"system":"acme-us","id":"4500000000000000001","number":"#1001","state":"open","placedAt":"2026-05-01T06:30:00Z",
             "businessDate":"2026-04-30","revision":"2026-05-01T06:31:00Z","currency":"USD","taxIncluded":false,
             "customer":{"email":"jane@example.com"},"store":"ST7",
             "lines":[
              {"id":"4500000000000000002","sku":"TEE-RED-M","quantity":"2","unitPrice":{"amount":"19.99","currency":"USD"},
               "discount":{"amount":"0.01","currency":"USD"},"taxes":[{"code":"US-STATE","amount":{"amount":"1.00","currency":"USD"}}],
               "lineTotal":{"amount":"39.97","currency":"USD"}},
              {"id":"4500000000000000003","sku":"MUG","quantity":"1","unitPrice":{"amount":"12.91","currency":"USD"},
               "discount":{"amount":"0.00","currency":"USD"},"taxes":[{"code":"US-COUNTY","amount":{"amount":"1.00","currency":"USD"}}],
               "lineTotal":{"amount":"12.91","currency":"USD"}}],
             "totals":{"goods":{"amount":"52.88","currency":"USD"},"shipping":{"amount":"5.00","currency":"USD"},
              "tax":{"amount":"4.63","currency":"USD"},"grand":{"amount":"62.51","currency":"USD"}},
             "ext":{"shopify":{"tags":["vip","gift"]}}}
            """;

    private final Mapping mapping = ShopifyOrders.mapping();

    private Translation translate(ObjectNode order) {
        return mapping.translate(ShopifyOrders.input(order));
    }

    @Test
    void anOrderBecomesACanonicalOrder() {
        assertThat(translate(ShopifyOrders.order(4500000000000000001L)))
                .isInstanceOfSatisfying(Translation.Translated.class, translated -> {
                    assertThat(JsonDifference.between(ExactJson.parse(EXPECTED), translated.result()))
                            .isEmpty();
                    assertThat(translated.warnings()).isEmpty();
                });
    }

    @Test
    void aWarningDoesNotStopAndAnErrorDoes() {
        ObjectNode wrongTotal = ShopifyOrders.order(1).put("current_total_price", "62.53");
        ObjectNode noLines = ShopifyOrders.order(1);
        noLines.putArray("line_items");

        assertThat(translate(wrongTotal))
                .isInstanceOfSatisfying(
                        Translation.Translated.class,
                        translated -> assertThat(translated.warnings())
                                .singleElement()
                                .asString()
                                .startsWith("adds_up"));
        assertThat(translate(noLines)).isInstanceOfSatisfying(Translation.Untranslatable.class, failure -> {
            assertThat(failure.code()).isEqualTo("assert_failed");
            assertThat(failure.at()).isEqualTo("asserts.lines");
        });
    }

    @Test
    void anOrderWhoseLinesAreNotSentIsNotAnOrderWithoutLines() {
        ObjectNode order = ShopifyOrders.order(1);
        order.remove("line_items");

        assertThat(translate(order))
                .isInstanceOfSatisfying(
                        Translation.Untranslatable.class,
                        failure ->
                                assertThat(failure.code() + " " + failure.at()).isEqualTo("required_missing lines"));
    }

    @Test
    void aFailureTellsTheCellThePointerTheValueAndWhatToDo() {
        ObjectNode order = ShopifyOrders.order(1);
        ((ObjectNode) order.at("/line_items/1/price_set/shop_money")).put("amount", "1.005");

        assertThat(translate(order))
                .isEqualTo(new Translation.Untranslatable(
                        "scale_exceeded",
                        "lines[1].unitPrice",
                        "/line_items/1/price_set/shop_money/amount: found \"1.005\", expected at most 2 fraction digits;"
                                + " write round: to allow rounding"));
    }

    @Test
    void anUnknownTaxHoldsTheMessageOnExactlyThatRow() {
        ObjectNode order = ShopifyOrders.order(1);
        ((ObjectNode) order.at("/line_items/0/tax_lines/0")).put("title", " Moon tax ");

        assertThat(translate(order))
                .isInstanceOfSatisfying(
                        Translation.Missing.class,
                        missing -> assertThat(missing.key().toString()).isEqualTo("valuemap:tax_codes/MOON TAX"));
    }

    @Test
    void everyCellIsExplainedAndPersonalOnesAreHashed() {
        List<Explanation.Cell> cells =
                mapping.explain(ShopifyOrders.input(ShopifyOrders.order(1))).cells();

        assertThat(cells)
                .contains(new Explanation.Cell(
                        "lines[1].sku",
                        "sku",
                        "from",
                        "/line_items/1/sku",
                        "\"MUG\"",
                        List.of("trim", "upper"),
                        "\"MUG\""))
                .contains(new Explanation.Cell(
                        "lines[0].lineTotal",
                        "lineTotal",
                        "calc",
                        null,
                        null,
                        List.of("calc unitPrice * quantity - discount"),
                        "{\"amount\":\"39.97\",\"currency\":\"USD\"}"));
        assertThat(cells.toString()).doesNotContainIgnoringCase("jane@example.com");
        assertThat(cells.stream().filter(cell -> cell.path().equals("customer.email")))
                .singleElement()
                .satisfies(cell -> assertThat(cell.raw()).startsWith("sha256:"));
    }

    @Test
    void membersThatNoRowReadsAreReported() {
        ObjectNode order = ShopifyOrders.order(1).put("note", "ring twice");

        assertThat(mapping.unread(order)).containsExactly("note");
    }

    @Test
    void aRealWebhookTranslates() throws IOException {
        Path file = Path.of("../shared/fixtures/shopify/webhook_orders_example.json");
        assumeTrue(Files.exists(file), "needs ../shared/fixtures, which is not part of the project");
        JsonNode order = ExactJson.parse(Files.readAllBytes(file));

        Translation translation = translate((ObjectNode) order);

        assertThat(translation).isInstanceOfSatisfying(Translation.Translated.class, translated -> {
            assertThat(translated.result().at("/lines/0/unitPrice/amount").asText())
                    .isEqualTo("29.00");
            assertThat(translated.result().at("/placedAt").asText()).isEqualTo("2025-04-03T06:42:11Z");
        });
    }
}
