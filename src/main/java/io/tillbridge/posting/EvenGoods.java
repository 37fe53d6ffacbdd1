package io.tillbridge.posting;

import io.tillbridge.books.Account;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.LiveMovements;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Items whose movements amounted to nothing before a repost, so that an entry has no line of them although they had a cost.
 * The journal is then right without them, and each movement of the repost has a value; else goods without a line had no cost.
 */
final class EvenGoods {

    private record Key(String sku, Account account) {}

    private final Map<Key, BigDecimal> sums = new HashMap<>();

    private EvenGoods() {}

    /**
     * Those of the items that are undone and not booked.
     *
     * @param unit all messages of the order
     * @param own what the repost moves of them, which the ledger has already
     * @param booked items of which the journal knows a cost
     */
    static Set<String> of(Connection tx, Set<UUID> unit, List<Movement> own, Set<String> booked) throws SQLException {
        TreeSet<String> even = new TreeSet<>();
        for (Movement movement : own) {
            if (movement.reverses() != null && !booked.contains(movement.sku())) {
                even.add(movement.sku());
            }
        }
        if (!even.isEmpty()) {
            EvenGoods before = new EvenGoods();
            for (List<LedgerEntry> entries : LiveMovements.of(tx, unit).values()) {
                entries.forEach(before::add);
            }
            own.forEach(before::subtract);
            before.sums.forEach((key, sum) -> {
                if (sum.signum() != 0) {
                    even.remove(key.sku());
                }
            });
        }
        return even;
    }

    private void add(LedgerEntry entry) {
        Place from = new Place(entry.fromPlace());
        Place to = new Place(entry.toPlace());
        add(
                entry.sku(),
                GoodsValues.account(from, Bucket.of(entry.fromBucket())),
                entry.quantity().negate());
        add(entry.sku(), GoodsValues.account(to, Bucket.of(entry.toBucket())), entry.quantity());
    }

    private void subtract(Movement movement) {
        add(movement.sku(), GoodsValues.account(movement.from(), movement.fromBucket()), movement.quantity());
        add(
                movement.sku(),
                GoodsValues.account(movement.to(), movement.toBucket()),
                movement.quantity().negate());
    }

    private void add(String sku, Account account, BigDecimal quantity) {
        sums.merge(new Key(sku, account), quantity, BigDecimal::add);
    }
}
