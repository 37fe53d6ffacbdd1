package io.tillbridge.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL 18 server owned by this process and durable like any other: its cluster lies in the data directory, it
 * flushes what it commits, listens on loopback only and asks for a generated password.
 *
 * <p>It drives initdb and pg_ctl itself because the class that comes with the binaries starts the server with {@code
 * -F} and trust authentication and waits no longer than five seconds for a clean stop.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);

    static final String USER = "tillbridge";
    static final String DATABASE = "tillbridge";

    private final DataDirectory data;
    private final PostgresCommand command;
    private final String password;
    private final int port;

    private LocalPostgres(DataDirectory data, PostgresCommand command, String password, int port) {
        this.data = data;
        this.command = command;
        this.password = password;
        this.port = port;
    }

    /**
     * Starts the server on the cluster in {@code data}, making the cluster first if there is none. A server that a
     * killed run left behind is stopped first: its sessions hold locks for work that nobody waits for any more.
     *
     * @param port the loopback port, or 0 for any free one
     * @param maxConnections the server's limit
     * @throws StartupFailure {@code postgres_not_started} with what PostgreSQL said
     */
    public static LocalPostgres start(DataDirectory data, int port, int maxConnections) {
        try {
            PostgresCommand command = new PostgresCommand(PostgresPrograms.unpack(data.postgresPrograms()));
            String password = PrivateFiles.readOrGenerate(data.secrets().resolve("postgres-password"));
            Files.createDirectories(data.logs());
            PostgresCluster.create(data, command, USER, password);
            stopOrphan(data, command);
            int chosen = port == 0 ? freePort() : port;
            Files.writeString(
                    data.postgres().resolve(PostgresCluster.SETTINGS),
                    PostgresSettings.file(chosen, data.logs(), maxConnections));
            command.run(
                    "pg_ctl",
                    "start",
                    "-w",
                    "-D",
                    data.postgres().toString(),
                    "-l",
                    data.logs().resolve("postgres-start.log").toString());
            LocalPostgres server = new LocalPostgres(data, command, password, chosen);
            server.createDatabase();
            return server;
        } catch (IOException | SQLException e) {
            throw new StartupFailure(
                    "postgres_not_started",
                    "Embedded PostgreSQL in " + data.postgres() + " did not start (" + oneLine(e) + "); see "
                            + data.logs() + ", or use a PostgreSQL of your own with tillbridge.database.url.",
                    e);
        }
    }

    private static void stopOrphan(DataDirectory data, PostgresCommand command) throws IOException {
        Optional<PostmasterPid> orphan = PostmasterPid.read(data.postgres()).filter(PostmasterPid::runs);
        if (orphan.isPresent()) {
            LOG.warn(
                    "postgres.orphan_stopped pid={} port={} why=\"left running by a killed process\"",
                    orphan.get().pid(),
                    orphan.get().port());
            stop(data, command);
        }
    }

    private static void stop(DataDirectory data, PostgresCommand command) throws IOException {
        command.run(
                "pg_ctl",
                "stop",
                "-w",
                "-t",
                "90",
                "-m",
                "fast",
                "-D",
                data.postgres().toString());
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        url("postgres"), new DatabaseAccess(url("postgres"), USER, password).properties());
                Statement statement = connection.createStatement()) {
            boolean exists = statement
                    .executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")
                    .next();
            if (!exists) {
                statement.execute("create database " + DATABASE);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }

    /** How to reach the hub's database. */
    public DatabaseAccess access() {
        return new DatabaseAccess(url(DATABASE), USER, password);
    }

    /** Stops the server after a checkpoint; sessions still open are ended. */
    @Override
    public void close() {
        try {
            stop(data, command);
        } catch (IOException e) {
            LOG.error("postgres.stop_failed reason=\"{}\"", oneLine(e));
        }
    }
}
