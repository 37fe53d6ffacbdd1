package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps stock by lot with the movements, inside the caller's transaction, which holds the balances' locks. */
final class LotRows {

    private static final String ADD = """
            insert into stock_lot as l (sku, location, bucket, lot, quantity)
            select s, p, b, o, q from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[]) as row (s, p, b, o, q)
            on conflict (sku, location, bucket, lot) do update set quantity = l.quantity + excluded.quantity
            """;

    private LotRows() {}

    /** A lot of an item in a bucket of a location. */
    private record Key(String sku, String location, String bucket, String lot) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = sku.compareTo(other.sku);
            order = order != 0 ? order : location.compareTo(other.location);
            order = order != 0 ? order : bucket.compareTo(other.bucket);
            return order != 0 ? order : lot.compareTo(other.lot);
        }
    }

    /** Adds up what the movements of lots change; nothing is asked when none names one. */
    static void add(Connection transaction, List<Movement> movements) throws SQLException {
        Map<Key, BigDecimal> changes = new TreeMap<>();
        for (Movement movement : movements) {
            String lot = movement.details().lot();
            if (lot != null) {
                add(
                        changes,
                        movement,
                        movement.from(),
                        movement.fromBucket(),
                        lot,
                        movement.quantity().negate());
                add(changes, movement, movement.to(), movement.toBucket(), lot, movement.quantity());
            }
        }
        changes.values().removeIf(quantity -> quantity.signum() == 0);
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(ADD)) {
            Columns.bind(statement, List.copyOf(changes.entrySet()), 1)
                    .text(entry -> entry.getKey().sku())
                    .text(entry -> entry.getKey().location())
                    .text(entry -> entry.getKey().bucket())
                    .text(entry -> entry.getKey().lot())
                    .decimal(Map.Entry::getValue);
            statement.executeUpdate();
        }
    }

    private static void add(
            Map<Key, BigDecimal> changes,
            Movement movement,
            Place place,
            Bucket bucket,
            String lot,
            BigDecimal quantity) {
        if (place.isLocation()) {
            changes.merge(new Key(movement.sku(), place.name(), bucket.word(), lot), quantity, BigDecimal::add);
        }
    }
}
