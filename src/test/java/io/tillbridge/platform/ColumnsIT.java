package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is bound is what the server reads, in every type, with and without nulls. */
class ColumnsIT {

    private static final UUID ID = UUID.fromString("f0e1d2c3-b4a5-7697-8879-6a5b4c3d2e1f");

    private static final DataSource DATABASE = TestDatabase.fresh();

    private record Row(
            @Nullable UUID id,
            @Nullable Instant at,
            @Nullable String text,
            @Nullable BigDecimal number) {}

    @Test
    void rowsArriveAsTheyWereBound() throws SQLException {
        List<Row> rows = List.of(
                new Row(ID, Instant.parse("2026-11-21T10:15:30.123456Z"), "Größe", new BigDecimal("0.00001")),
                new Row(null, null, null, null),
                new Row(
                        new UUID(0, 0),
                        Instant.parse("1969-12-31T23:59:59.999999Z"),
                        "",
                        new BigDecimal("-12345678901234567890.5")),
                new Row(
                        new UUID(-1, -1),
                        Instant.parse("0001-01-01T00:00:00Z"),
                        "{\"a\",null}",
                        new BigDecimal("1E+3")));

        assertThat(read(rows))
                .containsExactly(
                        ID + " | 2026-11-21 10:15:30.123456+00 | Größe | 0.00001",
                        "null | null | null | null",
                        "00000000-0000-0000-0000-000000000000 | 1969-12-31 23:59:59.999999+00 |  | -12345678901234567890.5",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff | 0001-01-01 00:00:00+00 | {\"a\",null} | 1000");
    }

    @Test
    void instantsAreRoundedToTheMicrosecondLikeTheServerRoundsText() throws SQLException {
        for (String text : List.of(
                "2026-11-21T10:15:30.1234564Z", "2026-11-21T10:15:30.1234566Z", "2026-11-21T23:59:59.9999996Z")) {
            List<Row> rows = List.of(new Row(ID, Instant.parse(text), text, BigDecimal.ZERO));
            try (Connection connection = DATABASE.getConnection();
                    PreparedStatement statement = connection.prepareStatement(
                            "select a = t::timestamptz from unnest(?::timestamptz[], ?::text[]) r(a, t)")) {
                Columns.bind(statement, rows, 1).instant(Row::at).text(Row::text);
                try (ResultSet row = statement.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getBoolean(1)).as(text).isTrue();
                }
            }
        }
    }

    @Test
    void decimalsKeepEveryDigitAndTheirScale() throws SQLException {
        List<String> numbers = List.of(
                "0",
                "0.00",
                "0.0000",
                "1",
                "-1",
                "0.1",
                "10.10",
                "9999",
                "10000",
                "10000.0001",
                "-100000000.5",
                "123456789012345",
                "12345678901234.5",
                "0.123456789012345",
                "0.000000000000001",
                "-99999999999999.9",
                "9999999999.99999",
                "1234567890123456789.012345678901234567890",
                "0.00000000000000000001");
        List<Row> rows = new ArrayList<>();
        numbers.forEach(number -> rows.add(new Row(null, null, null, new BigDecimal(number))));

        assertThat(read(rows))
                .containsExactlyElementsOf(numbers.stream()
                        .map(number -> "null | null | null | " + number)
                        .toList());
    }

    @Test
    void aDecimalWithAnExponentBeyondReasonIsBoundAsWell() throws SQLException {
        List<String> read = read(List.of(
                new Row(null, null, null, new BigDecimal("1E+2000")),
                new Row(null, null, null, new BigDecimal("2.50"))));

        assertThat(read).containsExactly("null | null | null | 1" + "0".repeat(2000), "null | null | null | 2.50");
    }

    @Test
    void noRowsAreEmptyArrays() throws SQLException {
        assertThat(read(List.of())).isEmpty();
    }

    private static List<String> read(List<Row> rows) throws SQLException {
        List<String> read = new ArrayList<>();
        try (Connection connection = DATABASE.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select i::text, (a at time zone 'UTC')::text || '+00', t, n::text
                          from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::numeric[]) r(i, a, t, n)
                        """)) {
            Columns.bind(statement, rows, 1)
                    .uuid(Row::id)
                    .instant(Row::at)
                    .text(Row::text)
                    .decimal(Row::number);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    read.add(found.getString(1) + " | " + found.getString(2) + " | " + found.getString(3) + " | "
                            + found.getString(4));
                }
            }
        }
        return read;
    }
}
