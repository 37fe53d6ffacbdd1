package io.tillbridge.stock;

import io.tillbridge.canonical.Trace;
import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the books had of lots and pieces in a bucket at an instant, by the movements until then; inside the caller's transaction. */
public final class TracedLook {

    private static final String LOOK = """
            select t.n, m.lot, m.serial,
                   sum(case when m.to_place = t.l and m.to_bucket = t.b then m.quantity else 0 end
                       - case when m.from_place = t.l and m.from_bucket = t.b then m.quantity else 0 end) as there
              from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::timestamptz[]) as t (n, s, l, b, a)
              join stock_movement m on m.sku = t.s and (m.lot is not null or m.serial is not null)
                                   and t.l in (m.from_place, m.to_place) and m.occurred_at <= t.a
             group by 1, 2, 3 having sum(case when m.to_place = t.l and m.to_bucket = t.b then m.quantity else 0 end
                       - case when m.from_place = t.l and m.from_bucket = t.b then m.quantity else 0 end) <> 0
            """;

    private TracedLook() {}

    /** A bucket at an instant. */
    public record At(BucketKey of, Instant instant) {}

    /** One answer for each, in their order. */
    public static List<Map<Trace, BigDecimal>> at(Connection transaction, List<At> looks) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        List<Map<Trace, BigDecimal>> there = new ArrayList<>();
        for (int n = 0; n < looks.size(); n++) {
            numbers.add(n);
            there.add(new TreeMap<>());
        }
        try (PreparedStatement statement = transaction.prepareStatement(LOOK)) {
            Columns.bind(statement, numbers, 1)
                    .integer(n -> n)
                    .text(n -> looks.get(n).of().key().sku())
                    .text(n -> looks.get(n).of().key().location())
                    .text(n -> looks.get(n).of().bucket().word())
                    .instant(n -> looks.get(n).instant());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    there.get(rows.getInt(1))
                            .put(new Trace(rows.getString(2), rows.getString(3), null), rows.getBigDecimal(4));
                }
            }
        }
        return there;
    }
}
