package io.tillbridge.platform;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds rows as one array parameter per column, for statements that read them with {@code unnest}: one round trip for
 * any number of rows. Columns are bound in the order of the calls.
 *
 * @param <T> the row
 */
public final class Columns<T> {

    private final Connection connection;
    private final PreparedStatement statement;
    private final List<T> rows;
    private int index;

    private Columns(Connection connection, PreparedStatement statement, List<T> rows, int index) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        this.index = index;
    }

    /** Starts at the parameter with the given number, from 1. */
    public static <T> Columns<T> bind(PreparedStatement statement, List<T> rows, int first) throws SQLException {
        return new Columns<>(statement.getConnection(), statement, rows, first);
    }

    public Columns<T> text(Function<T, ? extends @Nullable CharSequence> cell) throws SQLException {
        String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            CharSequence value = cell.apply(rows.get(i));
            values[i] = value == null ? null : value.toString();
        }
        return array(BinaryArrays.texts(connection, values));
    }

    public Columns<T> uuid(Function<T, @Nullable UUID> cell) throws SQLException {
        UUID[] values = new UUID[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cell.apply(rows.get(i));
        }
        return array(BinaryArrays.uuids(connection, values));
    }

    public Columns<T> decimal(Function<T, @Nullable BigDecimal> cell) throws SQLException {
        BigDecimal[] values = new BigDecimal[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cell.apply(rows.get(i));
        }
        return array(BinaryArrays.decimals(connection, values));
    }

    public Columns<T> integer(Function<T, @Nullable Integer> cell) throws SQLException {
        return array("int4", rows.stream().map(cell).toArray(Integer[]::new));
    }

    public Columns<T> bool(Function<T, @Nullable Boolean> cell) throws SQLException {
        return array("bool", rows.stream().map(cell).toArray(Boolean[]::new));
    }

    public Columns<T> bigint(Function<T, @Nullable Long> cell) throws SQLException {
        return array("int8", rows.stream().map(cell).toArray(Long[]::new));
    }

    public Columns<T> instant(Function<T, @Nullable Instant> cell) throws SQLException {
        Instant[] values = new Instant[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cell.apply(rows.get(i));
        }
        return array(BinaryArrays.instants(connection, values));
    }

    public Columns<T> bytes(Function<T, byte @Nullable []> cell) throws SQLException {
        byte[][] values = new byte[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = cell.apply(rows.get(i));
        }
        return array(BinaryArrays.bytes(connection, values));
    }

    private Columns<T> array(String type, Object[] values) throws SQLException {
        return array(connection.createArrayOf(type, values));
    }

    private Columns<T> array(Array values) throws SQLException {
        statement.setArray(index++, values);
        return this;
    }
}
