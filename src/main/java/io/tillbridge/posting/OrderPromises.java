package io.tillbridge.posting;

import io.tillbridge.orders.OrderRow;
import io.tillbridge.posting.OrderClaims.Promise;
import io.tillbridge.stock.LiveClaim;
import io.tillbridge.stock.StockQueries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What is claimed on stock for an order's lines. Which claims those are follows from the order: one at each of a line's
 * locations, one of what is wanted from anywhere, and of a bundle those of its components. Errors are Spring's
 * {@code DataAccessException}.
 */
@Component
public final class OrderPromises {

    private final JdbcTemplate jdbc;
    private final StockQueries stock;

    public OrderPromises(JdbcTemplate jdbc, StockQueries stock) {
        this.jdbc = jdbc;
        this.stock = stock;
    }

    /** By the line's id, in the order in which goods are taken; claims that have ended are among them. */
    public Map<String, List<LiveClaim>> of(OrderRow order) {
        Map<String, Promise> promises = OrderClaims.shelf(OrderStory.standing(order), bundles(order));
        Map<String, LiveClaim> claims =
                stock.claims(promises.keySet()).stream().collect(Collectors.toMap(LiveClaim::key, Function.identity()));
        Map<String, List<LiveClaim>> lines = new LinkedHashMap<>();
        promises.forEach((key, promise) -> {
            List<LiveClaim> line = lines.computeIfAbsent(promise.line(), id -> new ArrayList<>());
            LiveClaim claim = claims.get(key);
            if (claim != null) {
                line.add(claim);
            }
        });
        return lines;
    }

    private SoldBundles bundles(OrderRow order) {
        String subject = OrderPosting.subject(order.key());
        return Objects.requireNonNull(jdbc.execute((ConnectionCallback<SoldBundles>) connection ->
                new SoldBundles(SoldBundleRows.of(connection, List.of(subject)).getOrDefault(subject, Map.of()))));
    }
}
