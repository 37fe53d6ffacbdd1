package io.tillbridge.connector;

import io.tillbridge.platform.SqlTimes;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The record of the plans that ran, in table {@code generation}: a plan that equals the connection's newest one keeps its
 * number, any other gets the next. Several nodes that start with the same files agree on one number.
 */
public final class Generations {

    private static final String RECORD = """
            with newest as (
                select generation, plan_sha256 from generation where connection = :connection
                 order by generation desc limit 1),
            added as (
                insert into generation (connection, generation, plan_sha256, started_at)
                select :connection, coalesce((select generation from newest), 0) + 1, :sha256, :now
                 where not exists (select 1 from newest where plan_sha256 = :sha256)
                on conflict do nothing
                returning generation)
            select coalesce((select generation from added), (select generation from newest), 1)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    public Generations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Numbers of plans that are to run now, by connection. */
    public Map<String, Integer> record(Collection<ConnectionPlan> plans) {
        Map<String, Integer> numbers = new TreeMap<>();
        for (ConnectionPlan plan : plans) {
            numbers.put(
                    plan.id(),
                    jdbc.sql(RECORD)
                            .param("connection", plan.id())
                            .param("sha256", plan.sha256())
                            .param("now", SqlTimes.of(clock.instant()))
                            .query(Integer.class)
                            .single());
        }
        return numbers;
    }
}
