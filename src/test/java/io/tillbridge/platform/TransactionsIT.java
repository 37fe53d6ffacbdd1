package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tillbridge.support.TestDatabase;
import java.io.IOError;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionsIT {

    private final DataSource database = TestDatabase.fresh();

    TransactionsIT() throws SQLException {
        try (Connection connection = database.getConnection()) {
            execute(connection, "create table note (text text)");
        }
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private int notes() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from note")) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }

    @Test
    void whatTheWorkGivesIsReturnedAndItsRowsAreCommitted() throws SQLException {
        assertThat(Transactions.<Integer>in(database, tx -> execute(tx, "insert into note values ('a'), ('b')")))
                .isEqualTo(2);
        assertThat(notes()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"database", "own", "error"})
    void aFailureOfAnyKindUndoesTheWorkAndLeavesTheConnectionUsable(String kind) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Throwable failure = catchThrowable(() -> Transactions.on(connection, tx -> {
                execute(tx, "insert into note values ('gone')");
                if (kind.equals("own")) {
                    throw new IllegalStateException("own");
                }
                if (kind.equals("error")) {
                    throw new IOError(new IOException("error"));
                }
                return execute(tx, "insert into nowhere values ('database')");
            }));

            assertThat(failure).hasMessageContaining(kind.equals("database") ? "nowhere" : kind);
            assertThat(failure.getSuppressed()).isEmpty();
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(execute(connection, "insert into note values ('next')")).isEqualTo(1);
        }
        assertThat(notes()).as("only the next").isEqualTo(1);
    }

    @Test
    void aRollbackThatFailsDoesNotHideWhy() {
        assertThatThrownBy(() -> Transactions.in(database, tx -> {
                    try (Statement statement = tx.createStatement()) {
                        statement.execute("select pg_terminate_backend(pg_backend_pid())");
                    } catch (SQLException e) {
                        throw new IllegalStateException("first", e);
                    }
                    return 0;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("first")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    @Test
    void aRefusalAtTheCommitIsAFailure() throws SQLException {
        try (Connection connection = database.getConnection()) {
            execute(connection, "create table child (id int unique deferrable initially deferred)");
            assertThatThrownBy(
                            () -> Transactions.on(connection, tx -> execute(tx, "insert into child values (1), (1)")))
                    .isInstanceOf(SQLException.class);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(execute(connection, "insert into child values (1)")).isEqualTo(1);
        }
    }

    @Test
    void aTransactionInsideAnotherIsRefused() throws SQLException {
        try (Connection connection = database.getConnection()) {
            assertThatThrownBy(() ->
                            Transactions.on(connection, outer -> Transactions.on(outer, inner -> execute(inner, "x"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("already");
        }
    }
}
