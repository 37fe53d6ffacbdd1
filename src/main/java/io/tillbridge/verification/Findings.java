package io.tillbridge.verification;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Reads findings from rows of key, expected and found. */
final class Findings {

    private static final int FETCHED = 500;

    private Findings() {}

    static void read(PreparedStatement statement, String check, Consumer<Finding> found) throws SQLException {
        statement.setFetchSize(FETCHED);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.accept(new Finding(
                        check,
                        rows.getString(1),
                        rows.getBigDecimal(2).stripTrailingZeros().toPlainString(),
                        rows.getBigDecimal(3).stripTrailingZeros().toPlainString()));
            }
        }
    }
}
