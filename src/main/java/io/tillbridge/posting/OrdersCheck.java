package io.tillbridge.posting;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.Recorded;
import io.tillbridge.verification.BooksCheck;
import io.tillbridge.verification.Finding;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A law of orders: what follows from all that was told of each, worked out again from what is recorded, is what the ledger
 * holds.
 */
abstract class OrdersCheck implements BooksCheck {

    private static final int ORDERS = 500;
    private static final char BAR = '\n';

    private final String name;

    OrdersCheck(String name) {
        this.name = name;
    }

    /** An order as it stands, and what its bundles are made of. */
    record Standing(OrderStanding order, SoldBundles bundles) {}

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final @Nullable String look(Connection snapshot, String after, Consumer<Finding> found) throws SQLException {
        int bar = after.indexOf(BAR);
        OrderKey behind =
                bar < 0 ? new OrderKey("", "") : new OrderKey(after.substring(0, bar), after.substring(bar + 1));
        List<Recorded> page = OrderBook.behind(snapshot, behind, ORDERS);
        if (page.isEmpty()) {
            return null;
        }
        Set<String> subjects = page.stream()
                .map(one -> OrderPosting.subject(one.key()))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, Map<String, SoldBundle>> bundles = SoldBundleRows.of(snapshot, subjects);
        look(
                snapshot,
                page.stream()
                        .map(one -> new Standing(
                                OrderStanding.of(OrderPosting.state(one, Instant.EPOCH)),
                                new SoldBundles(bundles.getOrDefault(OrderPosting.subject(one.key()), Map.of()))))
                        .toList(),
                found);
        OrderKey last = page.get(page.size() - 1).key();
        return last.system() + BAR + last.id();
    }

    /** Looks at some orders. */
    abstract void look(Connection snapshot, List<Standing> orders, Consumer<Finding> found) throws SQLException;

    /** Tells a figure that differs. */
    final void compare(String key, BigDecimal expected, BigDecimal is, Consumer<Finding> found) {
        if (expected.compareTo(is) != 0) {
            found.accept(new Finding(name, key, PlainDecimal.text(expected), PlainDecimal.text(is)));
        }
    }
}
