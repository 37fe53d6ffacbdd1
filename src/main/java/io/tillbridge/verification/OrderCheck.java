package io.tillbridge.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A law of orders: a query that gives the figures of a range of orders that break it. */
abstract class OrderCheck implements BooksCheck {

    private static final String ORDERS =
            "select * from sales_order where (system, order_id) > (?, ?) order by system, order_id limit 500";

    private static final String LAST =
            "select system, order_id from (" + ORDERS + ") o order by system desc, order_id desc limit 1";

    private static final char BAR = '\n';

    private final String name;
    private final String query;

    /** @param query reads the range's orders from {@code o}; gives key, expected and found */
    OrderCheck(String name, String query) {
        this.name = name;
        this.query = "with o as (" + ORDERS + ")" + query;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final @Nullable String look(Connection snapshot, String after, Consumer<Finding> found) throws SQLException {
        int bar = after.indexOf(BAR);
        List<String> behind = bar < 0 ? List.of("", "") : List.of(after.substring(0, bar), after.substring(bar + 1));
        try (PreparedStatement statement = prepare(snapshot, query, behind)) {
            Findings.read(statement, name, found);
        }
        try (PreparedStatement statement = prepare(snapshot, LAST, behind);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) + BAR + rows.getString(2) : null;
        }
    }

    private static PreparedStatement prepare(Connection snapshot, String query, List<String> behind)
            throws SQLException {
        PreparedStatement statement = snapshot.prepareStatement(query);
        statement.setString(1, behind.get(0));
        statement.setString(2, behind.get(1));
        return statement;
    }
}
