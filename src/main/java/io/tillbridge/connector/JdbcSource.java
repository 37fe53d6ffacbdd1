package io.tillbridge.connector;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a query finds behind a place.
 *
 * @param sql bound with {@code :cursor_<column>}, {@code :until} and {@code :batch}; ordered by the cursor's fields
 * @param batch rows that one query returns at most
 * @param children lists that are put into each row, by name
 */
public record JdbcSource(
        String client, Schedule schedule, NamedSql sql, Cursor cursor, int batch, Map<String, Child> children)
        implements Source {

    public JdbcSource {
        children = Map.copyOf(children);
    }

    /**
     * The place in the table: a tuple of columns by which the query is ordered.
     *
     * @param start the first field's value before the first run; {@code epoch} for the least
     * @param lookback how far behind the last row the next run begins, for rows that are committed late
     * @param holdBack how close to now a run reads
     */
    public record Cursor(List<Field> fields, String start, Duration lookback, Duration holdBack) {

        public Cursor {
            fields = List.copyOf(fields);
        }

        /** Whether the first field is a time, so that a run has an end. */
        public boolean timed() {
            return fields.get(0).type() != Type.INT && fields.get(0).type() != Type.STRING;
        }
    }

    /**
     * One column of the tuple.
     *
     * @param column in lower case
     * @param zone of a {@code local_datetime} or {@code date}; null for the other types
     */
    public record Field(String column, Type type, @Nullable ZoneId zone) {}

    /** What a cursor's column holds. */
    public enum Type {
        INSTANT,
        LOCAL_DATETIME,
        DATE,
        INT,
        STRING
    }

    /**
     * Rows of another table that belong to those of a batch, read by one query.
     *
     * @param sql bound with {@code :ids}
     * @param ids the parent's column whose values are bound
     * @param fk the child's column that has the parent's value
     */
    public record Child(NamedSql sql, String ids, String fk) {}
}
