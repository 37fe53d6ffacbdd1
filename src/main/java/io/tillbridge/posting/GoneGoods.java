package io.tillbridge.posting;

import io.tillbridge.canonical.Trace;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What movements between a location and the customer come to, by item, place, lot and piece. Pure. */
final class GoneGoods {

    private record Key(StockKey from, Trace trace) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::from).thenComparing(Key::trace);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private GoneGoods() {}

    /** Whether what the ledger has and what is wanted come to the same. */
    static boolean same(List<LedgerEntry> live, List<Movement> wanted) {
        Map<Key, BigDecimal> sums = new TreeMap<>();
        for (LedgerEntry entry : live) {
            boolean out = entry.toPlace().equals(Place.CUSTOMER.name());
            Key key = new Key(
                    new StockKey(entry.sku(), out ? entry.fromPlace() : entry.toPlace()),
                    entry.details().trace());
            sums.merge(key, out ? entry.quantity() : entry.quantity().negate(), BigDecimal::add);
        }
        for (Movement one : wanted) {
            boolean out = one.to().equals(Place.CUSTOMER);
            Key key = new Key(
                    new StockKey(one.sku(), (out ? one.from() : one.to()).name()),
                    one.details().trace());
            sums.merge(key, out ? one.quantity().negate() : one.quantity(), BigDecimal::add);
        }
        return sums.values().stream().allMatch(sum -> sum.signum() == 0);
    }
}
