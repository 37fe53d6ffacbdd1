package io.tillbridge.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * From occurred to delivered, found after the run. A balance's sequence grows by one with every transaction that changes
 * it, and those transactions commit one after the other because each locks the balance; so a document's sequence is the
 * rank of its transaction among those of its balance by commit time. A document is delivered when every sink holds both
 * its sequences or newer ones.
 */
final class Sequences {

    private static final String CLAIMS = """
            select sku, location, split_part(claim_key, '|', 3)::bigint, c.xmin::text::bigint,
                   (extract(epoch from pg_xact_commit_timestamp(c.xmin)) * 1000000)::bigint as committed
              from stock_claim c
             order by sku, location, committed
            """;

    private Sequences() {}

    /**
     * What the join found.
     *
     * @param delivered microseconds from due to delivered
     * @param missing documents that a sink never held
     * @param misjudged balances whose sequence is not what the ranks say; their documents may be off by one
     */
    record Found(Histogram delivered, int missing, int misjudged) {}

    static int key(String sku, String location, BenchSettings settings) {
        return Orders.key(
                Integer.parseInt(sku.substring(4)) - 10_000,
                Integer.parseInt(location.substring(1)) - 1,
                settings.locations());
    }

    /** Of the orders {@code from} (inclusive) to {@code to} (exclusive), by number. */
    static Found of(Connection database, BenchSettings settings, Orders orders, List<Sink> sinks, int from, int to)
            throws SQLException {
        long[] doneAt = new long[Math.max(0, to - from)];
        Arrays.fill(doneAt, Long.MIN_VALUE);
        long[] sequence = new long[settings.keys()];
        long[] transaction = new long[settings.keys()];
        Arrays.fill(sequence, 1);
        database.setAutoCommit(false);
        try (Statement statement = database.createStatement()) {
            statement.setFetchSize(5_000);
            try (ResultSet rows = statement.executeQuery(CLAIMS)) {
                while (rows.next()) {
                    int key = key(rows.getString(1), rows.getString(2), settings);
                    int order = (int) (rows.getLong(3) - Orders.FIRST_ORDER);
                    if (rows.getLong(4) != transaction[key]) {
                        transaction[key] = rows.getLong(4);
                        sequence[key]++;
                    }
                    if (order >= from && order < to && doneAt[order - from] != -1) {
                        for (Sink sink : sinks) {
                            long at = sink.heldAt(key, sequence[key]);
                            doneAt[order - from] = at < 0 ? -1 : Math.max(doneAt[order - from], at);
                            if (at < 0) {
                                break;
                            }
                        }
                    }
                }
            }
            return new Found(times(doneAt, orders, from), missing(doneAt), misjudged(statement, settings, sequence));
        } finally {
            database.setAutoCommit(true);
        }
    }

    private static Histogram times(long[] doneAt, Orders orders, int from) {
        Histogram delivered = new Histogram(600_000_000L, 3);
        for (int i = 0; i < doneAt.length; i++) {
            if (doneAt[i] >= 0) {
                long micros = (doneAt[i] - orders.sentAt.get(from + i)) / 1_000;
                delivered.recordValue(Math.min(600_000_000L, Math.max(0, micros)));
            }
        }
        return delivered;
    }

    private static int missing(long[] doneAt) {
        return (int) Arrays.stream(doneAt).filter(at -> at < 0).count();
    }

    private static int misjudged(Statement statement, BenchSettings settings, long[] sequence) throws SQLException {
        int wrong = 0;
        try (ResultSet rows = statement.executeQuery("select sku, location, sequence from stock_balance")) {
            while (rows.next()) {
                if (sequence[key(rows.getString(1), rows.getString(2), settings)] != rows.getLong(3)) {
                    wrong++;
                }
            }
        }
        return wrong;
    }
}
