package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.posting.OrderClaims.Promise;
import io.tillbridge.stock.StockKey;
import io.tillbridge.verification.Finding;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Of each line, what was ordered is what is claimed for it, has left and was cancelled, less what left beyond that; and it is
 * claimed for as much as it wants and has not left, where it is to be taken from; what was not found there
 * anywhere; a bundle as what was built and its components. One that is cancelled or has left is claimed for nothing.
 */
@Component
final class OrderLineCheck extends OrdersCheck {

    private static final String CLAIMS =
            "select claim_key, sku, location, quantity from stock_claim where claim_key = any (?)";

    OrderLineCheck() {
        super("order_line");
    }

    private static final Held NOTHING = new Held(new StockKey("", ""), BigDecimal.ZERO);

    /** Lines whose claims are wrong are told by their claims; those of bundles are claimed as what lies on the shelf. */
    private void algebra(Standing one, Map<String, Held> held, Consumer<Finding> found) {
        Order order = one.order().order();
        if (!one.bundles().none()) {
            return;
        }
        Map<String, BigDecimal> claimed = new HashMap<>();
        Set<String> wrong = new HashSet<>();
        OrderClaims.promises(one.order()).forEach((key, promise) -> {
            BigDecimal is = held.getOrDefault(key, NOTHING).quantity();
            claimed.merge(promise.line(), is, BigDecimal::add);
            if (is.compareTo(promise.quantity()) != 0) {
                wrong.add(promise.line());
            }
        });
        Ordered ordered = Ordered.of(one.order().state());
        for (Order.Line line : order.lines()) {
            if (!wrong.contains(line.id())) {
                BigDecimal is = claimed.getOrDefault(line.id(), BigDecimal.ZERO)
                        .add(line.fulfilled())
                        .add(ordered.cancelled(line.id(), line, order.state().equals("open")))
                        .subtract(line.fulfilled().subtract(line.quantity()).max(BigDecimal.ZERO));
                compare(
                        OrderPosting.subject(one.order().state().key()) + "|" + line.id(),
                        ordered.quantity(line),
                        is,
                        found);
            }
        }
    }

    private record Held(StockKey at, BigDecimal quantity) {}

    @Override
    void look(Connection snapshot, List<Standing> orders, Consumer<Finding> found) throws SQLException {
        Map<String, Promise> wanted = new TreeMap<>();
        orders.forEach(one -> wanted.putAll(OrderClaims.shelf(one.order(), one.bundles())));
        Map<String, Held> held = new HashMap<>();
        try (PreparedStatement statement = snapshot.prepareStatement(CLAIMS)) {
            statement.setArray(1, snapshot.createArrayOf("text", wanted.keySet().toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    held.put(
                            row.getString(1),
                            new Held(new StockKey(row.getString(2), row.getString(3)), row.getBigDecimal(4)));
                }
            }
        }
        orders.forEach(one -> algebra(one, held, found));
        wanted.forEach((key, promise) -> {
            Held is = held.getOrDefault(key, NOTHING);
            boolean there =
                    promise.quantity().signum() == 0 || is.at().equals(new StockKey(promise.sku(), promise.location()));
            compare(key, promise.quantity(), there ? is.quantity() : BigDecimal.ZERO, found);
        });
    }
}
