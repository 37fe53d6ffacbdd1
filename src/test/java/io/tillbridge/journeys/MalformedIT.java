package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.message.StoredBodies;
import io.tillbridge.support.Eventually;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
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

    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final String CARD = "4111111111111111";

    /** The only tables that may name a message that was not posted; receipts decide nothing in the books. */
    private static final List<String> OF_DEAD_MESSAGES =
            List.of("message", "message_raw", "message_attempt", "receipt", "dead_letter");

    static List<Arguments> broken() {
        String order = Payloads.shopOrder("77001", "BROKEN-1");
        String forty = "1234567890123456789012345678901234567890";
        return List.of(
                dead("truncated JSON", bytes(order.substring(0, order.length() / 2)), "invalid_json"),
                dead("JSON cut within a character", cut(order.replace("IPod", "Caf\u00e9"), "Caf"), "invalid_json"),
                dead("an empty body", new byte[0], "not_a_document"),
                dead("ten megabytes of nothing", large(TEN_MEGABYTES), "not_a_document"),
                dead("a bare value", bytes("42"), "not_a_document"),
                dead("text", bytes("hello"), "invalid_json"),
                dead("two documents", bytes(order + order), "invalid_json"),
                dead("UTF-16 little endian", order.getBytes(StandardCharsets.UTF_16LE), "invalid_charset"),
                dead("UTF-16 with a mark", order.getBytes(StandardCharsets.UTF_16), "invalid_charset"),
                dead("UTF-32", order.getBytes(Charset.forName("UTF-32BE")), "invalid_charset"),
                dead(
                        "Latin-1 bytes",
                        order.replace("IPod", "Caf\u00e9").getBytes(StandardCharsets.ISO_8859_1),
                        "invalid_json"),
                dead("a repeated key", bytes("{\"id\":1," + order.substring(1)), "invalid_json"),
                dead("nesting 5,000 deep", bytes("[".repeat(5_000) + "]".repeat(5_000)), "invalid_json"),
                dead("NUL bytes", bytes(order.replace("#77001", "#77\0001")), "invalid_json"),
                dead("an escaped NUL", bytes(order.replace("#77001", "#77\\u0000001")), "nul_character"),
                dead(
                        "half of a surrogate pair",
                        bytes(order.replace("#77001", "#77\\ud83d001")),
                        "half_surrogate_pair"),
                dead(
                        "an escaped NUL in the id",
                        bytes(order.replace("\"id\": 77001,", "\"id\": \"77\\u0000001\",")),
                        "nul_character"),
                dead(
                        "a price of 40 digits",
                        bytes(order.replace("\"199.00\"", "\"" + forty + ".01\"")),
                        "too_many_digits"),
                dead(
                        "a price of 40 digits as a number",
                        bytes(order.replace("\"199.00\"", forty + ".01")),
                        "too_many_digits"),
                dead(
                        "a quantity of 40 digits",
                        bytes(order.replace("\"current_quantity\": 1", "\"current_quantity\": " + forty)),
                        "too_many_digits"),
                dead("a price of 1,001 digits", bytes(order.replace("\"199.00\"", "1".repeat(1_001))), "invalid_json"),
                dead("a huge exponent", bytes(order.replace("\"199.00\"", "1e999999999")), "not_a_number"));
    }

    private static Arguments dead(String what, byte[] body, String code) {
        return Arguments.of(what, body, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void anAuthenticButBrokenBodyIsADeadLetterWithItsCode(String what, byte[] body, String code, Hub hub) {
        hub.item("BROKEN-1");
        HttpResponse<String> answer =
                hub.send(Signed.shop(hub.url(), "orders", UUID.randomUUID().toString(), body));
        UUID message = Hub.accepted(answer);
        assertThat(answer.body()).isEqualTo("{\"messageId\":\"" + message + "\"}");

        Eventually.holds(() -> assertThat(hub.text("select state from message where message_id = ?", message))
                .as(what)
                .isEqualTo("dead"));
        assertThat(hub.text("select stage || ' ' || code from dead_letter where message_id = ?", message))
                .as(hub.text("select detail from dead_letter where message_id = ?", message))
                .isEqualTo("translate " + code);
        assertThat(hub.count("select count(*) from dead_letter where message_id = ?", message))
                .isEqualTo(1);
        assertThat(hub.count("select count(*) from message_raw where message_id = ?", message))
                .isEqualTo(1);
        tellsNoStackTrace(hub.get("/api/messages/" + message).toString());
        nothingIsPosted(hub, message);
        assertThat(hub.count("select count(*) from stock_movement where sku = 'BROKEN-1'"))
                .isZero();
        assertThat(hub.count("select count(*) from stock_claim where sku = 'BROKEN-1'"))
                .isZero();
    }

    @Test
    void aKeyThatNoIndexHoldsStopsNothing(Hub hub) {
        String longId = "w" + "0123456789abcdef".repeat(320);
        String eventId = "\\u0000" + UUID.randomUUID();
        hub.item("BROKEN-3");
        UUID before = Hub.accepted(hub.send(order(hub, UUID.randomUUID().toString())));
        UUID nul = hub.registerEvent(Payloads.registerEvent(eventId, "BROKEN" + Payloads.fresh()));
        UUID wide = Hub.accepted(hub.send(order(hub, longId)));
        UUID repeat = Hub.accepted(hub.send(order(hub, longId)));
        UUID after = Hub.accepted(hub.send(order(hub, UUID.randomUUID().toString())));

        List.of(before, wide, repeat, after).forEach(message -> hub.eventually(message, "posted"));
        Eventually.holds(() -> assertThat(hub.text("select receipt_key from message where message_id = ?", nul))
                .matches("sha256:[0-9a-f]{64}"));
        assertThat(hub.text("select receipt_key from message where message_id = ?", wide))
                .matches("sha256:[0-9a-f]{64}");
        assertThat(hub.get("/api/messages?receiptKey=" + longId).path("items"))
                .as("found by what the sender sent")
                .hasSize(2);
    }

    private static HttpRequest.Builder order(Hub hub, String deliveryId) {
        return Signed.shop(
                hub.url(), "orders", deliveryId, bytes(Payloads.shopOrder("79" + Payloads.fresh(), "BROKEN-3")));
    }

    @Test
    void aCardNumberInTextThatNoFlowReadsIsNotKeptEither(Hub hub) {
        String order = Payloads.shopOrder("77002", "BROKEN-2")
                .replace("\"note\": null", "\"note\": \"paid with " + CARD + "\"");
        for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "UTF-8")) {
            byte[] body = order.substring(0, order.length() - 20).getBytes(Charset.forName(charset));
            UUID message = Hub.accepted(
                    hub.send(Signed.shop(hub.url(), "orders", UUID.randomUUID().toString(), body)));

            Eventually.holds(() -> assertThat(hub.state(message)).startsWith("dead"));
            String kept =
                    new String(StoredBodies.of(hub.sql(), message), StandardCharsets.ISO_8859_1).replace("\0", "");
            assertThat(kept).as(charset).contains("paid with 411111******1111").doesNotContain(CARD);
            assertThat(hub.count(
                            "select count(*) from message_raw where message_id = ? and length(original_hmac) = 32",
                            message))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatTheRulesRefuseIsRefusedWithAProblemAndNothingElse(Hub hub) {
        byte[] body = bytes("{}");
        refused(hub.send(post(hub, "/hooks/nobody/orders", body)), 404);
        refused(hub.send(post(hub, "/hooks/shop/nothing", body)), 404);
        refused(hub.send(post(hub, "/hooks/shop/orders", body)), 401);
        refused(hub.send(Signed.shop(hub.url(), "orders", "big", large(TEN_MEGABYTES + 1))), 413);
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
        tellsNoStackTrace(answer.body());
    }

    private static void tellsNoStackTrace(String text) {
        assertThat(text)
                .doesNotContain("Exception")
                .doesNotContain("\\tat ")
                .doesNotContain("io.tillbridge")
                .doesNotContain("com.fasterxml");
    }

    /** No table of the books, of the outbox or of held work knows the message. */
    private static void nothingIsPosted(Hub hub, UUID message) {
        List<String> tables = hub.sql()
                .sql("select table_name from information_schema.columns"
                        + " where table_schema = 'public' and column_name = 'message_id'")
                .query(String.class)
                .list();
        assertThat(tables).containsAll(OF_DEAD_MESSAGES).contains("sales_order", "stock_movement", "stock_claim");
        for (String table : tables) {
            if (!OF_DEAD_MESSAGES.contains(table)) {
                assertThat(hub.count("select count(*) from " + table + " where message_id = ?", message))
                        .as(table)
                        .isZero();
            }
        }
    }

    private static byte[] large(int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) ' ');
        return body;
    }

    /** UTF-8 that ends with the first byte of the character after {@code last}. */
    private static byte[] cut(String text, String last) {
        return Arrays.copyOf(bytes(text), bytes(text.substring(0, text.indexOf(last) + last.length())).length + 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
