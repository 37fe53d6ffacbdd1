package io.tillbridge.delivery;

import io.tillbridge.partner.Traceparent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The W3C trace in which a call is made: that of the message behind its first lane. */
final class LaneTrace {

    // one look by primary key per call; kept on the lane, it would be written with every change of every lane
    private static final String OF_MESSAGE = "select traceparent from message where message_id = ?";

    private LaneTrace() {}

    /** A span of its own in the message's trace; a new trace when the message is gone or has none. */
    static String of(Connection tx, Lane first) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(OF_MESSAGE)) {
            statement.setObject(1, first.messageId());
            try (ResultSet rows = statement.executeQuery()) {
                return Traceparent.continued(rows.next() ? rows.getString(1) : null);
            }
        }
    }
}
