package io.tillbridge.platform;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * One-dimensional arrays in PostgreSQL's binary form, which the driver would write as text and the server parse again, or
 * write byte by byte: an array header, then per cell its length and its bytes, all big-endian (the {@code array_recv}
 * function of PostgreSQL, and those of its types, such as {@code uuid_recv}).
 */
final class BinaryArrays {

    /** 2000-01-01T00:00:00Z in seconds since 1970: PostgreSQL counts microseconds from there. */
    private static final long EPOCH = 946_684_800L;

    private static final int HEADER = 20;
    private static final int NULL = -1;

    private BinaryArrays() {}

    static Array uuids(Connection connection, @Nullable UUID[] values) throws SQLException {
        byte[] bytes = encode(Oid.UUID, 16, values, (to, id) -> {
            to.putLong(id.getMostSignificantBits());
            to.putLong(id.getLeastSignificantBits());
        });
        return new PgArray(connection.unwrap(BaseConnection.class), Oid.UUID_ARRAY, bytes);
    }

    /** Instants to the microsecond, as {@code timestamptz} keeps them; halves are rounded up. */
    static Array instants(Connection connection, @Nullable Instant[] values) throws SQLException {
        byte[] bytes = encode(Oid.TIMESTAMPTZ, 8, values, (to, instant) -> to.putLong(micros(instant)));
        return new PgArray(connection.unwrap(BaseConnection.class), Oid.TIMESTAMPTZ_ARRAY, bytes);
    }

    /** In UTF-8, the encoding of every connection. */
    static Array texts(Connection connection, @Nullable String[] values) throws SQLException {
        byte[][] cells = new byte[values.length][];
        for (int i = 0; i < cells.length; i++) {
            String value = values[i];
            cells[i] = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        }
        return new PgArray(connection.unwrap(BaseConnection.class), Oid.TEXT_ARRAY, encode(Oid.TEXT, cells));
    }

    static Array bytes(Connection connection, byte[] @Nullable [] values) throws SQLException {
        return new PgArray(connection.unwrap(BaseConnection.class), Oid.BYTEA_ARRAY, encode(Oid.BYTEA, values));
    }

    /** Each with the scale that it has, none where that is below zero. */
    static Array decimals(Connection connection, @Nullable BigDecimal[] values) throws SQLException {
        byte[][] cells = new byte[values.length][];
        for (int i = 0; i < cells.length; i++) {
            BigDecimal value = values[i];
            if (value != null && !BinaryNumeric.fits(value)) {
                return connection.createArrayOf("numeric", values);
            }
            cells[i] = value == null ? null : BinaryNumeric.of(value);
        }
        return new PgArray(connection.unwrap(BaseConnection.class), Oid.NUMERIC_ARRAY, encode(Oid.NUMERIC, cells));
    }

    private static byte[] encode(int type, byte[] @Nullable [] cells) {
        int nulls = 0;
        int size = HEADER + 4 * cells.length;
        for (byte[] cell : cells) {
            nulls += cell == null ? 1 : 0;
            size = Math.addExact(size, cell == null ? 0 : cell.length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        header(bytes, type, nulls, cells.length);
        for (byte[] cell : cells) {
            if (cell == null) {
                bytes.putInt(NULL);
            } else {
                bytes.putInt(cell.length).put(cell);
            }
        }
        return bytes.array();
    }

    private static void header(ByteBuffer bytes, int type, int nulls, int cells) {
        bytes.putInt(1).putInt(nulls == 0 ? 0 : 1).putInt(type).putInt(cells).putInt(1);
    }

    private static long micros(Instant instant) {
        long seconds = instant.getEpochSecond() - EPOCH;
        int nanos = instant.getNano();
        return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), (nanos + 500) / 1_000);
    }

    private static <V> byte[] encode(int type, int size, @Nullable V[] values, BiConsumer<ByteBuffer, V> cell) {
        int nulls = 0;
        for (V value : values) {
            nulls += value == null ? 1 : 0;
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + 4 * values.length + size * (values.length - nulls));
        header(bytes, type, nulls, values.length);
        for (V value : values) {
            if (value == null) {
                bytes.putInt(NULL);
            } else {
                bytes.putInt(size);
                cell.accept(bytes, value);
            }
        }
        return bytes.array();
    }
}
