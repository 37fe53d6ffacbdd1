package io.tillbridge.verification;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One law of the books, looked at range by range so that neither memory nor a snapshot grows with the tables. */
public interface BooksCheck {

    /** Names the law in answers, metrics and conflicts. */
    String name();

    /**
     * Looks at one range of keys.
     *
     * @param snapshot a read-only transaction that sees one state of the books
     * @param after the range begins behind this key; empty at first
     * @param found receives what breaks the law
     * @return the last key of the range; null when no key is behind it
     */
    @Nullable
    String look(Connection snapshot, String after, Consumer<Finding> found) throws SQLException;
}
