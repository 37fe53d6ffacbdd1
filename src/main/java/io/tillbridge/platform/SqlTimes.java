package io.tillbridge.platform;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Moments as parameters of a statement, for {@code setObject}. A {@code Timestamp} goes to the database without a type, and
 * the driver asks what it should be: one round trip more.
 */
public final class SqlTimes {

    private SqlTimes() {}

    /** A {@code timestamptz}. */
    public static OffsetDateTime of(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    /** A {@code timestamptz}, null for no moment. */
    public static @Nullable OffsetDateTime orNull(@Nullable Instant moment) {
        return moment == null ? null : of(moment);
    }
}
