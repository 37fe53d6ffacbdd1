package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.MessageRow;
import io.tillbridge.orders.OrderFactRow;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.orders.OrderRow;
import io.tillbridge.posting.OrderStory;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.LiveClaim;
import io.tillbridge.stock.StockQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Orders as the API shows them. */
@Component
final class OrderAnswers {

    private final OrderQueries orders;
    private final StockQueries stock;
    private final OrderLineClaims claims;
    private final OrderTimeline timeline;

    OrderAnswers(OrderQueries orders, StockQueries stock, OrderLineClaims claims, OrderTimeline timeline) {
        this.orders = orders;
        this.stock = stock;
        this.claims = claims;
        this.timeline = timeline;
    }

    OrderAnswer of(OrderRow row) {
        JsonNode document = ExactJson.parse(row.document());
        OrderStory goods = OrderStory.of(row);
        List<OrderFactRow> facts = orders.facts(row.key());
        OrderMoney money = OrderMoney.of(facts);
        List<MessageRow> messages = timeline.of(row, goods, facts);
        List<LedgerEntry> movements =
                stock.movementsOf(messages.stream().map(MessageRow::id).toList());
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
                messages.stream().map(OrderTimeline.Step::of).toList());
    }

    private List<OrderLineAnswer> lines(OrderRow row, JsonNode document, OrderStory goods) {
        Map<String, List<ClaimAnswer>> claimed = claims.of(row, LiveClaim::open);
        List<OrderLineAnswer> lines = new ArrayList<>();
        Map<String, OrderStory.Line> leftOut = new TreeMap<>(goods.lines());
        for (JsonNode line : document.path("lines")) {
            String id = line.path("id").asText();
            leftOut.remove(id);
            lines.add(OrderLineAnswer.of(
                    line, Objects.requireNonNull(goods.lines().get(id)), claimed.getOrDefault(id, List.of())));
        }
        leftOut.forEach((id, is) -> lines.add(OrderLineAnswer.leftOut(id, is, claimed.getOrDefault(id, List.of()))));
        return lines;
    }
}
