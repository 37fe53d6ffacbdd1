package io.tillbridge.posting;

import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import javax.sql.DataSource;

/**
 * What was noted in memory since the last writing. What could not be written is kept, beside what was noted meanwhile; it is
 * written by key, so that nodes that write the same rows wait for each other and never in a circle.
 *
 * @param <K> one key, one row
 * @param <V> what is noted of it
 */
final class Unwritten<K extends Comparable<K>, V> {

    private final Map<K, V> noted = new ConcurrentHashMap<>();
    private final BinaryOperator<V> and;

    /**
     * Nothing is noted yet.
     *
     * @param and of what was noted before and what was noted later, what both say
     */
    Unwritten(BinaryOperator<V> and) {
        this.and = and;
    }

    /** Writes what is noted, sorted by key. */
    @FunctionalInterface
    interface Write<K, V> {
        int in(Connection tx, SortedMap<K, V> noted) throws SQLException;
    }

    void note(K key, V value) {
        noted.merge(key, value, and);
    }

    /**
     * Writes what is noted in one transaction of its own; nothing noted, no transaction.
     *
     * @throws SQLException when it is not written; it is kept for the next time
     */
    void write(DataSource database, Write<K, V> write) throws SQLException {
        SortedMap<K, V> taken = new TreeMap<>();
        for (K key : List.copyOf(noted.keySet())) {
            V value = noted.remove(key);
            if (value != null) {
                taken.put(key, value);
            }
        }
        boolean written = taken.isEmpty();
        try {
            if (!written) {
                Transactions.in(database, tx -> write.in(tx, taken));
                written = true;
            }
        } finally {
            if (!written) {
                taken.forEach((key, before) -> noted.merge(key, before, (since, one) -> and.apply(one, since)));
            }
        }
    }
}
