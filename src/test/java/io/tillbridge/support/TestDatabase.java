package io.tillbridge.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL, started once per JVM and migrated once into a template; every caller gets an empty database of its
 * own from that template, which is dropped when the caller's test class has ended.
 */
public final class TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final List<String> MADE = new ArrayList<>();
    private static final List<HikariDataSource> POOLS = new ArrayList<>();

    private TestDatabase() {}

    /** A new database with all tables and no rows, behind a pool as the hub has one: a connection costs more than a test. */
    public static DataSource fresh() {
        HikariConfig settings = new HikariConfig();
        settings.setDataSource(create(TestPostgres.TEMPLATE));
        settings.setMinimumIdle(0);
        settings.setMaximumPoolSize(60);
        HikariDataSource pool = new HikariDataSource(settings);
        synchronized (MADE) {
            POOLS.add(pool);
        }
        return pool;
    }

    /** A new database without any table, for tests of migrations; each connection to it is a new one. */
    public static DataSource empty() {
        return create("template1");
    }

    private static PGSimpleDataSource create(String template) {
        String name = "test_" + NUMBER.incrementAndGet();
        // Without a word on the strategy each page goes through the write-ahead log
        execute("create database " + name + " template " + template + " strategy file_copy");
        synchronized (MADE) {
            MADE.add(name);
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://localhost:" + TestPostgres.port() + "/" + name);
        source.setUser("postgres");
        source.setReWriteBatchedInserts(true);
        return source;
    }

    /** A test has ended: the server's connections are for the next one. */
    static void closeIdleConnections() {
        synchronized (MADE) {
            POOLS.forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
        }
    }

    /** A test class has ended, and nobody uses its databases any more. */
    static void dropAll() {
        synchronized (MADE) {
            POOLS.forEach(HikariDataSource::close);
            POOLS.clear();
            MADE.forEach(name -> execute("drop database " + name + " with (force)"));
            MADE.clear();
        }
    }

    private static void execute(String statement) {
        try (Connection connection = TestPostgres.database("postgres").getConnection();
                Statement administration = connection.createStatement()) {
            administration.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("refused by the test PostgreSQL: " + statement, e);
        }
    }
}
