package io.tillbridge.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements that do not need each other's answers, sent together: the way to the database and back costs more than a small
 * statement. They run one after the other, and each sees what was committed when it began, as if it had been sent alone. For
 * answers of some hundred rows: nothing is read while the rest is sent, and what does not fit into the connection's buffers
 * would stop both sides. Parameters of a time are bound as {@code OffsetDateTime}: one without a type is asked for first,
 * which is a way to the database more. To be run once.
 */
public final class RoundTrip {

    private final List<Step> steps = new ArrayList<>();

    private record Step(
            String sql, Binding binding, @Nullable Reading reading) {}

    /** Gives a statement its parameters. */
    @FunctionalInterface
    public interface Binding {
        /** Binds all of them; {@code first} is the number of the statement's first one. */
        void bind(PreparedStatement statement, int first) throws SQLException;
    }

    /** Reads all rows of an answer. */
    @FunctionalInterface
    public interface Reading {
        void read(ResultSet rows) throws SQLException;
    }

    /** Adds a statement without parameters whose answer nobody reads. */
    public RoundTrip then(String sql) {
        return then(sql, (statement, first) -> {}, null);
    }

    /**
     * Adds a statement; {@code reading} is null where its answer is of no interest.
     *
     * @param sql one statement, with no question mark but for its parameters
     * @throws IllegalArgumentException for several statements
     */
    public RoundTrip then(String sql, Binding binding, @Nullable Reading reading) {
        if (sql.indexOf(';') >= 0) {
            throw new IllegalArgumentException("expected one statement without ';': " + sql);
        }
        steps.add(new Step(sql.strip(), binding, reading));
        return this;
    }

    /**
     * Sends them.
     *
     * @throws SQLException of the first that fails; those behind it were not run
     */
    public void run(Connection tx) throws SQLException {
        if (steps.isEmpty()) {
            return;
        }
        String sql = steps.stream().map(Step::sql).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            int first = 1;
            for (Step step : steps) {
                step.binding().bind(statement, first);
                first += (int) step.sql().chars().filter(c -> c == '?').count();
            }
            statement.execute();
            for (Step step : steps) {
                if (step.reading() != null) {
                    try (ResultSet rows = statement.getResultSet()) {
                        step.reading().read(rows);
                    }
                }
                statement.getMoreResults();
            }
        }
    }
}
