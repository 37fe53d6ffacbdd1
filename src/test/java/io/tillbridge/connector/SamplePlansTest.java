package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Condition.Operator;
import io.tillbridge.connector.Condition.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamplePlansTest {

    private final ConnectionPlan shopify = TestHome.sample("acme-us");
    private final ConnectionPlan square = TestHome.sample("stores");

    @Test
    void aConnectionGivesSettingsSecretsAndItsPlace() {
        assertThat(shopify.connector()).isEqualTo("shopify");
        assertThat(shopify.connectorVersion()).isEqualTo("1.0.0");
        assertThat(shopify.timezone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(shopify.startAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(shopify.settings()).isEqualTo(Map.of("shop", "acme-us.myshopify.com", "apiVersion", "2026-04"));
        assertThat(shopify.secrets())
                .containsEntry("accessToken", new SecretReference("env", "ACME_US_SHOPIFY_TOKEN", false))
                .containsEntry("webhookSecrets", new SecretReference("file", "acme-us-webhook-secrets", true));
        assertThat(square.owns()).isEqualTo(Set.of("sales", "counts"));
    }

    @Test
    void aClientHasItsUrlAuthenticationBudgetAndErrors() {
        HttpClientPlan admin = TestHome.http(shopify, "admin");

        assertThat(admin.baseUrl()).isEqualTo("https://acme-us.myshopify.com/admin/api/2026-04");
        assertThat(admin.graphqlPath()).isEqualTo("/graphql.json");
        assertThat(admin.auth())
                .isEqualTo(new Auth.ApiKey(
                        Auth.ApiKey.Place.HEADER, "X-Shopify-Access-Token", Template.parse("$(secrets.accessToken)")));
        assertThat(admin.budget()).isEqualTo(Budget.fixed(10, Duration.ofSeconds(1), 4));
        assertThat(admin.errors())
                .extracting(ErrorRule::action)
                .containsExactly(
                        ErrorRule.Action.RATE_LIMITED,
                        ErrorRule.Action.FAIL,
                        ErrorRule.Action.REFRESH_AUTH,
                        ErrorRule.Action.FAIL,
                        ErrorRule.Action.RATE_LIMITED,
                        ErrorRule.Action.RETRY,
                        ErrorRule.Action.FAIL);
        assertThat(admin.errors().get(0).pause()).isEqualTo(new Wait.ForBudget());
        assertThat(admin.errors().get(1).detail()).isEqualTo(JsonPointer.compile("/errors/0/message"));
        assertThat(admin.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(TestHome.http(square, "api").baseUrl()).isEqualTo("https://connect.squareupsandbox.com/v2");
        assertThat(TestHome.http(square, "api").headers())
                .containsEntry("Square-Version", Template.parse("2026-07-15"));
        assertThat(TestHome.http(square, "api").auth())
                .isEqualTo(new Auth.Bearer(Template.parse("$(secrets.accessToken)")));
    }

    @Test
    void aWebhookIsVerifiedMatchedAndKeyed() {
        InboundFlow orders = TestHome.get(shopify.inbound(), "orders");

        assertThat(orders.source())
                .isEqualTo(new WebhookSource(
                        new Verification.Hmac(
                                "sha256",
                                List.of(new Verification.Part.Body()),
                                new SecretReference("file", "acme-us-webhook-secrets", true),
                                "X-Shopify-Hmac-Sha256",
                                Verification.Encoding.BASE64,
                                "",
                                null,
                                Duration.ofMinutes(5)),
                        new Condition.Test(
                                new Subject.Header("X-Shopify-Shop-Domain"),
                                Operator.EQUALS,
                                List.of(Template.parse("acme-us.myshopify.com")),
                                "string"),
                        10 * 1024 * 1024,
                        Set.of("application/json")));
        assertThat(orders.receipt())
                .isEqualTo(new ReceiptRule(
                        new KeyRule.Header("X-Shopify-Webhook-Id"), Duration.ofDays(14), Duration.ofHours(4)));
        assertThat(orders.key()).isEqualTo(pointers("/id"));
        assertThat(orders.stale()).isEqualTo(new StaleRule(JsonPointer.compile("/updated_at"), "instant"));
        assertThat(orders.headers()).isEqualTo(Set.of("x-shopify-webhook-id", "x-shopify-topic"));
        assertThat(orders.dispatch())
                .containsExactly(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.ORDER, "shopify.order", null, null)));
        assertThat(orders.resolve())
                .containsEntry(
                        "store",
                        new ResolveRule(
                                ResolveRule.Type.XREF,
                                "shopify.location",
                                pointers("/location_id"),
                                null,
                                ResolveRule.Missing.SET_NULL));
    }

    @Test
    void aPollReadsPagesFromACursorAndCanBeNarrowedToOneKey() {
        InboundFlow flow = TestHome.get(shopify.inbound(), "orders_reconcile");
        PollHttpSource poll = (PollHttpSource) flow.source();

        assertThat(flow.reconciles()).isEqualTo("orders");
        assertThat(poll.client()).isEqualTo("admin");
        assertThat(poll.records()).isEqualTo(JsonPointer.compile("/data/orders/nodes"));
        assertThat(poll.pages())
                .isEqualTo(new Pages.Cursor(
                        JsonPointer.compile("/data/orders/pageInfo/endCursor"),
                        JsonPointer.compile("/data/orders/pageInfo/hasNextPage"),
                        100,
                        500));
        assertThat(poll.cursor())
                .isEqualTo(new CursorRule(
                        JsonPointer.compile("/updatedAt"),
                        "instant",
                        "2026-01-01T00:00:00Z",
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        Duration.ofDays(1),
                        null));
        RequestTemplate.GraphQl body =
                (RequestTemplate.GraphQl) Objects.requireNonNull(poll.request().body());
        assertThat(body.document()).startsWith("query orders(");
        assertThat(body.variables().json().path("first").asText()).isEqualTo("$(page.size)");
        RequestTemplate forKey = Objects.requireNonNull(poll.forKey());
        RequestTemplate.GraphQl narrowed = (RequestTemplate.GraphQl) Objects.requireNonNull(forKey.body());
        assertThat(narrowed.variables().json().path("q").asText())
                .isEqualTo("updated_at:>='$(cursor.from)' AND sku:$(args.sku)");
        assertThat(narrowed.variables().json().path("after").asText()).isEqualTo("$(page.token)");
        assertThat(poll.args()).containsExactly("sku");
    }

    @Test
    void aPushHasItsLaneCollapseIdempotencyAndItemErrors() {
        OutboundFlow push = TestHome.get(shopify.outbound(), "availability");

        assertThat(push.destination()).isEqualTo("acme-us.availability");
        assertThat(push.accepts()).isEqualTo(Set.of(EventType.AVAILABILITY));
        assertThat(push.key()).isEqualTo(new KeyRule.Fields(List.of("sku", "location")));
        assertThat(push.collapse()).isEqualTo(new OutboundFlow.Collapse(Duration.ofSeconds(2), 100));
        assertThat(push.idempotency())
                .isEqualTo(new OutboundFlow.Idempotency(null, new KeyRule.Uuid5(List.of("connection.id", "batch.id"))));
        assertThat(push.items())
                .isEqualTo(new OutboundFlow.ItemResults(
                        JsonPointer.compile("/data/inventorySetQuantities/userErrors"),
                        JsonPointer.compile("/field/2")));
        assertThat(push.itemErrors())
                .extracting(ErrorRule::action)
                .containsExactly(ErrorRule.Action.REBUILD, ErrorRule.Action.RETRY);
        assertThat(push.itemErrors().get(1).pause()).isEqualTo(new Wait.Fixed(Duration.ofSeconds(2)));
        assertThat(TestHome.get(push.resolve(), "expected"))
                .isEqualTo(new ResolveRule(
                        ResolveRule.Type.SHADOW,
                        "availability",
                        new KeyRule.Fields(List.of("sku", "location")),
                        null,
                        ResolveRule.Missing.SET_NULL));
        assertThat(push.giveUpAfter()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void aThinEventIsFetchedTriggeredSplitOrDropped() {
        InboundFlow events = TestHome.get(square.inbound(), "events");

        assertThat(events.dispatch())
                .extracting(DispatchRule::outcome)
                .containsExactly(
                        new DispatchRule.Fetch("order", Map.of("id", Template.parse("$(record./data/id)"))),
                        new DispatchRule.Trigger("catalog"),
                        new DispatchRule.Emit(
                                EventType.STOCK_SNAPSHOT,
                                "square.inventory_count",
                                JsonPointer.compile("/data/object/inventory_counts"),
                                pointers("/catalog_object_id", "/location_id")),
                        new DispatchRule.Drop("square_unhandled_type"));
        Verification.Hmac hmac = (Verification.Hmac) ((WebhookSource) events.source()).verify();
        assertThat(hmac.content())
                .containsExactly(
                        new Verification.Part.Text("https://hub.example.com/hooks/stores/events"),
                        new Verification.Part.Body());
    }

    @Test
    void aFetchDispatchesItsResultAndTakesTheFlowsMappingWhereARowHasNone() {
        FetchPlan order = TestHome.get(square.fetches(), "order");

        assertThat(order.request().path()).isEqualTo(Template.parse("/orders/$(args.id)"));
        assertThat(order.record()).isEqualTo(JsonPointer.compile("/order"));
        assertThat(order.dispatch())
                .extracting(DispatchRule::outcome)
                .containsExactly(
                        new DispatchRule.Emit(EventType.ORDER, "square.order", null, null),
                        new DispatchRule.Emit(EventType.SALE, "square.sale", null, null),
                        new DispatchRule.Drop("square_open_ticket"));
    }

    @Test
    void aJsonBodyKeepsItsTypesAndItsRuntimePlaceholders() {
        PollHttpSource poll =
                (PollHttpSource) TestHome.get(square.inbound(), "catalog").source();
        RequestTemplate.Json body =
                (RequestTemplate.Json) Objects.requireNonNull(poll.request().body());

        assertThat(poll.request().method()).isEqualTo("POST");
        assertThat(body.json().json().path("include_deleted_objects").isBoolean())
                .isTrue();
        assertThat(body.json().json().path("cursor").asText()).isEqualTo("$(page.token)");
        assertThat(poll.cursor().advance()).isEqualTo(JsonPointer.compile("/latest_time"));
    }

    @Test
    void theMappingsThatConnectorsNameAreKnown() {
        assertThat(ConnectorCatalog.load(TestHome.SAMPLES).uses())
                .extracting(MappingUse::subject)
                .containsOnly(
                        "shopify.order",
                        "shopify.order_node",
                        "shopify.inventory_set",
                        "square.catalog_object",
                        "square.inventory_count",
                        "square.order",
                        "square.sale",
                        "till.sale",
                        "wms.adjustment",
                        "wms.level",
                        "wms.receipt",
                        "wms.status");
    }

    @Test
    void aConnectionsChecksAreKept() {
        ConnectionCheck check =
                ConnectorCatalog.strict(TestHome.SAMPLES).checks("acme-us").get(0);

        assertThat(check.name()).isEqualTo("token");
        assertThat(check.request().body())
                .isInstanceOfSatisfying(
                        RequestTemplate.GraphQl.class,
                        graphql -> assertThat(graphql.document()).isEqualTo("{ shop { name } }"));
    }

    private static KeyRule pointers(String... pointers) {
        return new KeyRule.Pointers(
                java.util.Arrays.stream(pointers).map(JsonPointer::compile).toList());
    }
}
