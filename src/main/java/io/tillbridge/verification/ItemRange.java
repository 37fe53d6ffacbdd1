package io.tillbridge.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Items behind one SKU up to another; the last range has no end, so that items without any balance are in one too.
 *
 * @param after empty for the first range
 * @param upTo null: to the last item
 */
record ItemRange(String after, @Nullable String upTo) {

    /** Balances in a range at least, unless it is the last. */
    private static final int BALANCES = 1_000;

    private static final String END =
            "select sku from stock_balance where sku > ? order by sku, location offset " + (BALANCES - 1) + " limit 1";

    static ItemRange behind(Connection snapshot, String after) throws SQLException {
        try (PreparedStatement statement = snapshot.prepareStatement(END)) {
            statement.setString(1, after);
            try (ResultSet rows = statement.executeQuery()) {
                return new ItemRange(after, rows.next() ? rows.getString(1) : null);
            }
        }
    }

    /**
     * Prepares a query whose every {@code :items} stands for the condition that the SKU is in this range.
     *
     * @param query has no parameter of its own
     */
    PreparedStatement prepare(Connection snapshot, String query) throws SQLException {
        String condition = upTo == null ? "sku > ?" : "sku > ? and sku <= ?";
        PreparedStatement statement = snapshot.prepareStatement(query.replace(":items", condition));
        int places = query.split(":items", -1).length - 1;
        int at = 1;
        for (int place = 0; place < places; place++) {
            statement.setString(at++, after);
            if (upTo != null) {
                statement.setString(at++, upTo);
            }
        }
        return statement;
    }
}
