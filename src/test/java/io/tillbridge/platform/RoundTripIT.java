package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.support.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements that are sent together, on a real PostgreSQL. */
class RoundTripIT {

    private final DataSource database = TestDatabase.empty();

    @BeforeEach
    void table() throws SQLException {
        execute("create table told (word text, at timestamptz)");
    }

    @Test
    void eachHasItsParametersAndItsAnswerAlsoWhenTheyArePrepared() throws SQLException {
        try (Connection tx = database.getConnection()) {
            tx.setAutoCommit(false);
            for (int n = 1; n <= 12; n++) {
                int times = n;
                Instant at = Instant.parse("2026-11-23T12:00:00Z").plusSeconds(n);
                List<String> answers = new ArrayList<>();
                new RoundTrip()
                        .then("set local lock_timeout = '2s'")
                        .then(
                                "insert into told values (?, ?) returning word, at",
                                (statement, first) -> {
                                    statement.setString(first, "word " + times);
                                    statement.setObject(first + 1, at.atOffset(ZoneOffset.UTC));
                                },
                                rows -> all(rows, answers))
                        .then("update told set word = upper(word)")
                        .then(
                                "select word, at from told where at = ? and word = ?",
                                (statement, first) -> {
                                    statement.setObject(first, at.atOffset(ZoneOffset.UTC));
                                    statement.setString(first + 1, "WORD " + times);
                                },
                                rows -> all(rows, answers))
                        .run(tx);
                assertThat(answers).containsExactly("word " + n + " " + at, "WORD " + n + " " + at);
            }
            tx.commit();
        }
    }

    @Test
    void oneThatFailsEndsThem() throws SQLException {
        RoundTrip together = new RoundTrip()
                .then("insert into told values ('a', now())")
                .then("select 1 / 0", (statement, first) -> {}, rows -> {})
                .then("insert into told values ('b', now())");
        try (Connection tx = database.getConnection()) {
            tx.setAutoCommit(false);
            assertThatThrownBy(() -> together.run(tx))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("zero");
            tx.rollback();
            List<String> count = new ArrayList<>();
            new RoundTrip()
                    .then("select count(*)::text, now() from told", (statement, first) -> {}, rows -> all(rows, count))
                    .run(tx);
            assertThat(count.get(0)).startsWith("0 ");
        }
    }

    @Test
    void severalStatementsInOneAreRefused() {
        assertThatThrownBy(() -> new RoundTrip().then("select 1; select 2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one statement");
    }

    private static void all(ResultSet rows, List<String> answers) throws SQLException {
        while (rows.next()) {
            answers.add(rows.getString(1) + " " + rows.getTimestamp(2).toInstant());
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
