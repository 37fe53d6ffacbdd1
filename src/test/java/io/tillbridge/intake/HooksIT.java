package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Template;
import io.tillbridge.connector.WebhookSource;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Envelope;
import io.tillbridge.support.Eventually;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class HooksIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Plans PLANS = new Plans();

    @TempDir
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static IntakeBed bed;

    @BeforeAll
    static void start() throws Exception {
        PLANS.put(Plans.connection(
                "shop",
                flow("orders", 2_000, null),
                Plans.flow(
                        "quiet",
                        new WebhookSource(
                                Plans.shopHmac(), null, 2_000, Set.of("application/json"), new Format.Json(), true),
                        new KeyRule.Pointers(List.of(JsonPointer.compile("/event_id"))),
                        Plans.pointer("/id")),
                flow(
                        "mine",
                        2_000,
                        new Condition.Test(
                                new Condition.Subject.Header("X-Shop-Domain"),
                                Condition.Operator.EQUALS,
                                List.of(Template.parse("acme")),
                                "string"))));
        bed = IntakeBed.start(directory, PLANS, 200_000);
    }

    @AfterAll
    static void stop() {
        bed.close();
    }

    private static HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + bed.port() + "/hooks/" + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> signed(String path, String type, String body, String... more) throws Exception {
        String[] headers = new String[more.length + 4];
        System.arraycopy(more, 0, headers, 4, more.length);
        headers[0] = "Content-Type";
        headers[1] = type;
        headers[2] = "x-shop-hmac-sha256";
        headers[3] = Plans.sign("hush", body.getBytes(StandardCharsets.UTF_8));
        return post(path, body, headers);
    }

    private static AcceptedDocument received() throws Exception {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(bed.url());
                JMSContext context = factory.createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue(IntakeBed.QUEUE))) {
            BytesMessage message = (BytesMessage) consumer.receive(5_000);
            assertThat(message).as("a message in the journal").isNotNull();
            assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
            Enumeration<?> names = message.getPropertyNames();
            while (names.hasMoreElements()) {
                assertThat(names.nextElement().toString().toLowerCase(Locale.ROOT))
                        .doesNotContain("camel");
            }
            return Envelope.read(message.getBody(byte[].class));
        }
    }

    private static void drain() throws Exception {
        bed.broker().getActiveMQServer().locateQueue(IntakeBed.QUEUE).deleteAllReferences();
    }

    private static void refusal(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body())
                .contains("\"type\":\"https://tillbridge.io/problems/" + code + "\"")
                .contains("\"status\":" + status)
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @Test
    void anAuthenticWebhookIsInTheJournalBeforeItIsAnswered() throws Exception {
        drain();
        String body = "{\"id\":7,\"event_id\":\"e-1\",\"note\":\"4111 1111 1111 1111\"}";
        HttpResponse<String> answer = signed(
                "shop/orders",
                "application/json; charset=utf-8",
                body,
                "X-Shop-Topic",
                "orders/create",
                "X-Other",
                "no",
                "CAmelFileName",
                "evil",
                "CamelHttpUri",
                "http://evil",
                "TillbridgePlan",
                "evil");
        assertThat(answer.statusCode()).isEqualTo(200);
        AcceptedDocument document = received();
        assertThat(answer.body()).isEqualTo("{\"messageId\":\"" + document.messageId() + "\"}");
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("camel"));
        assertThat(document.connection()).isEqualTo("shop");
        assertThat(document.flow()).isEqualTo("orders");
        assertThat(document.receiptKey()).isEqualTo("e-1");
        assertThat(document.businessKey()).isEqualTo("7");
        assertThat(document.headers()).containsExactlyEntriesOf(Map.of("x-shop-topic", "orders/create"));
        assertThat(new String(document.body(), StandardCharsets.UTF_8)).contains("4111 11** **** 1111");
        assertThat(document.originalHmac()).isNotNull();
    }

    @Test
    void anAuthenticButBrokenBodyIsAccepted() throws Exception {
        drain();
        for (String body : List.of("{\"id\":", "", "not json", "\u0000\u0001")) {
            assertThat(signed("shop/orders", "application/json", body).statusCode())
                    .isEqualTo(200);
            AcceptedDocument document = received();
            assertThat(new String(document.body(), StandardCharsets.UTF_8)).isEqualTo(body);
            assertThat(document.receiptKey()).startsWith("sha256:");
        }
    }

    @Test
    void aFormBodyArrivesByteForByte() throws Exception {
        drain();
        String body = "payload=%7B%22id%22%3A1%7D&x=a+b&x=c";
        assertThat(signed("shop/orders", "application/x-www-form-urlencoded", body)
                        .statusCode())
                .isEqualTo(200);
        assertThat(new String(received().body(), StandardCharsets.UTF_8)).isEqualTo(body);
    }

    @Test
    void whatCannotBeAcceptedIsRefusedWithItsReason() throws Exception {
        drain();
        refusal(post("shop/orders", "{}", "Content-Type", "application/json"), 401, "unauthentic");
        refusal(
                post(
                        "shop/orders",
                        "{} ",
                        "Content-Type",
                        "application/json",
                        "x-shop-hmac-sha256",
                        Plans.sign("hush", "{}".getBytes(StandardCharsets.UTF_8))),
                401,
                "unauthentic");
        refusal(signed("shop/nowhere", "application/json", "{}"), 404, "unknown_flow");
        refusal(signed("nobody/orders", "application/json", "{}"), 404, "unknown_flow");
        refusal(signed("shop/orders/more", "application/json", "{}"), 404, "unknown_flow");
        refusal(signed("shop/orders", "text/plain", "{}"), 415, "wrong_type");
        refusal(signed("shop/orders", "application/json", "x".repeat(2_001)), 413, "too_large");
        refusal(signed("shop/mine", "application/json", "{}", "X-Shop-Domain", "other"), 404, "unknown_flow");
        assertThat(bed.broker().getActiveMQServer().locateQueue(IntakeBed.QUEUE).getMessageCount())
                .isZero();
        assertThat(signed("shop/orders", "application/json", "x".repeat(2_000)).statusCode())
                .isEqualTo(200);
        assertThat(signed("shop/mine", "application/json", "{}", "X-Shop-Domain", "acme")
                        .statusCode())
                .isEqualTo(200);
        bed.bean(RejectedDeliveries.class).flush();
        assertThat(bed.bean(JdbcTemplate.class)
                        .queryForList("select reason from rejected_delivery order by id", String.class))
                .contains("signature_missing", "signature_mismatch");
    }

    @Test
    void aFullJournalIsAnswered503UntilThereIsRoom() throws Exception {
        drain();
        String body = "x".repeat(2_000);
        HttpResponse<String> answer = signed("shop/orders", "application/json", body);
        for (int i = 0; i < 500 && answer.statusCode() == 200; i++) {
            answer = signed("shop/orders", "application/json", body);
        }
        refusal(answer, 503, "not_stored");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("10");
        drain();
        // The broker notices a moment later that its pages are empty
        Eventually.holds(
                () -> assertThat(signed("shop/orders", "application/json", body).statusCode())
                        .isEqualTo(200));
    }

    @Test
    void aNewGenerationTakesTheAddressAndTheOldRouteIsRemoved() throws Exception {
        drain();
        CamelContext camel = bed.bean(CamelContext.class);
        PLANS.put(Plans.connection("other", flow("orders", 10, null)));
        bed.bean(FlowRoutes.class).refresh();
        assertThat(signed("other/orders", "application/json", "{\"a\":\"long body\"}")
                        .statusCode())
                .isEqualTo(413);
        PLANS.put(Plans.connection("other", flow("orders", 1_000, null)));
        bed.bean(FlowRoutes.class).refresh();
        assertThat(signed("other/orders", "application/json", "{\"a\":\"long body\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(camel.getRoute("other.orders.g1")).isNull();
        assertThat(camel.getRoute("other.orders.g2")).isNotNull();
        assertThat(camel.getRoute("shop.orders.g1")).isNotNull();
    }

    @Test
    void aFlowWithEmptyAnswersAnswersByItsStatusOnly() throws Exception {
        drain();
        HttpResponse<String> taken = signed("shop/quiet", "application/json", "{\"id\":1}");
        HttpResponse<String> refused =
                post("shop/quiet", "{\"id\":1}", "Content-Type", "application/json", "x-shop-hmac-sha256", "bm8=");

        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).isEmpty();
        assertThat(taken.headers().firstValue("content-type")).isEmpty();
        assertThat(received().businessKey()).isEqualTo("1");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEmpty();
    }

    private static InboundFlow flow(String name, long maxBytes, @Nullable Condition match) {
        return Plans.flow(
                name,
                new WebhookSource(
                        Plans.shopHmac(),
                        match,
                        maxBytes,
                        Set.of("application/json", "application/x-www-form-urlencoded")),
                new KeyRule.Pointers(List.of(JsonPointer.compile("/event_id"))),
                Plans.pointer("/id"));
    }
}
