package io.tillbridge.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A law of items: a query that gives the figures of a range that break it, each with its key, what is expected and found. */
abstract class ItemCheck implements BooksCheck {

    private final String name;
    private final String query;

    /** @param query see {@link ItemRange#prepare}; gives key, expected and found */
    ItemCheck(String name, String query) {
        this.name = name;
        this.query = query;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final @Nullable String look(Connection snapshot, String after, Consumer<Finding> found) throws SQLException {
        ItemRange range = ItemRange.behind(snapshot, after);
        try (PreparedStatement statement = range.prepare(snapshot, query)) {
            Findings.read(statement, name, found);
        }
        return range.upTo();
    }
}
