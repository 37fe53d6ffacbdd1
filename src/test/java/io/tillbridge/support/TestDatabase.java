package io.tillbridge.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL, started once per JVM and migrated once into a template; every caller gets an empty database of its
 * own from that template.
 */
public final class TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabase() {}

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("create database template_tillbridge");
                }
                Flyway.configure()
                        .dataSource(postgres.getDatabase("postgres", "template_tillbridge"))
                        .load()
                        .migrate();
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException("the test PostgreSQL did not start", e);
            } catch (SQLException e) {
                throw new IllegalStateException("the test template was not made", e);
            }
        }
    }

    /** A new database with all tables and no rows. */
    public static DataSource fresh() {
        return create("template_tillbridge");
    }

    /** A new database without any table, for tests of migrations. */
    public static DataSource empty() {
        return create("template1");
    }

    private static DataSource create(String template) {
        String name = "test_" + NUMBER.incrementAndGet();
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        } catch (SQLException e) {
            throw new IllegalStateException("no database from the template", e);
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + name);
        source.setUser("postgres");
        source.setReWriteBatchedInserts(true);
        return source;
    }
}
