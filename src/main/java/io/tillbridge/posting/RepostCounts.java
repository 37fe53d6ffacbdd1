package io.tillbridge.posting;

import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.LiveMovements;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.StockCounts;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Keeps what counts set. A count sets a figure whatever was posted before it, so what a repost changes before a count is
 * taken from the count's own movement, and the figure after it stays.
 */
@Component
final class RepostCounts {

    private final StockLedger ledger;

    RepostCounts(StockLedger ledger) {
        this.ledger = ledger;
    }

    /** Locks the balances that change and adds what counts after the places take up. */
    void keep(Connection transaction, Effects effects, Map<UUID, RepostPlace> places) throws SQLException {
        TreeSet<StockKey> keys = new TreeSet<>(effects.keys());
        if (keys.isEmpty()) {
            return;
        }
        ledger.lock(transaction, keys);
        Map<StockCounts.Count, BigDecimal> taken = taken(transaction, effects, places);
        taken.values().removeIf(change -> change.signum() == 0);
        List<UUID> messages =
                taken.keySet().stream().map(StockCounts.Count::messageId).toList();
        Map<UUID, List<LedgerEntry>> entries =
                messages.isEmpty() ? new HashMap<>() : LiveMovements.of(transaction, messages);
        taken.forEach((count, change) ->
                recount(effects, count, entries.getOrDefault(count.messageId(), List.of()), change.negate()));
    }

    /** What each count takes up: for each location that a movement touches, the first count behind it. */
    private static Map<StockCounts.Count, BigDecimal> taken(
            Connection transaction, Effects effects, Map<UUID, RepostPlace> places) throws SQLException {
        List<StockCounts.Touch> touches = new ArrayList<>();
        List<BigDecimal> changes = new ArrayList<>();
        for (Movement movement : effects.movements) {
            RepostPlace place = places.get(movement.messageId());
            for (Place touched : new LinkedHashSet<>(List.of(movement.from(), movement.to()))) {
                if (place != null && touched.isLocation()) {
                    StockKey key = new StockKey(movement.sku(), touched.name());
                    touches.add(place.touch(key, movement));
                    changes.add(movement.change(key, Bucket.SELLABLE));
                }
            }
        }
        List<StockCounts.Count> counts = StockCounts.behind(transaction, touches);
        Map<StockCounts.Count, BigDecimal> taken =
                new TreeMap<>(Comparator.comparing(StockCounts.Count::opened).thenComparing(StockCounts.Count::key));
        for (int i = 0; i < changes.size(); i++) {
            StockCounts.Count count = counts.get(i);
            if (count != null) {
                taken.merge(count, changes.get(i), BigDecimal::add);
            }
        }
        return taken;
    }

    /** A count's movement anew, with some more or less in it. */
    static void recount(Effects effects, StockCounts.Count count, List<LedgerEntry> entries, BigDecimal more) {
        BigDecimal moved = more;
        for (LedgerEntry entry : LiveMovements.live(entries)) {
            Movement reversal = Movement.reversing(entry);
            effects.move(reversal);
            moved = moved.subtract(reversal.change(count.key(), Bucket.SELLABLE));
        }
        if (moved.signum() != 0) {
            effects.move(Movement.between(
                    count.messageId(),
                    count.key().sku(),
                    moved,
                    Place.location(count.key().location()),
                    Bucket.SELLABLE,
                    Place.LOSS,
                    "count",
                    count.observedAt()));
        }
    }
}
