package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/** Writes movements, inside the caller's transaction. Those that carry nothing beside cost nothing beside. */
final class MovementRows {

    private static final String INSERT = """
            insert into stock_movement (message_id, sku, quantity, from_place, from_bucket, to_place, to_bucket,
                                        reason, occurred_at, reverses, posted_at)
            select m, s, q, fp, fb, tp, tb, r, o, re, ?
              from unnest(?::uuid[], ?::text[], ?::numeric[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::timestamptz[], ?::bigint[]) as row (m, s, q, fp, fb, tp, tb, r, o, re)
            """;

    private static final String INSERT_DETAILED = """
            insert into stock_movement (message_id, sku, quantity, from_place, from_bucket, to_place, to_bucket,
                                        reason, occurred_at, reverses, consignment, why, lot, serial, posted_at)
            select m, s, q, fp, fb, tp, tb, r, o, re, c, w, lo, se, ?
              from unnest(?::uuid[], ?::text[], ?::numeric[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::timestamptz[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                   as row (m, s, q, fp, fb, tp, tb, r, o, re, c, w, lo, se)
            """;

    private MovementRows() {}

    static void insert(Connection transaction, List<Movement> movements, Instant now) throws SQLException {
        if (movements.isEmpty()) {
            return;
        }
        boolean detailed =
                movements.stream().anyMatch(movement -> !movement.details().equals(MovementDetails.NONE));
        try (PreparedStatement statement = transaction.prepareStatement(detailed ? INSERT_DETAILED : INSERT)) {
            statement.setTimestamp(1, Timestamp.from(now));
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
                        .text(m -> m.details().serial());
            }
            statement.executeUpdate();
        }
    }
}
