package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.connector.Template;
import io.tillbridge.connector.Wait;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many quantities in one GraphQL call, in the shape of Shopify's {@code inventorySetQuantities} of version 2026-04. */
class GraphQlIT {

    private static final KeyRule KEY = new KeyRule.Fields(List.of("sku"));
    private static final String MUTATION =
            "mutation set($input: InventorySetQuantitiesInput!, $key: String!) { inventorySetQuantities(input: $input)"
                    + " @idempotent(key: $key) { userErrors { code field message } } }";
    private static final List<ErrorRule> TOP_LEVEL = List.of(
            new ErrorRule(
                    test("/errors/0/extensions/code", "THROTTLED"),
                    ErrorRule.Action.RATE_LIMITED,
                    new Wait.Fixed(Duration.ofSeconds(2)),
                    null,
                    null),
            new ErrorRule(
                    new Condition.Test(
                            new Condition.Subject.Pointer(JsonPointer.compile("/errors")),
                            Condition.Operator.EXISTS,
                            List.of(),
                            "text"),
                    ErrorRule.Action.FAIL,
                    null,
                    JsonPointer.compile("/errors/0/message"),
                    null));

    private static Condition test(String pointer, String value) {
        return new Condition.Test(
                new Condition.Subject.Pointer(JsonPointer.compile(pointer)),
                Condition.Operator.EQUALS,
                List.of(Template.parse(value)),
                "text");
    }

    private static OutboundFlow quantities(int max) {
        return new OutboundFlow(
                "levels",
                "shop.levels",
                Set.of(EventType.AVAILABILITY),
                "test.levels",
                KEY,
                "api",
                new RequestTemplate(
                        "POST",
                        Template.parse(""),
                        Map.of(),
                        Map.of(),
                        new RequestTemplate.GraphQl(
                                MUTATION, Plans.json("{\"input\":\"$(mapped)\",\"key\":\"$(idempotency.key)\"}"))),
                new OutboundFlow.Collapse(Duration.ZERO, max),
                Map.of(
                        "expected",
                        new ResolveRule(
                                ResolveRule.Type.SHADOW, "availability", KEY, null, ResolveRule.Missing.SET_NULL)),
                new OutboundFlow.Idempotency(null, new KeyRule.Uuid5(List.of("connection.id", "batch.id"))),
                new OutboundFlow.ItemResults(
                        JsonPointer.compile("/data/inventorySetQuantities/userErrors"),
                        JsonPointer.compile("/field/2")),
                List.of(new ErrorRule(
                        test("/code", "CHANGE_FROM_QUANTITY_STALE"),
                        ErrorRule.Action.REBUILD,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new ErrorRule.Reconcile("orders", Map.of(), Duration.ofSeconds(5)))),
                null,
                Duration.ofDays(3));
    }

    private static FakeDestination.Behaviour userErrors(String errors) {
        return FakeDestination.answer(200, "{\"data\":{\"inventorySetQuantities\":{\"userErrors\":[" + errors + "]}}}");
    }

    private static void write(DeliveryBed bed, long sequence) {
        bed.write(List.of(
                bed.desired("A", sequence, "{\"sku\":\"A\",\"available\":\"1\"}"),
                bed.desired("B", sequence, "{\"sku\":\"B\",\"available\":\"2\"}"),
                bed.desired("C", sequence, "{\"sku\":\"C\",\"available\":\"3\"}")));
    }

    @Test
    void userErrorsDecideAboutTheirItemsAndTheRestIsToldAgainUnderANewKey() {
        try (DeliveryBed bed = new DeliveryBed(quantities(3), null, TOP_LEVEL)) {
            bed.partner.next(
                    userErrors("{\"code\":\"ITEM_NOT_STOCKED_AT_LOCATION\",\"message\":\"not stocked\",\"field\":"
                            + "[\"input\",\"quantities\",\"1\",\"locationId\"]},"
                            + "{\"code\":\"CHANGE_FROM_QUANTITY_STALE\",\"message\":\"stale\",\"field\":"
                            + "[\"input\",\"quantities\",\"2\",\"changeFromQuantity\"]}"));
            bed.partner.always(call -> userErrors(""));
            write(bed, 1);
            bed.node().deliver();
            bed.eventuallyLane("A", "delivered");
            bed.eventuallyLane("B", "dead");
            bed.eventually(() -> bed.reconciles.size() == 1);
            bed.clock.advance(Duration.ofSeconds(6));
            bed.eventuallyLane("C", "delivered");

            assertThat(bed.partner.calls().get(0).uri()).isEqualTo("/graphql.json");
            assertThat(bed.partner.calls().get(0).body()).contains("\"expected\":null", "\"key\":\"");
            assertThat(bed.rows("select distinct idempotency_key from delivery"))
                    .hasSizeGreaterThan(1);
            assertThat(bed.rows("select lane_key || ' ' || code from dead_letter"))
                    .containsExactly("B item_refused");
        }
    }

    @Test
    void errorsAtTheTopLevelAreNoSuccessWhateverTheStatusSays() {
        try (DeliveryBed bed = new DeliveryBed(quantities(1), null, TOP_LEVEL)) {
            bed.partner.next(
                    FakeDestination.answer(200, "{\"errors\":[{\"extensions\":{\"code\":\"THROTTLED\"}}]}"),
                    FakeDestination.answer(200, "{\"errors\":[{\"message\":\"no such field\"}]}"));
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("postponed")));
            bed.clock.advance(Duration.ofSeconds(3));
            bed.eventuallyLane("A", "dead");

            assertThat(bed.partner.calls()).hasSize(2);
            assertThat(bed.rows("select detail from dead_letter"))
                    .singleElement()
                    .asString()
                    .contains("no such field");
        }
    }
}
