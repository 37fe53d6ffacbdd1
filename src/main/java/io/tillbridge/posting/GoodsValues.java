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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What movements of goods are worth, at the items' standard cost. Goods without a cost have no value in the journal. */
final class GoodsValues {

    private final Map<String, ItemCosts.Cost> costs;

    private final Set<String> even;

    private final UnderWay underWay;

    private GoodsValues(Map<String, ItemCosts.Cost> costs, Set<String> even, UnderWay underWay) {
        this.costs = costs;
        this.even = even;
        this.underWay = underWay;
    }

    /** Reads the costs of what moves. */
    static GoodsValues of(Connection transaction, Collection<Movement> movements) throws SQLException {
        return of(transaction, movements, Set.of());
    }

    /**
     * Reads the costs of what moves.
     *
     * @param anew messages whose entries are undone and made anew
     */
    static GoodsValues of(Connection transaction, Collection<Movement> movements, Set<UUID> anew) throws SQLException {
        TreeSet<String> skus = new TreeSet<>();
        movements.forEach(movement -> skus.add(movement.sku()));
        return new GoodsValues(ItemCosts.of(transaction, skus), Set.of(), UnderWay.of(transaction, movements, anew));
    }

    /** The same, with items that are undone at their cost when none is booked of them. */
    GoodsValues with(Set<String> even) {
        return new GoodsValues(costs, even, underWay);
    }

    /** The currency of the first movement that has a cost; null when none has. */
    @Nullable
    String currency(List<Movement> movements) {
        for (Movement movement : movements) {
            ItemCosts.Cost before = underWay.cost(movement);
            ItemCosts.Cost cost = before == null ? costs.get(movement.sku()) : before;
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
            if (underWay.valued(movement)) {
                transit(movement, currency, cost, moved);
            } else if (cost != null) {
                moved.add(new GoodsMoved(
                        movement.sku(),
                        movement.quantity(),
                        staying(account(movement.from(), movement.fromBucket())),
                        staying(account(movement.to(), movement.toBucket())),
                        cost));
            }
        }
        return moved;
    }

    /** Goods of a transfer: at the cost of its first valuation, so that nothing is left when all has arrived. */
    private void transit(Movement movement, String currency, @Nullable BigDecimal cost, List<GoodsMoved> moved) {
        ItemCosts.Cost before = underWay.cost(movement);
        ItemCosts.Cost at = before == null && cost != null ? new ItemCosts.Cost(cost, currency) : before;
        if (at != null && at.currency().equals(currency)) {
            moved.add(new GoodsMoved(
                    movement.sku(),
                    movement.quantity(),
                    account(movement.from(), movement.fromBucket()),
                    account(movement.to(), movement.toBucket()),
                    at.amount(),
                    underWay.move(movement, at)));
        }
    }

    /** The location that movements are about: theirs, or where goods under way were sent from; the empty text for neither. */
    String location(List<Movement> goods) {
        String own = CountOrigins.location(goods);
        return own.isEmpty() && !goods.isEmpty() ? underWay.sender(goods.get(0)) : own;
    }

    /** Goods that left without a value of their own are inventory wherever they are. */
    private static Account staying(Account account) {
        return account == Account.IN_TRANSIT ? Account.INVENTORY : account;
    }

    /** Damaged goods are written down at once. */
    static Account account(Place place, Bucket bucket) {
        if (place.equals(Place.CUSTOMER)) {
            return Account.COGS;
        }
        if (place.equals(Place.SUPPLIER)) {
            return Account.GRNI;
        }
        if (place.equals(Place.IN_TRANSIT)) {
            return Account.IN_TRANSIT;
        }
        boolean lost = place.equals(Place.LOSS) || (place.isLocation() && bucket == Bucket.DAMAGED);
        return lost ? Account.SHRINK : Account.INVENTORY;
    }
}
