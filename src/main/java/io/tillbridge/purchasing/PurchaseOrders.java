package io.tillbridge.purchasing;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.purchasing.PurchaseOrder.Line;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Writes purchase orders, inside the caller's transaction; an order is locked before the lanes it is told by. */
public final class PurchaseOrders {

    private static final String DRAFT = """
            insert into purchase_order (number, state, supplier, location, currency, expected_at, created_at, created_by)
            values (?, 'draft', ?, ?, ?, ?, ?, ?) on conflict (number) do nothing
            """;

    private static final String LINES = """
            insert into purchase_order_line (number, line, sku, quantity, pack_units, pack_unit, supplier_sku, unit_price)
            select ?, l, s, q, pu, pn, su, p
              from unnest(?::int[], ?::text[], ?::numeric[], ?::numeric[], ?::text[], ?::text[], ?::numeric[])
                   as row (l, s, q, pu, pn, su, p)
            """;

    private static final String SEND = """
            update purchase_order set state = 'sent', revision = revision + 1, ordered_at = ?
             where number = ? and state = 'draft'
            """;

    private static final String CANCEL = """
            update purchase_order set state = 'cancelled', cancelled_at = ?,
                   revision = case when state = 'sent' then revision + 1 else revision end
             where number = ? and state in ('draft', 'sent')
            """;

    private PurchaseOrders() {}

    /**
     * Keeps a draft.
     *
     * @return false when there is an order of this number
     */
    public static boolean draft(Connection tx, PurchaseOrder order) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(DRAFT)) {
            statement.setString(1, order.number());
            statement.setString(2, order.supplier());
            statement.setString(3, order.location());
            statement.setString(4, order.currency());
            statement.setObject(5, SqlTimes.orNull(order.expectedAt()));
            statement.setObject(6, SqlTimes.of(order.createdAt()));
            statement.setString(7, order.createdBy());
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        try (PreparedStatement statement = tx.prepareStatement(LINES)) {
            statement.setString(1, order.number());
            Columns.bind(statement, order.lines(), 2)
                    .integer(Line::line)
                    .text(Line::sku)
                    .decimal(Line::quantity)
                    .decimal(Line::packUnits)
                    .text(Line::packUnit)
                    .text(Line::supplierSku)
                    .decimal(Line::unitPrice);
            statement.executeUpdate();
        }
        return true;
    }

    /** The order, locked until the transaction ends; empty when nobody made it. */
    public static Optional<PurchaseOrder> locked(Connection tx, String number) throws SQLException {
        return PurchaseRows.find(tx, " where o.number = ? for update", statement -> statement.setString(1, number))
                .stream()
                .findFirst();
    }

    /** Sends a draft; what was sent or cancelled stays as it is. The supplier is to be told when this says true. */
    public static boolean send(Connection tx, String number, Instant at) throws SQLException {
        return moved(tx, SEND, number, at);
    }

    /** Cancels what is still to come of an order; true when its state changed. */
    public static boolean cancel(Connection tx, String number, Instant at) throws SQLException {
        return moved(tx, CANCEL, number, at);
    }

    private static boolean moved(Connection tx, String move, String number, Instant at) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(move)) {
            statement.setObject(1, SqlTimes.of(at));
            statement.setString(2, number);
            return statement.executeUpdate() == 1;
        }
    }
}
