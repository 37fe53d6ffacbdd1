package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes movements, inside the caller's transaction. Those that carry nothing beside cost nothing beside. */
final class MovementRows {

    private static final String INSERT = """
            insert into stock_movement (message_id, sku, quantity, from_place, from_bucket, to_place, to_bucket,
                                        reason, occurred_at, reverses, posted_at%s%s)
            select m, s, q, fp, fb, tp, tb, r, o, re, ?%s%s
              from unnest(?::uuid[], ?::text[], ?::numeric[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::timestamptz[], ?::bigint[]%s) as row (m, s, q, fp, fb, tp, tb, r, o, re%s)
            """;

    private MovementRows() {}

    /** @param anew of the next generation of their messages, as a repost writes them */
    static void insert(Connection transaction, List<Movement> movements, boolean anew, Instant now)
            throws SQLException {
        if (movements.isEmpty()) {
            return;
        }
        boolean detailed =
                movements.stream().anyMatch(movement -> !movement.details().equals(MovementDetails.NONE));
        try (PreparedStatement statement = transaction.prepareStatement(insert(detailed, anew))) {
            statement.setObject(1, SqlTimes.of(now));
            Columns<Movement> columns = Columns.bind(statement, movements, 2)
                    .uuid(Movement::messageId)
                    .text(Movement::sku)
                    .decimal(Movement::quantity)
                    .text(m -> m.from().name())
                    .text(m -> m.fromBucket().word())
                    .text(m -> m.to().name())
                    .text(m -> m.toBucket().word())
                    .text(Movement::reason)
                    .instant(Movement::occurredAt)
                    .bigint(Movement::reverses);
            if (detailed) {
                columns.text(m -> m.details().consignment())
                        .text(m -> m.details().why())
                        .text(m -> m.details().lot())
                        .text(m -> m.details().serial())
                        .text(m -> text(m.details().trace().expiresOn()));
            }
            statement.executeUpdate();
        }
    }

    private static String insert(boolean detailed, boolean anew) {
        return INSERT.formatted(
                detailed ? ", consignment, why, lot, serial, expires_on" : "",
                anew ? ", generation" : "",
                detailed ? ", c, w, lo, se, ex::date" : "",
                anew ? ", (select coalesce(max(generation), 0) + 1 from stock_movement where message_id = m)" : "",
                detailed ? ", ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]" : "",
                detailed ? ", c, w, lo, se, ex" : "");
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
