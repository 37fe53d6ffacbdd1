package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.support.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class LocalPostgresIT {

    @TempDir
    private Path temporary = Path.of("");

    @Test
    void whatIsCommittedIsThereAfterTheNextStart() throws SQLException {
        try (DataDirectory data = DataDirectory.open(temporary, 0)) {
            try (LocalPostgres postgres = LocalPostgres.start(data, 0, 20)) {
                execute(postgres.access(), "create table kept (n int)");
                execute(postgres.access(), "insert into kept values (42)");
            }
            try (LocalPostgres postgres = LocalPostgres.start(data, 0, 20)) {
                assertThat(query(postgres.access(), "select n from kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void theServerIsDurableAndListensOnLoopbackOnly() throws SQLException {
        try (DataDirectory data = DataDirectory.open(temporary, 0);
                LocalPostgres postgres = LocalPostgres.start(data, 0, 20)) {
            assertThat(query(postgres.access(), "show fsync")).isEqualTo("on");
            assertThat(query(postgres.access(), "show synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres.access(), "show full_page_writes")).isEqualTo("on");
            assertThat(query(postgres.access(), "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres.access(), "show max_wal_size")).isEqualTo("4GB");
            DurabilityCheck.require(source(postgres.access()));
        }
    }

    @Test
    void aServerThatDoesNotFlushIsRefused() throws SQLException {
        try (DataDirectory data = DataDirectory.open(temporary, 0);
                LocalPostgres postgres = LocalPostgres.start(data, 0, 20)) {
            execute(postgres.access(), "alter role tillbridge set synchronous_commit = off");
            assertThatThrownBy(() -> DurabilityCheck.require(source(postgres.access())))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("synchronous_commit = off");
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndTheRightOneIsReadableByItsOwnerOnly() throws Exception {
        try (DataDirectory data = DataDirectory.open(temporary, 0);
                LocalPostgres postgres = LocalPostgres.start(data, 0, 20)) {
            DatabaseAccess right = postgres.access();
            assertThatThrownBy(() -> DriverManager.getConnection(right.url(), right.user(), "guess"))
                    .hasMessageContaining("password authentication failed");
            Path file = data.secrets().resolve("postgres-password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(right.toString()).doesNotContain(right.password());
        }
    }

    @Test
    void aServerLeftByAKilledRunIsStoppedBeforeTheNextStart() throws Exception {
        try (DataDirectory data = DataDirectory.open(temporary, 0)) {
            LocalPostgres abandoned = LocalPostgres.start(data, 0, 20);
            PostmasterPid orphan = PostmasterPid.read(data.postgres()).orElseThrow();
            execute(abandoned.access(), "create table kept (n int)");
            assertThat(orphan.runs()).isTrue();
            try (LocalPostgres postgres = LocalPostgres.start(data, 0, 20)) {
                assertThat(orphan.runs()).isFalse();
                assertThat(query(postgres.access(), "select count(*) from kept"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void whatAKilledFirstStartLeftIsMadeAnew() throws Exception {
        Files.createDirectories(temporary.resolve("postgres.new"));
        Files.writeString(temporary.resolve("postgres.new/PG_VERSION"), "18\n");
        try (DataDirectory data = DataDirectory.open(temporary, 0);
                LocalPostgres postgres = LocalPostgres.start(data, 0, 20)) {
            assertThat(query(postgres.access(), "select 1")).isEqualTo("1");
            assertThat(temporary.resolve("postgres.new")).doesNotExist();
        }
    }

    @Test
    void anInitdbThatOutlivedItsKilledHubIsEnded() throws Exception {
        try (DataDirectory data = DataDirectory.open(temporary, 0)) {
            Path cluster = temporary.resolve("postgres.new");
            PostgresCommand command = new PostgresCommand(PostgresPrograms.unpack(data.postgresPrograms()));
            CompletableFuture<Void> left = CompletableFuture.runAsync(() -> initdb(command, cluster));
            Eventually.holds(() -> assertThat(cluster.resolve("PG_VERSION")).exists());
            try (LocalPostgres postgres = LocalPostgres.start(data, 0, 20)) {
                assertThat(query(postgres.access(), "select 1")).isEqualTo("1");
            }
            assertThatThrownBy(left::join).hasMessageContaining("initdb ended with");
            assertThat(cluster).doesNotExist();
        }
    }

    @Test
    void aClusterWithoutDataThatWasNeverFinishedIsMadeAnew() throws Exception {
        Files.createDirectories(temporary.resolve("postgres/base/1"));
        Files.writeString(temporary.resolve("postgres/PG_VERSION"), "18\n");
        Files.writeString(temporary.resolve("postgres/base/1/1259_fsm"), "");
        try (DataDirectory data = DataDirectory.open(temporary, 0);
                LocalPostgres postgres = LocalPostgres.start(data, 0, 20)) {
            assertThat(query(postgres.access(), "select 1")).isEqualTo("1");
            assertThat(temporary.resolve("postgres.unfinished/PG_VERSION")).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres/base/5", "postgres/postgres/base/5"})
    void aClusterThatWasNeverFinishedButHoldsDataIsLeftAloneAndTold(String database) throws Exception {
        Path table = temporary.resolve(database).resolve("16384");
        Files.createDirectories(temporary.resolve(database));
        Files.writeString(temporary.resolve("postgres/PG_VERSION"), "18\n");
        Files.writeString(table, "");
        try (DataDirectory data = DataDirectory.open(temporary, 0)) {
            assertThatThrownBy(() -> LocalPostgres.start(data, 0, 20))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("include 'tillbridge.conf'");
        }
        assertThat(table).exists();
    }

    private static void initdb(PostgresCommand command, Path cluster) {
        try {
            command.run("initdb", "-D", cluster.toString(), "-U", "tillbridge", "-A", "trust");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PGSimpleDataSource source(DatabaseAccess access) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(access.url());
        source.setUser(access.user());
        source.setPassword(access.password());
        return source;
    }

    private static void execute(DatabaseAccess access, String sql) throws SQLException {
        try (Connection connection = source(access).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(DatabaseAccess access, String sql) throws SQLException {
        try (Connection connection = source(access).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
