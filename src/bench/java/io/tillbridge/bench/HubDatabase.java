package io.tillbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The hub's own database, from outside: sets the stage before a run and checks the books after it. */
final class HubDatabase {

    /** Pieces of every item at every location before the first order. */
    static final long START = 100_000_000L;

    private HubDatabase() {}

    /** Connects to the embedded server of a data directory. */
    static Connection connect(Path data) throws IOException, SQLException {
        var pid = Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"));
        String password = Files.readString(data.resolve("secrets").resolve("postgres-password"))
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + pid.get(3).strip() + "/tillbridge?reWriteBatchedInserts=true",
                "tillbridge",
                password);
    }

    /**
     * Items, locations and stock. The server keeps the commit time of every transaction from its next start on: it tells
     * afterwards which document brought which sequence, and costs the hub ten bytes a transaction.
     */
    static void prepare(Connection database, BenchSettings settings) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("alter system set track_commit_timestamp = on");
        }
        update(database, """
                insert into item (sku, name, updated_at)
                select 'SKU-' || (10000 + i), 'Item ' || i, now() from generate_series(0, ? - 1) i
                on conflict do nothing""", settings.items());
        update(database, """
                insert into cross_reference (connection, kind, remote_id, local_id, updated_at)
                select 'bench-shop', 'shopify.location', (700001 + l)::text, 'L' || (1 + l), now()
                  from generate_series(0, ? - 1) l
                on conflict do nothing""", settings.locations());
        update(database, """
                insert into stock_balance (sku, location, sellable, changed_at)
                select 'SKU-' || (10000 + i), 'L' || (1 + l), %d, now()
                  from generate_series(0, ? - 1) i, generate_series(0, ? - 1) l
                on conflict do nothing""".formatted(START), settings.items(), settings.locations());
        update(database, """
                insert into stock_movement (message_id, sku, quantity, from_place, from_bucket, to_place, to_bucket,
                                            reason, occurred_at, posted_at)
                select '00000000-0000-7000-8000-000000000000', sku, sellable, 'supplier', 'sellable', location, 'sellable',
                       'receipt', now(), now() from stock_balance""");
    }

    private static void update(Connection database, String sql, int... arguments) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setInt(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }

    /** One number. */
    static long number(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
