package io.tillbridge.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What PostgreSQL says it has done so far (postgresql.org/docs/18/monitoring-stats.html).
 *
 * @param inPlace updates that touched no index (HOT)
 */
record DatabaseWork(long walBytes, long fullPages, long commits, long inserted, long updated, long inPlace) {

    private static final String COUNTERS = """
            select w.wal_bytes::bigint, w.wal_fpi, d.xact_commit, t.ins, t.upd, t.hot
              from pg_stat_wal w,
                   (select xact_commit from pg_stat_database where datname = current_database()) d,
                   (select sum(n_tup_ins) as ins, sum(n_tup_upd) as upd, sum(n_tup_hot_upd) as hot
                      from pg_stat_user_tables) t
            """;

    static DatabaseWork of(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(COUNTERS)) {
            row.next();
            return new DatabaseWork(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
        }
    }

    DatabaseWork minus(DatabaseWork before) {
        return new DatabaseWork(
                walBytes - before.walBytes,
                fullPages - before.fullPages,
                commits - before.commits,
                inserted - before.inserted,
                updated - before.updated,
                inPlace - before.inPlace);
    }
}
