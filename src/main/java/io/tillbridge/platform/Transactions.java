package io.tillbridge.platform;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Runs work in one transaction: committed when the work returns, rolled back when it or the commit fails. The first
 * failure is what the caller sees; one of the rollback hangs on it as suppressed. Afterwards the connection is in
 * autocommit again.
 */
public final class Transactions {

    private Transactions() {}

    /**
     * What is done in a transaction; it neither commits nor closes.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection tx) throws SQLException;
    }

    /**
     * Runs the work on a connection of its own.
     *
     * @throws SQLException of the database or the work; nothing was committed, unless the connection broke in the commit or after it
     */
    public static <T> T in(DataSource database, Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return on(connection, work);
        }
    }

    /**
     * Runs the work on the caller's connection, which stays open.
     *
     * @throws IllegalStateException when the connection is in a transaction already: this would end it
     * @throws SQLException as {@link #in}
     */
    public static <T> T on(Connection connection, Work<T> work) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalStateException("the connection is in a transaction already; expected one in autocommit."
                    + " Pass the transaction on instead of opening another");
        }
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.in(connection);
            connection.commit();
        } catch (Throwable first) {
            undo(connection, first);
            throw first;
        }
        connection.setAutoCommit(true);
        return result;
    }

    private static void undo(Connection connection, Throwable first) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException second) {
            first.addSuppressed(second);
        }
    }
}
