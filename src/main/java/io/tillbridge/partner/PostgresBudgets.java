package io.tillbridge.partner;

import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Budgets that all nodes share, a row each, by database time: nodes whose clocks differ agree on what is left. A grant does
 * not wait for the disk; a database that crashes may forget those of its last second.
 */
final class PostgresBudgets implements BudgetBook {

    private static final String READ = """
            select clock_timestamp(), state, set_config('synchronous_commit', 'off', true)
              from call_budget where name = ? for update
            """;

    private static final String ADD = "insert into call_budget (name) values (?) on conflict (name) do nothing";

    private static final String WRITE = "update call_budget set state = ? where name = ?";

    private static final String CLOSE = """
            insert into call_budget as b (name, closed_until) values (?, clock_timestamp() + ? * interval '1 millisecond')
            on conflict (name) do update set closed_until = greatest(b.closed_until, excluded.closed_until)
            """;

    private static final String CLOSED = """
            select name, ceil(extract(epoch from closed_until - clock_timestamp()) * 1000)::bigint
              from call_budget where closed_until > clock_timestamp()
            """;

    /** A twentieth of the period, so that little of a budget is lost, and never so long that much is held back. */
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final DataSource database;

    PostgresBudgets(DataSource database) {
        this.database = database;
    }

    private record Kept(Instant now, String state) {}

    @Override
    public BudgetGrant settle(BudgetAsk ask) throws SQLException {
        return Transactions.in(database, tx -> {
            Kept kept = read(tx, ask.name()).orElse(null);
            if (kept == null) {
                add(tx, ask.name());
                kept = read(tx, ask.name())
                        .orElseThrow(() -> new SQLException("budget " + ask.name() + " was removed while it was made"));
            }
            BudgetLedger ledger = BudgetLedger.of(kept.state());
            BudgetGrant grant = ledger.settle(ask, kept.now());
            try (PreparedStatement write = tx.prepareStatement(WRITE)) {
                write.setString(1, ledger.json());
                write.setString(2, ask.name());
                write.executeUpdate();
            }
            return grant;
        });
    }

    private static Optional<Kept> read(Connection tx, String name) throws SQLException {
        try (PreparedStatement read = tx.prepareStatement(READ)) {
            read.setString(1, name);
            try (ResultSet rows = read.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Kept(rows.getTimestamp(1).toInstant(), rows.getString(2)))
                        : Optional.empty();
            }
        }
    }

    private static void add(Connection tx, String name) throws SQLException {
        try (PreparedStatement add = tx.prepareStatement(ADD)) {
            add.setString(1, name);
            add.executeUpdate();
        }
    }

    @Override
    public void close(String name, Duration pause) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement close = connection.prepareStatement(CLOSE)) {
            close.setString(1, name);
            close.setLong(2, pause.toMillis());
            close.executeUpdate();
        }
    }

    @Override
    public Map<String, Duration> closed() throws SQLException {
        Map<String, Duration> closed = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement read = connection.prepareStatement(CLOSED);
                ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                closed.put(rows.getString(1), Duration.ofMillis(rows.getLong(2)));
            }
        }
        return closed;
    }

    @Override
    public Duration usable(Duration per) {
        Duration twentieth = per.dividedBy(20);
        if (twentieth.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return twentieth.compareTo(LONGEST) > 0 ? LONGEST : twentieth;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
