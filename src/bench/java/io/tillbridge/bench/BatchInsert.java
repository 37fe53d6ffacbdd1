package io.tillbridge.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What PostgreSQL itself can take: the very rows that the hub wrote for orders, read back and batch-inserted into empty
 * copies of their tables with the same indexes, 300 documents a transaction, by one client.
 */
final class BatchInsert {

    private static final int DOCUMENTS = 6_000;
    private static final int BATCH = 300;
    private static final List<String> TABLES =
            List.of("message", "message_raw", "receipt", "sales_order", "stock_claim");

    private record Table(String name, String insert, List<Object[]> rows, int perDocument) {}

    private BatchInsert() {}

    /** Rows and documents a second of one round over all documents read. */
    record Rate(double rows, double documents) {}

    /** Copies rows until each of {@code rounds} rounds has inserted all of them once; the first round warms up. */
    static List<Rate> measure(Connection database, int rounds) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (Statement statement = database.createStatement()) {
            statement.execute("create temporary table bench_sample as select message_id from message"
                    + " where state = 'posted' order by message_id desc limit " + DOCUMENTS);
            for (String name : TABLES) {
                statement.execute("drop table if exists bench_" + name);
                statement.execute("create table bench_" + name + " (like " + name + " including all)");
                tables.add(read(statement, name));
            }
        }
        List<Rate> rates = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            truncate(database);
            Rate rate = insert(database, tables);
            if (round > 0) {
                rates.add(rate);
            }
        }
        try (Statement statement = database.createStatement()) {
            for (String name : TABLES) {
                statement.execute("drop table bench_" + name);
            }
        }
        return rates;
    }

    private static void truncate(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            for (String name : TABLES) {
                statement.execute("truncate bench_" + name);
            }
        }
    }

    private static Table read(Statement statement, String name) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "select t.* from " + name + " t join bench_sample using (message_id)" + " order by message_id")) {
            ResultSetMetaData columns = rows.getMetaData();
            int width = columns.getColumnCount();
            List<Object[]> read = new ArrayList<>();
            while (rows.next()) {
                Object[] row = new Object[width];
                for (int i = 0; i < width; i++) {
                    row[i] = rows.getObject(i + 1);
                }
                read.add(row);
            }
            String insert = "insert into bench_" + name + " values ("
                    + String.join(", ", Collections.nCopies(width, "?")) + ")";
            return new Table(name, insert, read, Math.max(1, Math.round(read.size() / (float) DOCUMENTS)));
        }
    }

    private static Rate insert(Connection database, List<Table> tables) throws SQLException {
        database.setAutoCommit(false);
        long began = System.nanoTime();
        long rows = 0;
        int documents = tables.get(0).rows().size();
        for (int from = 0; from < documents; from += BATCH) {
            for (Table table : tables) {
                int first = Math.min(table.rows().size(), from * table.perDocument());
                int last = Math.min(table.rows().size(), (from + BATCH) * table.perDocument());
                rows += insert(database, table, first, last);
            }
            database.commit();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        database.setAutoCommit(true);
        return new Rate(rows / seconds, documents / seconds);
    }

    private static int insert(Connection database, Table table, int first, int last) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(table.insert())) {
            for (Object[] row : table.rows().subList(first, last)) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
        return last - first;
    }
}
