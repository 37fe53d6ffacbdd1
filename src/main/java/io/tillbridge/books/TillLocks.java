package io.tillbridge.books;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Holds a till's entries apart from its closure: entries share its lock until their commit, a closure has it alone. So either
 * the closure sees an entry, or the entry sees the closure. Tills share few locks, taken in the order of their numbers.
 */
public final class TillLocks {

    /** The number of a till's lock, from columns {@code s} (store) and {@code r} (register). */
    private static final String NUMBERED = """
            (select distinct hashtext(s || '|' || r) & 63 as till from unnest(?::text[], ?::text[]) as row (s, r)
              where r is not null order by 1) numbered
            """;

    /** Taken with the entries, in one call; the column is nothing to read. */
    static final String SHARED = "select pg_advisory_xact_lock_shared(1953067116, till) from " + NUMBERED;

    /** Behind the lock of periods, as entries take them. */
    private static final String ALONE = "select pg_advisory_xact_lock_shared(" + JournalBook.CLOSING_LOCK
            + "); select pg_advisory_xact_lock(1953067116, till) from " + NUMBERED;

    private TillLocks() {}

    /** A register of a store. */
    public record Till(String store, String register) {}

    /**
     * Takes tills alone, before anything is entered.
     *
     * @param tills those that close, and those that the transaction enters anything of: who takes some later may wait in a circle
     */
    public static void alone(Connection transaction, Collection<Till> tills) throws SQLException {
        List<Till> all = List.copyOf(tills);
        try (PreparedStatement statement = transaction.prepareStatement(ALONE)) {
            statement.setArray(
                    1,
                    transaction.createArrayOf(
                            "text", all.stream().map(Till::store).toArray()));
            statement.setArray(
                    2,
                    transaction.createArrayOf(
                            "text", all.stream().map(Till::register).toArray()));
            statement.execute();
        }
    }
}
