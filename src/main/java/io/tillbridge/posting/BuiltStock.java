package io.tillbridge.posting;

import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bundles that were built beforehand and that nobody is promised, as a batch gives them out. Read without a lock, because
 * balances are locked behind orders: two batches may both give out the last one, and one is then owed, which lowers what may
 * be sold of it.
 */
final class BuiltStock {

    private static final String FREE = "select location, sellable - claimed from stock_balance where sku = ?";

    private static final String OF_CART = """
            select location, sum(quantity + consumed) from stock_claim
             where reservation_id is not null and connection = ? and reference = ? and sku = ? group by location
            """;

    private final Map<String, Map<String, BigDecimal>> free = new HashMap<>();

    /** The cart that an order was made of: what it holds is its own. */
    record OfCart(String connection, String reference) {}

    /** Takes as many as there are, at most so many. */
    BigDecimal take(Connection tx, StockKey at, BigDecimal wanted, @Nullable OfCart cart) throws SQLException {
        Map<String, BigDecimal> places = places(tx, at.sku());
        BigDecimal own = cart == null ? BigDecimal.ZERO : held(tx, at, cart);
        BigDecimal there = at.location().equals(Lanes.UNASSIGNED)
                ? anywhere(places)
                : places.getOrDefault(at.location(), BigDecimal.ZERO);
        BigDecimal taken = wanted.min(there.add(own)).max(BigDecimal.ZERO);
        places.merge(at.location(), taken.subtract(own).max(BigDecimal.ZERO).negate(), BigDecimal::add);
        return taken;
    }

    private static BigDecimal anywhere(Map<String, BigDecimal> places) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> place : places.entrySet()) {
            sum = sum.add(
                    place.getKey().equals(Lanes.UNASSIGNED)
                            ? place.getValue()
                            : place.getValue().max(BigDecimal.ZERO));
        }
        return sum;
    }

    private Map<String, BigDecimal> places(Connection tx, String sku) throws SQLException {
        Map<String, BigDecimal> known = free.get(sku);
        if (known != null) {
            return known;
        }
        Map<String, BigDecimal> places = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(FREE)) {
            statement.setString(1, sku);
            read(statement, places);
        }
        free.put(sku, places);
        return places;
    }

    private static BigDecimal held(Connection tx, StockKey at, OfCart cart) throws SQLException {
        Map<String, BigDecimal> places = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(OF_CART)) {
            statement.setString(1, cart.connection());
            statement.setString(2, cart.reference());
            statement.setString(3, at.sku());
            read(statement, places);
        }
        return places.getOrDefault(at.location(), BigDecimal.ZERO);
    }

    private static void read(PreparedStatement statement, Map<String, BigDecimal> places) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                places.put(rows.getString(1), rows.getBigDecimal(2));
            }
        }
    }
}
