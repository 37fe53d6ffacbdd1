package io.tillbridge.reservation;

import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.ReservedLine;
import io.tillbridge.stock.StockKey;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which balances requests may change, by what they ask for and by what their carts have claimed so far. */
final class TouchedKeys {

    private TouchedKeys() {}

    /** The items of balances. */
    static SortedSet<String> skus(Set<StockKey> keys) {
        SortedSet<String> skus = new TreeSet<>();
        keys.forEach(key -> skus.add(key.sku()));
        return skus;
    }

    /** The balances, by item and location. */
    static Set<StockKey> of(List<Request> requests, List<ReservedLine> lines) {
        Set<StockKey> touched = new TreeSet<>();
        for (Request request : requests) {
            touch(request, lines, touched);
        }
        touched.removeIf(key -> !new Place(key.location()).isLocation());
        return touched;
    }

    private static void touch(Request request, List<ReservedLine> lines, Set<StockKey> touched) {
        for (ReservedLine line : lines) {
            if (line.id().reservation().equals(request.reservation())) {
                if (line.state().open()
                        || line.state() == ClaimState.EXPIRED
                        || line.state() == ClaimState.PAID_UNRESERVED) {
                    touched.add(line.stock());
                }
                if (request instanceof Request.Step step && step.location() != null) {
                    touched.add(new StockKey(line.id().sku(), step.location()));
                }
            }
        }
        if (request instanceof Request.Reserve reserve) {
            reserve.lines().forEach(line -> touched.addAll(Reserving.keys(line)));
        }
    }
}
