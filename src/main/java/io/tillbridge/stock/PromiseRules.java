package io.tillbridge.stock;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What may be promised by the rules, conditions and sources of a moment. */
@FunctionalInterface
public interface PromiseRules {

    /**
     * The rules for some items, in the caller's transaction; locks nothing.
     *
     * @throws SQLException as PostgreSQL says
     */
    Promises at(Connection transaction, Collection<String> skus, Instant at) throws SQLException;

    /** Rules that keep back nothing but safety stock. */
    static PromiseRules of(SafetyStock safetyStock) {
        return (transaction, skus, at) -> Promises.of(safetyStock);
    }

    /** What may be promised of a balance to an offer. */
    @FunctionalInterface
    interface Promises {

        Availability of(Balance balance, Offer offer);

        /** The quota of an item in the offer's channel; null: none. */
        default Quota.@Nullable Standing quota(String sku, Offer offer) {
            return null;
        }

        /** Nothing but safety stock is kept back. */
        static Promises of(SafetyStock safetyStock) {
            return (balance, offer) -> new Availability(balance, safetyStock.units(balance.sku(), balance.location()));
        }
    }
}
