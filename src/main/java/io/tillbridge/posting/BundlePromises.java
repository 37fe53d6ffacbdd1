package io.tillbridge.posting;

import io.tillbridge.posting.OrderClaims.Promise;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an order promises of its bundles: first of what was built beforehand, then of their components. Pure. */
final class BundlePromises {

    private final SoldBundles bundles;

    /** By bundle and location, what has left; what is promised next is counted on top. */
    private final Map<StockKey, BigDecimal> spent;

    private final Map<String, Promise> promises = new LinkedHashMap<>();

    private BundlePromises(SoldBundles bundles, Map<StockKey, BigDecimal> gone) {
        this.bundles = bundles;
        spent = new HashMap<>(gone);
    }

    /**
     * The promises with those of bundles replaced by those of what lies on the shelf.
     *
     * @param gone by bundle and location, what of the order has left
     */
    static Map<String, Promise> of(Map<String, Promise> said, SoldBundles bundles, Map<StockKey, BigDecimal> gone) {
        BundlePromises all = new BundlePromises(bundles, gone);
        said.forEach(all::add);
        return all.promises;
    }

    private void add(String name, Promise said) {
        SoldBundle bundle = bundles.of(said.sku());
        if (bundle == null) {
            promises.put(name, said);
            return;
        }
        StockKey at = new StockKey(said.sku(), said.location());
        BigDecimal before = spent.getOrDefault(at, BigDecimal.ZERO).max(BigDecimal.ZERO);
        spent.put(at, before.add(said.quantity()));
        BigDecimal ofBuilt = bundle.built(said.location())
                .subtract(before)
                .max(BigDecimal.ZERO)
                .min(said.quantity());
        put(name, said, said.sku(), ofBuilt, before);
        BigDecimal made = said.quantity().subtract(ofBuilt);
        bundle.components()
                .forEach((component, per) -> put(part(name, component), said, component, made.multiply(per), before));
    }

    /** The claim of a component, by that of its bundle. */
    static String part(String name, String component) {
        return "part|" + name + "|" + component;
    }

    private void put(String name, Promise said, String sku, BigDecimal quantity, BigDecimal before) {
        ClaimState state = said.state();
        if (quantity.signum() == 0 && state.open()) {
            state = before.signum() > 0 ? ClaimState.CONSUMED : ClaimState.RELEASED;
        }
        promises.put(name, new Promise(said.line(), sku, said.location(), quantity, state, said.terms()));
    }
}
