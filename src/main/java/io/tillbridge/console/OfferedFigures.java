package io.tillbridge.console;

import io.tillbridge.catalog.ItemComponents;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.Moments;
import io.tillbridge.stock.Availability;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Bundle;
import io.tillbridge.stock.BundleNetwork;
import io.tillbridge.stock.DatedRows;
import io.tillbridge.stock.DatedStock;
import io.tillbridge.stock.Moment;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.StockQueries;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
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
            @Nullable BundleNetwork bundle,
            DatedFigures dated) {}

    /** What figures are made of, at one instant. */
    private record Read(
            Moment moment, Map<String, BigDecimal> components, Map<String, List<Balance>> parts, DatedStock dated) {

        Moment of(LocalDate day) {
            return day.isAfter(dated.today()) ? moment.ofLaterDay(day) : moment;
        }
    }

    /** The figures of an item with these balances. */
    Figures of(String sku, List<Balance> balances, Offer offer, Instant at) {
        Read read = read(sku, at);
        NetworkAvailability now = network(sku, balances, offer, read, read.moment(), null);
        DatedFigures dated = new DatedFigures(read.dated(), days(now, offer, read), rows(sku, balances, offer, read));
        return new Figures(read.moment(), now, bundle(sku, now, offer, read, read.moment(), null), dated);
    }

    private SortedSet<LocalDate> days(NetworkAvailability now, Offer offer, Read read) {
        SortedSet<LocalDate> days = read.dated().days();
        now.locations()
                .forEach(one -> days.addAll(policy.buffers()
                        .turning(
                                read.dated().today(),
                                policy.locations().of(one.balance().location()),
                                offer)));
        return days;
    }

    /** Made once for each day, or once for all later ones when no rule turns. */
    private Function<LocalDate, DatedFigures.Row> rows(String sku, List<Balance> balances, Offer offer, Read read) {
        Map<LocalDate, DatedFigures.Row> rows = new HashMap<>();
        LocalDate tomorrow = read.dated().today().plusDays(1);
        return day -> rows.computeIfAbsent(
                day.isAfter(tomorrow) && !policy.buffers().timed() ? tomorrow : day,
                by -> row(sku, balances, offer, read, read.of(by)));
    }

    private DatedFigures.Row row(String sku, List<Balance> balances, Offer offer, Read read, Moment ruled) {
        DatedFigures.Row row = new DatedFigures.Row();
        for (LocalDate day : read.dated().days()) {
            NetworkAvailability then = network(sku, balances, offer, read, ruled, day);
            row.add(day, then, bundle(sku, then, offer, read, ruled, day));
        }
        return row;
    }

    private static List<Balance> on(String sku, List<Balance> now, Read read, @Nullable LocalDate day) {
        return day == null ? now : read.dated().on(day, sku, now);
    }

    /** @param day null: as it is */
    private NetworkAvailability network(
            String sku, List<Balance> balances, Offer offer, Read read, Moment ruled, @Nullable LocalDate day) {
        List<Balance> own = on(sku, balances, read, day);
        if (read.components().isEmpty()) {
            return network(own, offer, ruled);
        }
        List<Balance> all = new ArrayList<>();
        read.parts().forEach((part, places) -> all.addAll(on(part, places, read, day)));
        return network(BundleNetwork.places(sku, own, all), offer, ruled);
    }

    private @Nullable BundleNetwork bundle(
            String sku, NetworkAvailability own, Offer offer, Read read, Moment ruled, @Nullable LocalDate day) {
        if (read.components().isEmpty()) {
            return null;
        }
        Map<String, NetworkAvailability> parts = new TreeMap<>();
        read.parts().forEach((part, places) -> parts.put(part, network(on(part, places, read, day), offer, ruled)));
        return new BundleNetwork(new Bundle(sku, read.components()), own, parts);
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
                Map<String, List<Balance>> parts = new TreeMap<>();
                components.keySet().forEach(part -> parts.put(part, stock.balances(part)));
                return new Read(
                        Moments.of(tx, policy, skus, at),
                        components,
                        parts,
                        DatedRows.of(
                                tx, skus, policy.dated(), at, policy.locations().zone()));
            });
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("components and conditions of " + sku, e);
        }
    }
}
