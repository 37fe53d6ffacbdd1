package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.MessageQueries;
import io.tillbridge.message.MessageRow;
import io.tillbridge.orders.OrderFactRow;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.orders.OrderRow;
import io.tillbridge.posting.OrderStory;
import io.tillbridge.reservation.PromiseRisk;
import io.tillbridge.reservation.RiskQueries;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.LiveClaim;
import io.tillbridge.stock.StockQueries;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The order story: lines, fulfilments, payments, and the messages behind each step. */
@RestController
final class OrdersApi {

    private final OrderQueries orders;
    private final StockQueries stock;
    private final RiskQueries risks;
    private final MessageQueries messages;

    OrdersApi(OrderQueries orders, StockQueries stock, RiskQueries risks, MessageQueries messages) {
        this.orders = orders;
        this.stock = stock;
        this.risks = risks;
        this.messages = messages;
    }

    /** The orders of one number; several systems may use the same. */
    record OrdersAnswer(String number, List<OrderAnswer> orders) {}

    /**
     * One order as it is posted now.
     *
     * @param fulfilment {@code none}, {@code part} or {@code all} left, by what anybody told
     * @param steps what warehouses, stores and the shop told of its goods
     * @param totals and {@code payment}: as the canonical document says; absent when it does not
     * @param payments captured, {@code refunds} given back, {@code returns} goods and money that came back, as anybody told
     * @param fulfilments movements out of and back into stock
     */
    record OrderAnswer(
            String system,
            String id,
            String number,
            String state,
            String fulfilment,
            String revision,
            @Nullable Instant placedAt,
            Instant updatedAt,
            @Nullable JsonNode currency,
            @Nullable JsonNode totals,
            @Nullable JsonNode payment,
            List<LineAnswer> lines,
            List<GoodsStep> steps,
            List<MovementAnswer> fulfilments,
            List<OrderMoney.PaymentAnswer> payments,
            List<OrderMoney.PaymentAnswer> refunds,
            List<OrderMoney.ReturnAnswer> returns,
            List<Step> timeline) {}

    /**
     * One line.
     *
     * @param quantity still wanted, the fulfilled part included
     * @param fulfilled has left, as the order's source says; {@code shipped}: by what anybody told
     * @param open wanted without a location
     * @param allocated wanted at a location, {@code picked} of it is taken from the shelf
     * @param cancelled neither wanted any more nor shipped
     * @param over shipped beyond what was wanted
     * @param places where it is taken from, and why where the hub chose
     * @param promised claimed on stock now
     * @param claimedAt the location of the claim, or {@code unassigned}
     * @param atRisk what of it there are no goods for, and why; absent: there are
     */
    record LineAnswer(
            String id,
            String sku,
            @Nullable JsonNode name,
            String quantity,
            String fulfilled,
            String open,
            String allocated,
            String picked,
            String shipped,
            String cancelled,
            String over,
            List<PlaceAnswer> places,
            String promised,
            @Nullable String claimedAt,
            @Nullable RiskAnswer atRisk,
            @Nullable JsonNode unitPrice,
            @Nullable JsonNode lineTotal) {}

    /** One message about the order, in the order of its time. */
    record Step(
            Instant at,
            UUID messageId,
            String flow,
            @Nullable String eventType,
            String state,
            @Nullable String reason,
            Instant receivedAt) {}

    @Operation(summary = "The orders of one number with lines, fulfilments and their messages")
    @GetMapping("/api/orders/{number}")
    OrdersAnswer orders(@PathVariable String number) {
        List<OrderRow> rows = orders.byNumber(number);
        if (rows.isEmpty()) {
            throw ApiProblem.notFound(
                    "order_unknown",
                    "no system has posted an order with number " + number
                            + "; /api/messages?businessKey= finds messages that are not posted yet");
        }
        return new OrdersAnswer(number, rows.stream().map(this::order).toList());
    }

    private OrderAnswer order(OrderRow row) {
        JsonNode document = ExactJson.parse(row.document());
        OrderStory goods = OrderStory.of(row);
        List<OrderFactRow> facts = orders.facts(row.key());
        OrderMoney money = OrderMoney.of(facts);
        List<MessageRow> story = story(row, goods, facts);
        List<LedgerEntry> movements =
                stock.movementsOf(story.stream().map(MessageRow::id).toList());
        return new OrderAnswer(
                row.key().system(),
                row.key().id(),
                row.number(),
                row.state(),
                goods.fulfilment(),
                document.path("revision").asText(),
                row.placedAt(),
                row.updatedAt(),
                document.get("currency"),
                document.get("totals"),
                document.get("payment"),
                lines(row, document, goods),
                goods.steps().stream().map(GoodsStep::of).toList(),
                movements.stream().map(MovementAnswer::of).toList(),
                money.payments(),
                money.refunds(),
                money.returns(),
                story.stream().map(OrdersApi::step).toList());
    }

    /** All messages with the business key of the one that brought the present revision, and those that told of its goods and money. */
    private List<MessageRow> story(OrderRow row, OrderStory goods, List<OrderFactRow> facts) {
        List<MessageRow> story = new ArrayList<>(about(row));
        Set<UUID> known = story.stream().map(MessageRow::id).collect(Collectors.toSet());
        Stream.concat(
                        goods.steps().stream().map(OrderStory.Step::messageId),
                        facts.stream().map(OrderFactRow::messageId))
                .filter(id -> id != null && known.add(id))
                .forEach(id -> messages.find(id).ifPresent(story::add));
        story.sort(Comparator.comparing(MessageRow::receivedAt).thenComparing(MessageRow::id));
        return story;
    }

    private List<MessageRow> about(OrderRow row) {
        return messages.find(row.messageId())
                .map(newest -> newest.businessKey() == null
                        ? List.of(newest)
                        : messages.about(newest.connection(), newest.businessKey()))
                .orElse(List.of());
    }

    private List<LineAnswer> lines(OrderRow row, JsonNode document, OrderStory goods) {
        List<String> keys = MessageEffects.claimKeys(row.key(), document);
        Map<String, LiveClaim> claims =
                stock.claims(keys).stream().collect(Collectors.toMap(LiveClaim::key, Function.identity()));
        Map<String, PromiseRisk> atRisk = risks.find(keys);
        List<LineAnswer> lines = new ArrayList<>();
        int at = 0;
        for (JsonNode line : document.path("lines")) {
            LiveClaim claim = claims.get(keys.get(at++));
            OrderStory.Line is =
                    Objects.requireNonNull(goods.lines().get(line.path("id").asText()));
            lines.add(new LineAnswer(
                    line.path("id").asText(),
                    line.path("sku").asText(),
                    line.get("name"),
                    decimal(line, "quantity"),
                    decimal(line, "fulfilled"),
                    text(is.open()),
                    text(is.allocated()),
                    text(is.picked()),
                    text(is.shipped()),
                    text(is.cancelled()),
                    text(is.over()),
                    is.places().stream().map(PlaceAnswer::of).toList(),
                    claim == null ? "0" : text(claim.quantity()),
                    claim == null || claim.quantity().signum() == 0 ? null : claim.location(),
                    RiskAnswer.of(atRisk.get(keys.get(at - 1))),
                    line.get("unitPrice"),
                    line.get("lineTotal")));
        }
        return lines;
    }

    private static String decimal(JsonNode line, String cell) {
        return text(new BigDecimal(line.path(cell).asText("0")));
    }

    private static Step step(MessageRow message) {
        return new Step(
                message.occurredAt() == null ? message.receivedAt() : message.occurredAt(),
                message.id(),
                message.flow(),
                message.eventType(),
                message.state(),
                message.reason(),
                message.receivedAt());
    }
}
