package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no vendor should send: refused clearly where the rules say so, else kept as a dead letter; never half posted. */
@ExtendWith(RunningHub.class)
class MalformedIT {

    private static final int BEYOND_TEN_MEGABYTES = 10 * 1024 * 1024 + 1;

    static List<Arguments> broken() {
        String order = Payloads.shopOrder("77001", "BROKEN-1");
        return List.of(
                Arguments.of("truncated JSON", bytes(order.substring(0, order.length() / 2))),
                Arguments.of("an empty body", new byte[0]),
                Arguments.of("UTF-16", order.getBytes(StandardCharsets.UTF_16LE)),
                Arguments.of("Latin-1 bytes", order.replace("IPod", "Caf\u00e9").getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("a repeated key", bytes("{\"id\":1," + order.substring(1))),
                Arguments.of("nesting 5,000 deep", bytes("[".repeat(5_000) + "]".repeat(5_000))),
                Arguments.of("NUL bytes", bytes(order.replace("#77001", "#77\0001"))),
                Arguments.of("an escaped NUL", bytes(order.replace("#77001", "#77\\u0000001"))),
                Arguments.of("text", bytes("hello")),
                Arguments.of(
                        "a quantity with 40 digits",
                        bytes(order.replace("\"current_quantity\": 1", "\"current_quantity\": 1" + "0".repeat(39)))),
                Arguments.of("a huge exponent", bytes(order.replace("\"199.00\"", "1e999999999"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void anAuthenticButBrokenBodyIsADeadLetter(String what, byte[] body, Hub hub) {
        hub.item("BROKEN-1");
        UUID message = Hub.accepted(
                hub.send(Signed.shop(hub.url(), "orders", UUID.randomUUID().toString(), body)));

        Eventually.holds(() -> assertThat(hub.text("select state from message where message_id = ?", message))
                .as(what)
                .isEqualTo("dead"));
        assertThat(hub.count("select count(*) from dead_letter where message_id = ?", message))
                .isEqualTo(1);
        assertThat(hub.count("select count(*) from message_raw where message_id = ?", message))
                .isEqualTo(1);
        assertThat(hub.count("select count(*) from sales_order where message_id = ?", message))
                .isZero();
        assertThat(hub.count("select count(*) from stock_claim where message_id = ?", message))
                .isZero();
    }

    @Test
    void aPriceWithFortyDigitsIsKeptExactlyOrNotAtAll(Hub hub) {
        long n = Payloads.fresh();
        String sku = "LONG-" + n;
        hub.item(sku);
        String price = "1" + "0".repeat(36) + "1.01";
        UUID message =
                hub.shopOrder("W" + n, Payloads.shopOrder("10" + n, sku).replace("\"199.00\"", "\"" + price + "\""));

        Eventually.holds(() -> assertThat(hub.state(message)).isNotEmpty());
        if (hub.state(message).equals("posted")) {
            assertThat(Json.read(hub.text("select document from sales_order where order_id = ?", "10" + n))
                            .at("/lines/0/unitPrice/amount")
                            .asText())
                    .isEqualTo(price);
        } else {
            assertThat(hub.state(message)).startsWith("dead");
        }
    }

    @Test
    void whatTheRulesRefuseIsRefusedWithAProblemAndNothingElse(Hub hub) {
        byte[] body = bytes("{}");
        refused(hub.send(post(hub, "/hooks/nobody/orders", body)), 404);
        refused(hub.send(post(hub, "/hooks/shop/nothing", body)), 404);
        refused(hub.send(post(hub, "/hooks/shop/orders", body)), 401);
        refused(hub.send(Signed.shop(hub.url(), "orders", "big", large(BEYOND_TEN_MEGABYTES))), 413);
        refused(
                hub.send(Signed.shop(hub.url(), "orders", "form", bytes("id=1&name=x"))
                        .setHeader("Content-Type", "application/x-www-form-urlencoded")),
                415);
        refused(
                hub.send(Signed.shop(hub.url(), "orders", "xml", bytes("<a/>")).setHeader("Content-Type", "text/xml")),
                415);
        refused(
                hub.send(Signed.shop(hub.url(), "orders", "other", body)
                        .setHeader("X-Shopify-Shop-Domain", "another.myshopify.com")),
                404);
    }

    @Test
    void headersOfTheFrameworkNeverReachTheRouteInAnyCase(Hub hub) {
        long n = Payloads.fresh();
        String sku = "HEADERS-" + n;
        hub.item(sku);
        HttpResponse<String> answer =
                hub.send(Signed.shop(hub.url(), "orders", "W" + n, bytes(Payloads.shopOrder("10" + n, sku)))
                        .header("CamelHttpUri", "http://127.0.0.1:1/")
                        .header("camelhttpresponsecode", "418")
                        .header("CAMELJMSDESTINATIONNAME", "elsewhere")
                        .header("CAmelBeanMethodName", "toString")
                        .header("TillbridgeMessageId", "forged"));

        UUID message = Hub.accepted(answer);
        hub.eventually(message, "posted");
        assertThat(hub.text("select headers from message_raw where message_id = ?", message)
                        .toLowerCase(Locale.ROOT))
                .doesNotContain("camel")
                .doesNotContain("forged");
        answer.headers()
                .map()
                .keySet()
                .forEach(name -> assertThat(name.toLowerCase(Locale.ROOT))
                        .doesNotContain("camel")
                        .doesNotContain("tillbridge"));
    }

    private static HttpRequest.Builder post(Hub hub, String path, byte[] body) {
        return HttpRequest.newBuilder(URI.create(hub.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static void refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Json.read(answer.body()).path("status").asInt()).isEqualTo(status);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("\\tat ")
                .doesNotContain("io.tillbridge");
    }

    private static byte[] large(int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) ' ');
        return body;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
