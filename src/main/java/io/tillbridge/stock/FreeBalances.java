package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.RoundTrip;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Locks balances without waiting for anybody: for who has others to serve meanwhile. */
public final class FreeBalances {

    private static final String LOCK = """
            select b.sku, b.location
              from unnest(?::text[], ?::text[]) as row (s, l)
              join stock_balance b on b.sku = s and b.location = l
             order by 1, 2 for update of b skip locked
            """;

    private FreeBalances() {}

    /**
     * Locks those that are there and that no other transaction has locked, until the transaction ends.
     *
     * @return which these are, when the round trip has run
     */
    public static SortedSet<StockKey> lock(RoundTrip together, SortedSet<StockKey> keys) {
        SortedSet<StockKey> locked = new TreeSet<>();
        if (!keys.isEmpty()) {
            together.then(
                    LOCK,
                    (statement, first) -> Columns.bind(statement, List.copyOf(keys), first)
                            .text(StockKey::sku)
                            .text(StockKey::location),
                    rows -> {
                        while (rows.next()) {
                            locked.add(new StockKey(rows.getString(1), rows.getString(2)));
                        }
                    });
        }
        return locked;
    }
}
