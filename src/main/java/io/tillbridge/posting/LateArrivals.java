package io.tillbridge.posting;

import io.tillbridge.stock.AvailabilityPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Items of which something should have come on a day that is over, and did not: the day that was told of them is wrong. */
final class LateArrivals {

    private static final String FIND = """
            select sku from advance_notice_line where remaining > 0 and not closed and expected_on >= ? and expected_on < ?
            union
            select l.sku from stock_transfer_line l join stock_transfer t using (consignment)
             where l.sent - l.received - l.lost > 0
               and (t.sent_at at time zone ?)::date + ? >= ? and (t.sent_at at time zone ?)::date + ? < ?
            union
            select l.sku from purchase_order_line l join purchase_order o using (number)
             where o.state = 'sent'
               and (o.expected_at at time zone ?)::date >= ? and (o.expected_at at time zone ?)::date < ?
            """;

    private LateArrivals() {}

    /** Those of the days since one instant that are over at another; none when no channel is told of days. */
    static List<FigureDue> of(Connection tx, AvailabilityPolicy policy, Instant since, Instant now)
            throws SQLException {
        List<FigureDue> due = new ArrayList<>();
        LocalDate from = since.atZone(policy.locations().zone()).toLocalDate();
        LocalDate today = now.atZone(policy.locations().zone()).toLocalDate();
        if (!policy.channels().anyBackorder() || !from.isBefore(today)) {
            return due;
        }
        Integer days = policy.dated().transferDays();
        String zone = policy.locations().zone().getId();
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            statement.setObject(1, from);
            statement.setObject(2, today);
            statement.setString(3, zone);
            statement.setInt(4, days == null ? 0 : days);
            statement.setObject(5, from);
            statement.setString(6, zone);
            statement.setInt(7, days == null ? 0 : days);
            statement.setObject(8, today);
            statement.setString(9, zone);
            statement.setObject(10, from);
            statement.setString(11, zone);
            statement.setObject(12, today);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.add(FigureDue.of(rows.getString(1), now));
                }
            }
        }
        return due;
    }
}
