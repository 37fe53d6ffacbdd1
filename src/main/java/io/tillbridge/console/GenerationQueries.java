package io.tillbridge.console;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The generations of connections as PostgreSQL has them. */
@Component
final class GenerationQueries {

    private final JdbcClient sql;

    GenerationQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /** One plan of the connection; {@code number} counts from 1. */
    record Generation(int number, String sha256, Instant startedAt) {}

    /** Newest first; at most {@code limit}. */
    List<Generation> of(String connection, long before, int limit) {
        return sql.sql("select generation, plan_sha256, started_at from generation"
                        + " where connection = ? and generation < ? order by generation desc limit ?")
                .params(connection, before, limit)
                .query((row, number) -> new Generation(
                        row.getInt(1), row.getString(2), row.getTimestamp(3).toInstant()))
                .list();
    }
}
