package io.tillbridge.console;

import io.tillbridge.catalog.ItemComponents;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.Moments;
import io.tillbridge.stock.Availability;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Bundle;
import io.tillbridge.stock.BundleNetwork;
import io.tillbridge.stock.Moment;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.StockQueries;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** Reads what a figure is made of, and makes it. */
@Component
final class OfferedFigures {

    private final DataSource database;
    private final StockQueries stock;
    private final AvailabilityPolicy policy;

    OfferedFigures(DataSource database, StockQueries stock, AvailabilityPolicy policy) {
        this.database = database;
        this.stock = stock;
        this.policy = policy;
    }

    /** @param bundle null for an item that is not made of others */
    record Figures(
            Moment moment,
            NetworkAvailability network,
            @Nullable BundleNetwork bundle) {}

    private record Read(Moment moment, Map<String, BigDecimal> components) {}

    /** The figures of an item with these balances. */
    Figures of(String sku, List<Balance> balances, Offer offer, Instant at) {
        Read read = read(sku, at);
        if (read.components().isEmpty()) {
            return new Figures(read.moment(), network(balances, offer, read.moment()), null);
        }
        Map<String, NetworkAvailability> parts = new TreeMap<>();
        List<Balance> all = new ArrayList<>();
        for (String component : read.components().keySet()) {
            List<Balance> places = stock.balances(component);
            all.addAll(places);
            parts.put(component, network(places, offer, read.moment()));
        }
        NetworkAvailability own = network(BundleNetwork.places(sku, balances, all), offer, read.moment());
        return new Figures(read.moment(), own, new BundleNetwork(new Bundle(sku, read.components()), own, parts));
    }

    private NetworkAvailability network(List<Balance> balances, Offer offer, Moment moment) {
        return NetworkAvailability.of(balances, balance -> {
            Availability one = policy.of(balance, offer, moment);
            return moment.stale().containsKey(balance.location()) ? one.unknown() : one;
        });
    }

    private Read read(String sku, Instant at) {
        try {
            return Transactions.in(database, tx -> {
                Map<String, BigDecimal> components =
                        ItemComponents.of(tx, List.of(sku)).getOrDefault(sku, Map.of());
                List<String> skus = new ArrayList<>(components.keySet());
                skus.add(sku);
                return new Read(Moments.of(tx, policy, skus, at), components);
            });
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("components and conditions of " + sku, e);
        }
    }
}
