package io.tillbridge.reservation;

import io.tillbridge.platform.Columns;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.PromiseRules.Promises;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What other locations could do for promises that one cannot keep. Looked at without locking; what is used is locked first. */
final class OtherPlaces {

    /** Who comes by balances waits for no further one, else two would wait for each other. */
    private static final String LOCK = """
            select b.sku, b.location from stock_balance b
              join unnest(?::text[], ?::text[]) as k (s, l) on b.sku = k.s and b.location = k.l
             order by b.sku, b.location for update of b skip locked
            """;

    private final Map<StockKey, Level> levels = new HashMap<>();
    private final Promises promises;

    private OtherPlaces(Collection<Level> levels, Promises promises) {
        levels.forEach(level -> this.levels.put(level.key(), level));
        this.promises = promises;
    }

    static OtherPlaces of(Connection tx, Set<String> skus, Promising promising) throws SQLException {
        LevelRows.Read read = LevelRows.read(tx, skus, promising.safetyStock());
        return new OtherPlaces(read.levels(), promising.rules().at(tx, skus, read.now()));
    }

    /** The same of some places, locked now; those that others have locked are left out. */
    OtherPlaces locked(Connection tx, Set<StockKey> keys, Promising promising) throws SQLException {
        Set<StockKey> locked = new HashSet<>();
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            Columns.bind(statement, List.copyOf(new TreeSet<>(keys)), 1)
                    .text(StockKey::sku)
                    .text(StockKey::location);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    locked.add(new StockKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        Set<String> skus = new TreeSet<>();
        locked.forEach(key -> skus.add(key.sku()));
        LevelRows.Read read = LevelRows.read(tx, skus, promising.safetyStock());
        return new OtherPlaces(
                read.levels().stream()
                        .filter(level -> locked.contains(level.key()))
                        .toList(),
                promises);
    }

    /** Locations that may serve an offer with so much, those with most first; never the one that cannot. */
    List<String> of(StockKey not, Offer offer, BigDecimal quantity) {
        return levels.values().stream()
                .filter(level -> level.key().sku().equals(not.sku())
                        && !level.key().location().equals(not.location())
                        && !level.key().location().equals(NetworkAvailability.UNASSIGNED))
                .filter(level -> free(level, offer).compareTo(quantity) >= 0)
                .sorted((one, other) -> {
                    int most = free(other, offer).compareTo(free(one, offer));
                    return most != 0 ? most : one.key().compareTo(other.key());
                })
                .map(level -> level.key().location())
                .toList();
    }

    private BigDecimal free(Level level, Offer offer) {
        return promises.of(level.balance(), offer).available();
    }

    /** Claims of a move count from now on. */
    void take(Claim claim) {
        StockKey key = new StockKey(claim.sku(), claim.location());
        Level level = levels.get(key);
        if (level != null) {
            levels.put(
                    key, new Level(key, level.sellable(), level.claimed().add(claim.quantity()), level.safetyStock()));
        }
    }
}
