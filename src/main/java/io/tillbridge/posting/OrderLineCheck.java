package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.posting.OrderClaims.Promise;
import io.tillbridge.stock.StockKey;
import io.tillbridge.verification.Finding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Of each line, what was ordered is what is claimed for it, has left, was cancelled and is substituted, less what left beyond
 * that; and it is
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

    /** Lines whose claims are wrong are told by their claims. */
    private void algebra(Standing one, Map<String, Promise> shelf, Map<String, Held> held, Consumer<Finding> found) {
        Order order = one.order().order();
        Set<String> wrong = new HashSet<>();
        shelf.forEach((key, promise) -> {
            if (held.getOrDefault(key, NOTHING).quantity().compareTo(promise.quantity()) != 0) {
                wrong.add(promise.line());
            }
        });
        Map<String, BigDecimal> claimed = new HashMap<>();
        OrderClaims.promises(one.order())
                .forEach((key, promise) ->
                        claimed.merge(promise.line(), whole(key, promise, one.bundles(), held), BigDecimal::add));
        Ordered ordered = Ordered.of(one.order().state());
        for (Order.Line line : order.lines()) {
            if (!wrong.contains(line.id())) {
                BigDecimal is = claimed.getOrDefault(line.id(), BigDecimal.ZERO)
                        .add(line.fulfilled())
                        .add(ordered.cancelled(line.id(), line, order.state().equals("open")))
                        .add(one.order().allocations().substituted(order, line))
                        .subtract(line.fulfilled().subtract(line.quantity()).max(BigDecimal.ZERO));
                compare(
                        OrderPosting.subject(one.order().state().key()) + "|" + line.id(),
                        ordered.quantity(line),
                        is,
                        found);
            }
        }
    }

    /** In the units of the line: of a bundle the built ones and those whose components are claimed. */
    private static BigDecimal whole(String key, Promise promise, SoldBundles bundles, Map<String, Held> held) {
        BigDecimal own = held.getOrDefault(key, NOTHING).quantity();
        SoldBundle bundle = bundles.of(promise.sku());
        return bundle == null
                ? own
                : bundle.components().entrySet().stream()
                        .map(part -> held.getOrDefault(BundlePromises.part(key, part.getKey()), NOTHING)
                                .quantity()
                                .divide(part.getValue(), 5, RoundingMode.HALF_EVEN))
                        .min(BigDecimal::compareTo)
                        .map(own::add)
                        .orElse(own);
    }

    private record Held(StockKey at, BigDecimal quantity) {}

    @Override
    void look(Connection snapshot, List<Standing> orders, Consumer<Finding> found) throws SQLException {
        IdentityHashMap<Standing, Map<String, Promise>> shelves = new IdentityHashMap<>();
        Map<String, Promise> wanted = new TreeMap<>();
        orders.forEach(one -> shelves.put(one, OrderClaims.shelf(one.order(), one.bundles())));
        shelves.values().forEach(wanted::putAll);
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
        shelves.forEach((one, shelf) -> algebra(one, shelf, held, found));
        wanted.forEach((key, promise) -> {
            Held is = held.getOrDefault(key, NOTHING);
            boolean there =
                    promise.quantity().signum() == 0 || is.at().equals(new StockKey(promise.sku(), promise.location()));
            compare(key, promise.quantity(), there ? is.quantity() : BigDecimal.ZERO, found);
        });
    }
}
