package io.tillbridge.posting;

import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.Return;
import io.tillbridge.canonical.Sale;
import io.tillbridge.catalog.ItemComponents;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the bundles of a batch's orders, sales and returns are made of: as it was settled when each was first posted, else as
 * the item master says now, which settles it. Gathering only reads it.
 */
final class BundleRecipes {

    private final Map<String, SoldBundles> settled = new HashMap<>();
    private final BuiltStock built = new BuiltStock();
    private @Nullable Boolean any;

    /** An order as it is posted and as it will be; null: it is new. */
    record Change(@Nullable OrderStanding before, OrderStanding after) {}

    /**
     * What is to be settled.
     *
     * @param parent the order that goods come back of
     * @param goods that leave, by item and location
     * @param plain items that were posted as they are before, and stay so
     */
    private record Want(
            String subject,
            @Nullable String parent,
            Map<StockKey, BigDecimal> goods,
            Set<String> plain,
            BuiltStock.@Nullable OfCart cart) {}

    /** Those of an order, or of a fact by its key. */
    SoldBundles of(String subject) {
        return settled.getOrDefault(subject, SoldBundles.NONE);
    }

    /** Settles those of sales and returns that are posted for the first time. */
    void facts(Connection tx, List<Work> fresh) throws SQLException {
        List<Want> wants = new ArrayList<>();
        for (Work work : fresh) {
            Work.Translated said = work.translated;
            Map<StockKey, BigDecimal> goods = said == null ? Map.of() : goods(said.event());
            if (said != null && !goods.isEmpty()) {
                wants.add(new Want(said.factKey(), parent(said.event()), goods, Set.of(), null));
            }
        }
        facts(tx, wants, Set.of());
    }

    /**
     * Settles those of a sale or return that is posted again.
     *
     * @param moved items that it has moved
     */
    void again(Connection tx, Work.Translated said, Set<String> moved) throws SQLException {
        Map<StockKey, BigDecimal> goods = goods(said.event());
        if (!goods.isEmpty()) {
            facts(
                    tx,
                    List.of(new Want(said.factKey(), parent(said.event()), goods, moved, null)),
                    Set.of(said.factKey()));
        }
    }

    /** Settles those of orders. The caller has locked the orders. */
    void orders(Connection tx, List<Change> changes) throws SQLException {
        TreeSet<String> skus = new TreeSet<>();
        TreeSet<String> subjects = new TreeSet<>();
        for (Change change : changes) {
            change.after().order().lines().forEach(line -> skus.add(line.sku()));
            if (change.before() != null) {
                subjects.add(subject(change));
            }
        }
        Known known = known(tx, skus, subjects);
        if (known != null) {
            settle(tx, known, changes.stream().map(BundleRecipes::want).toList());
        }
    }

    private static String subject(Change change) {
        return OrderPosting.subject(change.after().state().key());
    }

    private static Want want(Change change) {
        Order order = change.after().order();
        Set<String> plain = new TreeSet<>();
        if (change.before() != null) {
            goods(change.before()).keySet().forEach(key -> plain.add(key.sku()));
            change.before().order().lines().forEach(line -> plain.add(line.sku()));
        }
        return new Want(
                subject(change),
                null,
                goods(change.after()),
                plain,
                order.cart() == null ? null : new BuiltStock.OfCart(order.system(), order.cart()));
    }

    /** @param now what the item master says */
    private record Known(Map<String, Map<String, SoldBundle>> settled, Map<String, Map<String, BigDecimal>> now) {

        Map<String, SoldBundle> of(@Nullable String subject) {
            return settled.getOrDefault(String.valueOf(subject), Map.of());
        }
    }

    /** Null when there is no bundle among them. */
    private @Nullable Known known(Connection tx, Set<String> skus, Set<String> subjects) throws SQLException {
        Map<String, Map<String, BigDecimal>> now = skus.isEmpty() || !any(tx) ? Map.of() : ItemComponents.of(tx, skus);
        Map<String, Map<String, SoldBundle>> settled = SoldBundleRows.of(tx, subjects);
        return now.isEmpty() && settled.isEmpty() ? null : new Known(settled, now);
    }

    /** Most retailers have none, and a batch names hundreds of items. */
    private boolean any(Connection tx) throws SQLException {
        Boolean found = any;
        if (found == null) {
            found = ItemComponents.any(tx);
            any = found;
        }
        return found;
    }

    /** @param again subjects that may be settled already */
    private void facts(Connection tx, List<Want> wants, Set<String> again) throws SQLException {
        TreeSet<String> skus = new TreeSet<>();
        TreeSet<String> subjects = new TreeSet<>(again);
        for (Want want : wants) {
            want.goods().keySet().forEach(key -> skus.add(key.sku()));
            if (want.parent() != null) {
                subjects.add(want.parent());
            }
        }
        Known known = known(tx, skus, subjects);
        if (known != null) {
            settle(tx, known, wants);
        }
    }

    private void settle(Connection tx, Known known, List<Want> wants) throws SQLException {
        List<SoldBundleRows.Row> changed = new ArrayList<>();
        for (Want want : wants) {
            Map<String, SoldBundle> before = known.of(want.subject());
            Map<String, SoldBundle> bundles = new TreeMap<>(before);
            for (Map.Entry<StockKey, BigDecimal> goods : want.goods().entrySet()) {
                StockKey at = goods.getKey();
                SoldBundle bundle = bundles.get(at.sku());
                if (bundle == null && !want.plain().contains(at.sku())) {
                    bundle = first(at.sku(), known.of(want.parent()), known.now());
                }
                if (bundle != null && !bundle.built().containsKey(at.location())) {
                    bundle = bundle.with(at.location(), built.take(tx, at, goods.getValue(), want.cart()));
                }
                if (bundle != null) {
                    bundles.put(at.sku(), bundle);
                }
            }
            bundles.values().stream()
                    .filter(bundle -> !bundle.equals(before.get(bundle.sku())))
                    .forEach(bundle -> changed.add(new SoldBundleRows.Row(want.subject(), bundle)));
            if (!bundles.isEmpty()) {
                settled.put(want.subject(), new SoldBundles(bundles));
            }
        }
        SoldBundleRows.write(tx, changed);
    }

    private static @Nullable SoldBundle first(
            String sku, Map<String, SoldBundle> ofParent, Map<String, Map<String, BigDecimal>> now) {
        SoldBundle sold = ofParent.get(sku);
        Map<String, BigDecimal> components = sold == null ? now.get(sku) : sold.components();
        return components == null ? null : new SoldBundle(sku, components, Map.of());
    }

    /** What comes back is below zero: it is never taken from what was built. */
    private static Map<StockKey, BigDecimal> goods(@Nullable CanonicalEvent event) {
        Map<StockKey, BigDecimal> goods = new TreeMap<>();
        if (event instanceof Sale sale) {
            sale.lines()
                    .forEach(line ->
                            goods.merge(new StockKey(line.sku(), sale.location()), line.quantity(), BigDecimal::add));
        } else if (event instanceof Return returned) {
            for (Return.Line line : returned.lines()) {
                String location = line.location() != null ? line.location() : returned.location();
                if (location != null) {
                    goods.merge(
                            new StockKey(line.sku(), location), line.quantity().negate(), BigDecimal::add);
                }
            }
        }
        return goods;
    }

    private static @Nullable String parent(CanonicalEvent event) {
        if (!(event instanceof Return returned) || returned.order().id() == null) {
            return null;
        }
        String system = returned.order().system();
        return OrderPosting.subject(new OrderKey(
                system == null ? returned.system() : system, returned.order().id()));
    }

    private static Map<StockKey, BigDecimal> goods(OrderStanding standing) {
        Map<StockKey, BigDecimal> goods = new TreeMap<>(standing.gone());
        OrderClaims.promises(standing)
                .values()
                .forEach(promise -> goods.merge(
                        new StockKey(promise.sku(), promise.location()), promise.quantity(), BigDecimal::add));
        return goods;
    }
}
