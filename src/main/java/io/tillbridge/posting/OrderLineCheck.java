package io.tillbridge.posting;

import io.tillbridge.posting.OrderClaims.Promise;
import io.tillbridge.stock.StockKey;
import io.tillbridge.verification.Finding;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * A line is claimed for as much as it wants and has not left, where it is to be taken from; what was not found there
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
        wanted.forEach((key, promise) -> {
            Held is = held.getOrDefault(key, NOTHING);
            boolean there =
                    promise.quantity().signum() == 0 || is.at().equals(new StockKey(promise.sku(), promise.location()));
            compare(key, promise.quantity(), there ? is.quantity() : BigDecimal.ZERO, found);
        });
    }
}
