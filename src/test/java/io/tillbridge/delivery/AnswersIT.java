package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.connector.Template;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.partner.Reconciled;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.Plans;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What answers that worked say of the items that were told, and what is done about it. */
class AnswersIT {

    private static final KeyRule SKU = new KeyRule.Fields(List.of("sku"));
    private static final Map<String, ResolveRule> SHADOW = Map.of(
            "expected",
            new ResolveRule(ResolveRule.Type.SHADOW, "availability", SKU, null, ResolveRule.Missing.SET_NULL));

    private static Condition test(String pointer, String value) {
        return new Condition.Test(
                new Condition.Subject.Pointer(JsonPointer.compile(pointer)),
                Condition.Operator.EQUALS,
                List.of(Template.parse(value)),
                "text");
    }

    private static ErrorRule row(String code, ErrorRule.Action action) {
        return new ErrorRule(test("/code", code), action, null, JsonPointer.compile("/why"), null);
    }

    private static OutboundFlow flow(
            int max,
            Map<String, ResolveRule> resolve,
            OutboundFlow.@Nullable ItemResults items,
            List<ErrorRule> errors,
            OutboundFlow.Reply reply,
            List<OutboundFlow.Precheck> precheck) {
        OutboundFlow base = Plans.levels(max, Duration.ZERO, resolve);
        return new OutboundFlow(
                base.name(),
                base.destination(),
                base.accepts(),
                base.mapping(),
                base.key(),
                base.client(),
                base.call(),
                base.collapse(),
                base.resolve(),
                base.idempotency(),
                items,
                errors,
                null,
                base.giveUpAfter(),
                reply,
                precheck,
                Duration.ofMinutes(10),
                new OutboundFlow.Confirm("sales", SKU, Duration.ofHours(1)),
                base.audience());
    }

    private static OutboundFlow.Reply ids(OutboundFlow.@Nullable ItemList items) {
        return new OutboundFlow.Reply(JsonPointer.compile("/id"), JsonPointer.compile("/version"), items);
    }

    @Test
    void theIdThatADestinationGivesIsKeptAndResolvedByTheNextTelling() {
        Map<String, ResolveRule> resolve = Map.of(
                "remote",
                        new ResolveRule(ResolveRule.Type.XREF, "test.levels", SKU, null, ResolveRule.Missing.SET_NULL),
                "token",
                        new ResolveRule(
                                ResolveRule.Type.VERSION, "test.levels", SKU, null, ResolveRule.Missing.SET_NULL));
        try (DeliveryBed bed = new DeliveryBed(flow(1, resolve, null, List.of(), ids(null), List.of()))) {
            bed.partner.next(
                    FakeDestination.answer(200, "{\"id\":\"R-7\",\"version\":0}"),
                    FakeDestination.answer(200, "{\"id\":\"R-7\",\"version\":1}"));
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "delivered");
            bed.level("A", 2, 4);
            bed.eventually(() -> bed.rows("select version from cross_reference").equals(List.of("1")));

            assertThat(
                            bed.rows(
                                    "select connection || ' ' || kind || ' ' || remote_id || ' ' || local_id from cross_reference"))
                    .containsExactly("shop test.levels R-7 A");
            assertThat(bed.partner.calls().get(0).body()).contains("\"remote\":null", "\"token\":null");
            assertThat(bed.partner.calls().get(1).body()).contains("\"remote\":\"R-7\"", "\"token\":\"0\"");
        }
    }

    @Test
    void eachElementOfAListDecidesAboutItsItemAndOneThatIsMissingIsToldAgain() {
        OutboundFlow.ItemList list = new OutboundFlow.ItemList(
                JsonPointer.compile("/results"), test("/status", "ok"), JsonPointer.compile("/sku"), SKU);
        List<ErrorRule> rows = List.of(row("GONE", ErrorRule.Action.DEAD_LETTER));
        try (DeliveryBed bed = new DeliveryBed(flow(3, Map.of(), null, rows, ids(list), List.of()))) {
            bed.partner.next(FakeDestination.answer(200, """
                    {"results":[{"sku":"C","status":"no","code":"GONE","why":"not sold here"},
                                {"sku":"A","status":"ok","id":"R-1"}]}"""));
            bed.partner.always(call ->
                    FakeDestination.answer(200, "{\"results\":[{\"sku\":\"B\",\"status\":\"ok\",\"id\":\"R-2\"}]}"));
            bed.node();
            bed.write(List.of(
                    bed.desired("A", 1, "{\"sku\":\"A\",\"available\":\"1\"}"),
                    bed.desired("B", 1, "{\"sku\":\"B\",\"available\":\"1\"}"),
                    bed.desired("C", 1, "{\"sku\":\"C\",\"available\":\"1\"}")));
            bed.node().deliver();
            bed.eventuallyLane("A", "delivered");
            bed.eventuallyLane("B", "delivered");
            bed.eventuallyLane("C", "dead");

            assertThat(bed.rows("select remote_id || local_id from cross_reference order by 1"))
                    .containsExactly("R-1A", "R-2B");
            assertThat(bed.rows("select lane_key || ' ' || detail from dead_letter"))
                    .singleElement()
                    .asString()
                    .startsWith("C ")
                    .contains("not sold here");
        }
    }

    @Test
    void aBodyThatTellsAnErrorWithStatus200IsNoSuccess() {
        List<ErrorRule> rows = List.of(new ErrorRule(
                test("/code", "BAD"),
                ErrorRule.Action.DEAD_LETTER,
                null,
                JsonPointer.compile("/why"),
                null,
                "the ledger is closed",
                null,
                null));
        try (DeliveryBed bed = new DeliveryBed(flow(1, Map.of(), null, rows, OutboundFlow.Reply.NOTHING, List.of()))) {
            bed.partner.next(FakeDestination.answer(200, "{\"code\":\"BAD\",\"why\":\"period 4\"}"));
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "dead");

            assertThat(bed.rows("select detail from dead_letter"))
                    .singleElement()
                    .asString()
                    .contains("the ledger is closed: period 4");
        }
    }

    @Test
    void whatIsToldIsAwaitedThenOverdueOrConfirmed() {
        try (DeliveryBed bed =
                new DeliveryBed(flow(1, Map.of(), null, List.of(), OutboundFlow.Reply.NOTHING, List.of()))) {
            DeliveryBed.Node node = bed.node().deliver();
            bed.level("A", 1, 5);
            bed.level("B", 1, 5);
            bed.eventuallyLane("A", "delivered");
            bed.eventuallyLane("B", "delivered");
            assertThat(confirmation(node, "A")).isEqualTo("awaited");
            bed.sql("update delivery_confirmation set confirmed_at = now() where key = 'B'");
            bed.clock.advance(Duration.ofMinutes(61));
            bed.eventually(() -> "overdue".equals(confirmation(node, "A")));
            assertThat(confirmation(node, "B")).isEqualTo("confirmed");
            assertThat(bed.registry
                            .counter("tillbridge.delivery.unconfirmed", "destination", "shop.levels")
                            .count())
                    .isEqualTo(1);
            bed.level("A", 2, 4);
            bed.eventually(() -> "awaited".equals(confirmation(node, "A")));
        }
    }

    private static @Nullable String confirmation(DeliveryBed.Node node, String key) {
        return node.delivery.deliveries().lane("shop.levels", key).orElseThrow().confirmation();
    }

    @Test
    void whatIsDroppedIsCountedUnderItsMetric() {
        List<ErrorRule> rows = List.of(
                new ErrorRule(test("/code", "OLD"), ErrorRule.Action.COUNT_AND_DROP, null, null, "old_figures"));
        try (DeliveryBed bed = new DeliveryBed(flow(1, Map.of(), null, rows, OutboundFlow.Reply.NOTHING, List.of()))) {
            bed.partner.next(FakeDestination.answer(200, "{\"code\":\"OLD\"}"));
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() ->
                    bed.registry.find("tillbridge.delivery.dropped").tag("metric", "old_figures").counters().stream()
                            .anyMatch(counter -> counter.count() == 1));
            assertThat(bed.lane("A")).isEqualTo("delivered");
        }
    }

    @Test
    void whatTheDestinationLacksIsWaitedForAndThenTold() {
        List<ErrorRule> rows = List.of(new ErrorRule(
                test("/code", "NO_ITEM"),
                ErrorRule.Action.HOLD,
                null,
                null,
                null,
                null,
                new ErrorRule.HoldOn("test.item", SKU),
                null));
        try (DeliveryBed bed = new DeliveryBed(flow(1, Map.of(), null, rows, OutboundFlow.Reply.NOTHING, List.of()))) {
            bed.partner.next(FakeDestination.answer(200, "{\"code\":\"NO_ITEM\"}"));
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(
                    () -> bed.rows("select waiting_on from outbox_lane").equals(List.of("xref:shop/test.item/=A")));
            assertThat(bed.partner.calls()).hasSize(1);
            bed.sql("insert into cross_reference (connection, kind, remote_id, local_id, updated_at)"
                    + " values ('shop', 'test.item', 'R', 'A', now())");
            bed.clock.advance(Duration.ofSeconds(11));
            bed.eventuallyLane("A", "delivered");
        }
    }

    @Test
    void whatDoesNotPassAPrecheckIsNeverSentAndIsOurs() {
        OutboundFlow.Precheck positive =
                new OutboundFlow.Precheck("some", "sum(pieces) > 0", Map.of("pieces", "items[].available"));
        try (DeliveryBed bed =
                new DeliveryBed(flow(1, Map.of(), null, List.of(), OutboundFlow.Reply.NOTHING, List.of(positive)))) {
            bed.node().deliver();
            bed.level("A", 1, 0);
            bed.eventuallyLane("A", "dead");
            bed.level("B", 1, 3);
            bed.eventuallyLane("B", "delivered");

            assertThat(bed.partner.calls()).hasSize(1);
            assertThat(bed.rows("select lane_key || ' ' || code || ' ' || category from dead_letter"))
                    .containsExactly("A precheck_failed our_defect");
        }
    }

    private static OutboundFlow comparing(Duration within) {
        ErrorRule stale = new ErrorRule(
                test("/code", "STALE"),
                ErrorRule.Action.REBUILD,
                null,
                null,
                null,
                null,
                null,
                new ErrorRule.Reconcile("orders", Map.of("sku", Template.parse("$(canonical.sku)")), within));
        return flow(
                1,
                SHADOW,
                new OutboundFlow.ItemResults(Plans.ITEM_ERRORS, JsonPointer.compile("/index")),
                List.of(stale),
                OutboundFlow.Reply.NOTHING,
                List.of());
    }

    private static final FakeDestination.Behaviour STALE =
            FakeDestination.answer(200, "{\"errors\":[{\"index\":0,\"code\":\"STALE\"}]}");

    @Test
    void aRefusedFigureIsMadeAgainFromTheBooksWhenWhatTheDestinationDidIsPosted() {
        try (DeliveryBed bed = new DeliveryBed(comparing(Duration.ofMinutes(5)))) {
            DeliveryBed.Node node = bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "delivered");
            bed.partner.next(STALE);
            bed.level("A", 2, 9);
            bed.eventually(() -> bed.reconciles.size() == 1);
            assertThat(bed.reconciles.get(0).flow()).isEqualTo("orders");
            assertThat(bed.reconciles.get(0).args()).isEqualTo(Map.of("sku", "A"));
            assertThat(bed.partner.calls()).hasSize(2);

            bed.write(List.of(sale(bed, 3, 7, -2)));
            node.delivery
                    .reconciliations()
                    .reconciled(new Reconciled(bed.reconciles.get(0).lane()));
            bed.eventuallyLane("A", "delivered");

            assertThat(bed.partner.calls()).hasSize(3);
            assertThat(bed.partner.calls().get(1).body()).contains("\"quantity\":5", "\"available\":\"9\"");
            assertThat(bed.partner.calls().get(2).body())
                    .as("what it was told last, less what it sold; and the figure of the books")
                    .contains("\"quantity\":3", "\"available\":\"7\"");
        }
    }

    /** What the books say after the destination itself reported a change. */
    private static DesiredState sale(DeliveryBed bed, long sequence, long available, long change) {
        DesiredState state = bed.desired(
                "A", sequence, "{\"sku\":\"A\",\"available\":\"" + available + "\",\"sequence\":" + sequence + "}");
        return new DesiredState(
                state.destination(),
                state.key(),
                state.eventType(),
                state.sequence(),
                state.document(),
                state.level(),
                state.occurredAt(),
                state.messageId(),
                true,
                BigDecimal.valueOf(change));
    }

    @Test
    void aFigureRefusedAgainIsAConflictAfterWhichAReplaySetsIt() {
        try (DeliveryBed bed = new DeliveryBed(comparing(Duration.ofSeconds(5)))) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "delivered");
            bed.partner.next(STALE, STALE);
            bed.level("A", 2, 9);
            bed.eventually(() -> bed.reconciles.size() == 1);
            bed.clock.advance(Duration.ofSeconds(6)); // nobody answered
            bed.eventuallyLane("A", "dead");
            assertThat(bed.rows("select code || ' ' || category from dead_letter"))
                    .containsExactly("compare_conflict partner_refused");
            assertThat(bed.reconciles).hasSize(1);

            bed.level("A", 3, 8);
            bed.eventuallyLane("A", "delivered");
            assertThat(bed.partner.calls().get(3).body())
                    .as("an explicit null, which partners tell from a figure that was forgotten")
                    .contains("\"quantity\":null");
        }
    }

    @Test
    void everyFigureToldIsRememberedForTheWindowOfItsEcho() {
        try (DeliveryBed bed = new DeliveryBed(comparing(Duration.ofSeconds(5)))) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "delivered");
            bed.clock.advance(Duration.ofMinutes(1));
            bed.level("A", 2, 4);
            bed.eventually(() -> bed.rows("select quantity from told_figure order by told_at")
                    .equals(List.of("5", "4")));
            bed.clock.advance(Duration.ofMinutes(10));
            bed.level("A", 3, 3);
            bed.eventually(() -> bed.rows("select quantity from told_figure order by told_at")
                    .contains("3"));
            assertThat(bed.rows("select quantity from told_figure")).containsExactlyInAnyOrder("4", "3");
        }
    }
}
