package io.tillbridge.posting;

import io.tillbridge.books.Account;
import io.tillbridge.books.GoodsMoved;
import io.tillbridge.catalog.ItemCosts;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What movements of goods are worth, at the items' standard cost. Goods without a cost have no value in the journal. */
final class GoodsValues {

    private final Map<String, ItemCosts.Cost> costs;

    private final Set<String> even;

    private GoodsValues(Map<String, ItemCosts.Cost> costs, Set<String> even) {
        this.costs = costs;
        this.even = even;
    }

    /** Reads the costs of what moves. */
    static GoodsValues of(Connection transaction, Collection<Movement> movements) throws SQLException {
        TreeSet<String> skus = new TreeSet<>();
        movements.forEach(movement -> skus.add(movement.sku()));
        return new GoodsValues(ItemCosts.of(transaction, skus), Set.of());
    }

    /** The same, with items that are undone at their cost when none is booked of them. */
    GoodsValues with(Set<String> even) {
        return new GoodsValues(costs, even);
    }

    /** The currency of the first movement that has a cost; null when none has. */
    @Nullable
    String currency(List<Movement> movements) {
        for (Movement movement : movements) {
            ItemCosts.Cost cost = costs.get(movement.sku());
            if (cost != null) {
                return cost.currency();
            }
        }
        return null;
    }

    /**
     * The movements that have a value in a currency.
     *
     * @param booked costs at which the same goods were valued before; what is undone is valued at these alone, and
     *     where the books are even without the item
     */
    List<GoodsMoved> moved(List<Movement> movements, String currency, Map<String, BigDecimal> booked) {
        List<GoodsMoved> moved = new ArrayList<>();
        for (Movement movement : movements) {
            BigDecimal cost = booked.get(movement.sku());
            ItemCosts.Cost now = costs.get(movement.sku());
            if (cost == null
                    && (movement.reverses() == null || even.contains(movement.sku()))
                    && now != null
                    && now.currency().equals(currency)) {
                cost = now.amount();
            }
            if (cost != null) {
                moved.add(new GoodsMoved(
                        movement.sku(),
                        movement.quantity(),
                        account(movement.from(), movement.fromBucket()),
                        account(movement.to(), movement.toBucket()),
                        cost));
            }
        }
        return moved;
    }

    /** Damaged goods are written down at once; goods between locations stay inventory. */
    static Account account(Place place, Bucket bucket) {
        if (place.equals(Place.CUSTOMER)) {
            return Account.COGS;
        }
        if (place.equals(Place.SUPPLIER)) {
            return Account.GRNI;
        }
        boolean lost = place.equals(Place.LOSS) || (place.isLocation() && bucket == Bucket.DAMAGED);
        return lost ? Account.SHRINK : Account.INVENTORY;
    }
}
