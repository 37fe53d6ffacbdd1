package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
