package io.tillbridge.posting;

import io.tillbridge.books.SoldPrice;
import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The table of the lowest sold prices, by item, currency and day; written in the order of its key. */
final class SoldPriceRows {

    private static final String KNOWN = """
            select p.sku, p.currency, p.day, p.net + p.tax from sold_price p
              join unnest(?::text[], ?::text[], ?::text[]) as row (s, c, d)
                on p.sku = s and p.currency = c and p.day = d::date
            """;

    private static final String PUT = """
            insert into sold_price as p (sku, currency, day, net, tax)
            select s, c, d::date, n, t
              from unnest(?::text[], ?::text[], ?::text[], ?::numeric[], ?::numeric[]) as row (s, c, d, n, t)
            on conflict (sku, currency, day) do update
               set net = excluded.net, tax = excluded.tax where excluded.net + excluded.tax < p.net + p.tax
            """;

    private static final String LOWEST = """
            select distinct on (sku) sku, currency, net, tax from sold_price
             where sku = any (?::text[]) and day between ?::date and ?::date and (?::text is null or currency = ?)
             order by sku, net + tax, currency
            """;

    private SoldPriceRows() {}

    /** What is kept by. */
    record Day(String sku, String currency, LocalDate day) implements Comparable<Day> {

        private static final Comparator<Day> ORDER =
                Comparator.comparing(Day::sku).thenComparing(Day::currency).thenComparing(Day::day);

        @Override
        public int compareTo(Day other) {
            return ORDER.compare(this, other);
        }
    }

    /** Keeps those that are lower than what is known; most are not, and nothing is written or locked for them. */
    static void learn(Connection tx, Map<Day, SoldPrice> prices) throws SQLException {
        if (prices.isEmpty()) {
            return;
        }
        TreeMap<Day, SoldPrice> lower = new TreeMap<>(prices);
        Map<Day, BigDecimal> known = known(tx, lower.keySet());
        lower.entrySet().removeIf(one -> {
            BigDecimal before = known.get(one.getKey());
            return before != null && before.compareTo(one.getValue().paid()) <= 0;
        });
        if (lower.isEmpty()) {
            return;
        }
        List<Map.Entry<Day, SoldPrice>> rows = new ArrayList<>(lower.entrySet());
        try (PreparedStatement statement = tx.prepareStatement(PUT)) {
            Columns.bind(statement, rows, 1)
                    .text(row -> row.getKey().sku())
                    .text(row -> row.getKey().currency())
                    .text(row -> row.getKey().day().toString())
                    .decimal(row -> row.getValue().net())
                    .decimal(row -> row.getValue().tax());
            statement.executeUpdate();
        }
    }

    private static Map<Day, BigDecimal> known(Connection tx, Collection<Day> days) throws SQLException {
        Map<Day, BigDecimal> known = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(KNOWN)) {
            Columns.bind(statement, List.copyOf(days), 1)
                    .text(Day::sku)
                    .text(Day::currency)
                    .text(day -> day.day().toString());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.put(
                            new Day(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getDate(3).toLocalDate()),
                            rows.getBigDecimal(4));
                }
            }
        }
        return known;
    }

    /**
     * The lowest of each item that was sold on these days.
     *
     * @param currency null: any
     */
    static Map<String, SoldPrice> lowest(
            Connection tx, Collection<String> skus, LocalDate from, LocalDate to, @Nullable String currency)
            throws SQLException {
        Map<String, SoldPrice> lowest = new HashMap<>();
        try (PreparedStatement statement = tx.prepareStatement(LOWEST)) {
            statement.setArray(1, tx.createArrayOf("text", new TreeSet<>(skus).toArray()));
            statement.setString(2, from.toString());
            statement.setString(3, to.toString());
            statement.setString(4, currency);
            statement.setString(5, currency);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lowest.put(
                            rows.getString(1),
                            new SoldPrice(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getBigDecimal(3),
                                    rows.getBigDecimal(4)));
                }
            }
        }
        return lowest;
    }
}
