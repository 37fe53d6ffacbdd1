package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigurationIT {

    private static final DatabaseProperties PROPERTIES =
            new DatabaseProperties(null, "", "", 0, 2, Duration.ofSeconds(5));

    @TempDir
    private Path temporary = Path.of("");

    private static HikariDataSource pool(DatabaseAccess access) throws SQLException {
        return new DatabaseConfiguration().dataSource(access, PROPERTIES);
    }

    @Test
    void whatTheServerRefusesIsToldWithoutTheRowAndAnUnsafeServerWithoutItsPassword() throws SQLException {
        try (DataDirectory data = DataDirectory.open(temporary, 0);
                LocalPostgres postgres = LocalPostgres.start(data, 0, 20);
                HikariDataSource pool = pool(postgres.access());
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table customer (name text primary key)");
            statement.execute("insert into customer values ('Erika Mustermann')");
            ThrowingCallable again = () -> statement.execute("insert into customer values ('Erika Mustermann')");
            assertThatThrownBy(again)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("customer_pkey")
                    .satisfies(refused -> assertThat(refused.toString()).doesNotContain("Erika"));

            statement.execute("alter role tillbridge set synchronous_commit = off");
            DatabaseAccess access = postgres.access();
            assertThatThrownBy(() -> pool(
                            new DatabaseAccess(access.url() + "?sslpassword=secret", access.user(), access.password())))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining(access.url() + " runs with synchronous_commit = off")
                    .hasMessageNotContaining("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:1/shop?password=secret",
                "jdbc:postgresql://127.0.0.1:none/shop?password=secret",
                "jdbc:mysql://127.0.0.1/shop?password=secret"
            })
    void anAddressThatCannotBeUsedIsToldWithoutItsPassword(String url) {
        assertThatThrownBy(() -> pool(new DatabaseAccess(url, "tillbridge", "")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("//127.0.0.1")
                .hasMessageNotContaining("secret");
    }
}
