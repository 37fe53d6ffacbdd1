package io.tillbridge.platform;

import java.nio.ByteBuffer;
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
 * One-dimensional arrays in PostgreSQL's binary form, for types that the driver would write as text and the server parse
 * again: an array header, then per cell its length and its bytes, all big-endian (the {@code array_recv},
 * {@code uuid_recv} and {@code timestamptz_recv} functions of PostgreSQL).
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
        bytes.putInt(1)
                .putInt(nulls == 0 ? 0 : 1)
                .putInt(type)
                .putInt(values.length)
                .putInt(1);
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
