package io.tillbridge.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the books and the sinks hold what was sent, no more and no less.
 *
 * @param lost order lines that the books or a sink miss, the worst of them
 * @param doubled order lines that they hold beyond those sent
 * @param remarks what was found wrong, for people
 */
record BooksCheck(long lost, long doubled, List<String> remarks) {

    /**
     * Compares balance by balance.
     *
     * @param expected lines answered 2xx, by key
     */
    static BooksCheck of(Connection database, BenchSettings settings, int[] expected, List<Sink> sinks)
            throws SQLException {
        List<String> remarks = new ArrayList<>();
        long[] claims = new long[expected.length];
        long[] balances = new long[expected.length];
        read(database, "select sku, location, sum(quantity) from stock_claim group by 1, 2", settings, claims);
        read(database, "select sku, location, claimed from stock_balance", settings, balances);
        long lost = 0;
        long doubled = 0;
        long[][] holders = new long[2 + sinks.size()][];
        String[] names = new String[holders.length];
        holders[0] = claims;
        names[0] = "claims";
        holders[1] = balances;
        names[1] = "balances";
        for (int s = 0; s < sinks.size(); s++) {
            names[2 + s] = "sink " + (s + 1);
            holders[2 + s] = new long[expected.length];
            for (int key = 0; key < expected.length; key++) {
                holders[2 + s][key] = sinks.get(s).claimed(key);
            }
        }
        for (int h = 0; h < holders.length; h++) {
            long missing = 0;
            long beyond = 0;
            for (int key = 0; key < expected.length; key++) {
                long difference = expected[key] - holders[h][key];
                missing += Math.max(0, difference);
                beyond += Math.max(0, -difference);
            }
            if (missing + beyond > 0) {
                remarks.add(names[h] + ": " + missing + " lines missing, " + beyond + " beyond those sent");
            }
            lost = Math.max(lost, missing);
            doubled = Math.max(doubled, beyond);
        }
        long open = HubDatabase.number(database, "select count(*) from message where state <> 'posted'");
        if (open > 0) {
            remarks.add(open + " messages are not posted");
        }
        long dead = HubDatabase.number(database, "select count(*) from dead_letter");
        if (dead > 0) {
            remarks.add(dead + " dead letters");
        }
        return new BooksCheck(lost, doubled, remarks);
    }

    private static void read(Connection database, String sql, BenchSettings settings, long[] into) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                into[Sequences.key(rows.getString(1), rows.getString(2), settings)] = rows.getLong(3);
            }
        }
    }
}
