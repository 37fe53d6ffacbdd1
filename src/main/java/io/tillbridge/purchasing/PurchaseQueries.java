package io.tillbridge.purchasing;

import io.tillbridge.purchasing.PurchaseOrder.Line;
import io.tillbridge.purchasing.PurchaseOrder.State;
import io.tillbridge.stock.OrderedGoods;
import io.tillbridge.stock.OrderedGoods.Arrived;
import io.tillbridge.stock.OrderedGoods.Ordered;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What people and tools ask about purchase orders; changes nothing. */
@Component
public final class PurchaseQueries {

    private static final String NEWEST = """
             where o.position < ? and (?::text is null or o.state = ?)
               and (?::text is null or exists (
                    select from purchase_order_line l where l.number = o.number and l.sku = ?))
             order by o.position desc limit ?
            """;

    private static final String SENT_WITH = """
             where o.state = 'sent' and exists (
                   select from purchase_order_line l where l.number = o.number and l.sku = ?)
             order by o.expected_at nulls last, o.position
            """;

    private final JdbcTemplate jdbc;
    private final OrderedGoods goods;

    public PurchaseQueries(JdbcTemplate jdbc, OrderedGoods goods) {
        this.jdbc = jdbc;
        this.goods = goods;
    }

    /** An order and what has become of its lines, in their order. */
    public record Progress(PurchaseOrder order, List<LineProgress> lines) {}

    /**
     * A line.
     *
     * @param remaining ordered less received, never below zero; zero when the rest was cancelled
     */
    public record LineProgress(Line line, BigDecimal announced, BigDecimal received, BigDecimal remaining) {}

    /** What of an item is still to come by one order. */
    public record OnOrder(
            String number,
            String location,
            BigDecimal quantity,
            @Nullable Instant expectedAt) {}

    /**
     * Newest first.
     *
     * @param before only positions below it
     */
    public List<Progress> find(@Nullable State state, @Nullable String sku, long before, int limit) {
        String word = state == null ? null : state.name().toLowerCase(Locale.ROOT);
        return progress(orders(NEWEST, statement -> {
            statement.setLong(1, before);
            statement.setString(2, word);
            statement.setString(3, word);
            statement.setString(4, sku);
            statement.setString(5, sku);
            statement.setInt(6, limit);
        }));
    }

    public Optional<Progress> find(String number) {
        return progress(orders(" where o.number = ?", statement -> statement.setString(1, number))).stream()
                .findFirst();
    }

    /** Sent orders that still miss some of an item, the earliest expected first. */
    public List<OnOrder> onOrder(String sku) {
        List<OnOrder> coming = new ArrayList<>();
        for (Progress one : progress(orders(SENT_WITH, statement -> statement.setString(1, sku)))) {
            for (LineProgress line : one.lines()) {
                if (line.line().sku().equals(sku) && line.remaining().signum() > 0) {
                    PurchaseOrder order = one.order();
                    coming.add(new OnOrder(order.number(), order.location(), line.remaining(), order.expectedAt()));
                }
            }
        }
        return coming;
    }

    /** What has become of the lines of some orders. */
    List<Progress> progress(List<PurchaseOrder> orders) {
        Map<Ordered, Arrived> arrived =
                goods.of(orders.stream().map(PurchaseOrder::number).toList());
        List<Progress> all = new ArrayList<>();
        for (PurchaseOrder order : orders) {
            List<LineProgress> lines = order.lines().stream()
                    .map(line -> line(
                            order,
                            line,
                            arrived.getOrDefault(new Ordered(order.number(), line.sku()), Arrived.NOTHING)))
                    .toList();
            all.add(new Progress(order, lines));
        }
        return all;
    }

    private static LineProgress line(PurchaseOrder order, Line line, Arrived arrived) {
        BigDecimal rest = order.state() == State.CANCELLED
                ? BigDecimal.ZERO
                : line.quantity().subtract(arrived.received()).max(BigDecimal.ZERO);
        return new LineProgress(line, arrived.announced(), arrived.received(), rest);
    }

    private List<PurchaseOrder> orders(String condition, PurchaseRows.Parameters parameters) {
        return Objects.requireNonNull(jdbc.execute((ConnectionCallback<List<PurchaseOrder>>)
                connection -> PurchaseRows.find(connection, condition, parameters)));
    }
}
