package io.tillbridge.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The JVM's one PostgreSQL for tests. It flushes nothing: no test pulls the plug of this server, and those that kill a
 * whole hub kill one with a durable PostgreSQL of its own.
 */
final class TestPostgres {

    /** The database with all tables and no rows. */
    static final String TEMPLATE = "template_tillbridge";

    private static final EmbeddedPostgres SERVER = start();

    private TestPostgres() {}

    private static EmbeddedPostgres start() {
        Path data = FastDisk.directory("postgres");
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            FastDisk.beforeRemoval(() -> stop(postgres));
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + TEMPLATE);
            }
            Flyway.configure()
                    .dataSource(postgres.getDatabase("postgres", TEMPLATE))
                    .load()
                    .migrate();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("the test PostgreSQL did not start", e);
        } catch (SQLException e) {
            throw new IllegalStateException("the test template was not made", e);
        }
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            // It ends by itself as soon as it misses its files
        }
    }

    static DataSource database(String name) {
        return SERVER.getDatabase("postgres", name);
    }

    static int port() {
        return SERVER.getPort();
    }
}
