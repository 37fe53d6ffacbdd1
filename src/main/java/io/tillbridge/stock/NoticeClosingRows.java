package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Which notices are closed, inside the caller's transaction, which holds the notices' locks. */
final class NoticeClosingRows {

    private static final String OF =
            "select consignment from advance_notice_closing where message_id = any (?::uuid[])";

    private static final String KEEP = """
            insert into advance_notice_closing (consignment, message_id, closed_at, closed_by, why)
            select c, m, a, b, w
              from unnest(?::text[], ?::uuid[], ?::timestamptz[], ?::text[], ?::text[]) as row (c, m, a, b, w)
            on conflict do nothing
            """;

    private static final String MARK = """
            update advance_notice_line l
               set closed = not l.closed
             where (l.consignment = any (?::text[]) or l.purchase_order = any (?::text[]))
               and l.closed <> exists (
                   select from advance_notice_closing c
                    where c.consignment in (l.consignment, 'purchase_order|' || l.purchase_order))
            """;

    private NoticeClosingRows() {}

    /** The consignments that some messages closed. */
    static Set<String> of(Connection tx, Collection<UUID> messages) throws SQLException {
        Set<String> consignments = new TreeSet<>();
        try (PreparedStatement statement = tx.prepareStatement(OF)) {
            statement.setArray(1, tx.createArrayOf("uuid", messages.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consignments.add(rows.getString(1));
                }
            }
        }
        return consignments;
    }

    static void forget(Connection tx, Collection<UUID> messages) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement("delete from advance_notice_closing where message_id = any (?::uuid[])")) {
            statement.setArray(1, tx.createArrayOf("uuid", messages.toArray()));
            statement.executeUpdate();
        }
    }

    static void keep(Connection tx, List<NoticeClosing> closings) throws SQLException {
        if (closings.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            Columns.bind(statement, closings, 1)
                    .text(NoticeClosing::consignment)
                    .uuid(NoticeClosing::messageId)
                    .instant(NoticeClosing::closedAt)
                    .text(NoticeClosing::by)
                    .text(NoticeClosing::why);
            statement.executeUpdate();
        }
    }

    /** Notes of the lines of these notices, and of all that name the orders, whether they are closed. */
    static void mark(Connection tx, Collection<String> notices, Collection<String> orders) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(MARK)) {
            statement.setArray(1, tx.createArrayOf("text", notices.toArray()));
            statement.setArray(2, tx.createArrayOf("text", orders.toArray()));
            statement.executeUpdate();
        }
    }
}
