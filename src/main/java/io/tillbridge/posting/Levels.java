package io.tillbridge.posting;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Compares levels of systems that do not own the counts with the books, as the books were at the level's own time: what occurred
 * later is under way to that system. They are compared only, and move nothing. A batch without such levels asks nothing.
 *
 * <p>Some systems count what is promised and some leave it out, so both figures of the books are equal ones. Of an item the last
 * thousand movements are looked at, so that one with a long history costs no more.
 */
final class Levels {

    private static final String LOOK = """
            select t.n, coalesce(b.sellable, 0) - later.moved, coalesce(b.claimed, 0),
                   exists (select from conflict c
                            where c.kind = 'level_differs' and c.subject = t.c and c.resolved_at is null)
              from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::timestamptz[]) as t (n, c, s, l, a)
              left join stock_balance b on b.sku = t.s and b.location = t.l
             cross join lateral (
                   select coalesce(sum(case when m.to_place = t.l and m.to_bucket = 'sellable' then m.quantity else 0 end
                                       - case when m.from_place = t.l and m.from_bucket = 'sellable' then m.quantity else 0 end),
                                   0) as moved
                     from (select * from stock_movement where sku = t.s order by movement_id desc limit 1000) m
                    where m.occurred_at > t.a) later
             order by t.n
            """;

    private Levels() {}

    /** Raises what differs, and ends what was raised and is equal. Behind all movements and claims of the transaction. */
    static void look(Connection tx, Effects effects) throws SQLException {
        List<LevelSeen> levels = effects.levels;
        if (levels.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(LOOK)) {
            Columns.bind(statement, levels, 1)
                    .integer(levels::indexOf)
                    .text(LevelSeen::subject)
                    .text(level -> level.key().sku())
                    .text(level -> level.key().location())
                    .instant(LevelSeen::at);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    LevelSeen level = levels.get(rows.getInt(1));
                    BigDecimal ours = rows.getBigDecimal(2);
                    BigDecimal claimed = rows.getBigDecimal(3);
                    if (!equal(level.quantity(), ours) && !equal(level.quantity(), ours.subtract(claimed))) {
                        effects.conflicts.add(differs(level, ours, claimed));
                    } else if (rows.getBoolean(4)) {
                        effects.settled.add(new Conflicts.Settled(LevelSeen.KIND, level.subject()));
                    }
                }
            }
        }
    }

    /** Other systems show nothing below zero. */
    private static boolean equal(BigDecimal told, BigDecimal ours) {
        return told.compareTo(ours) == 0 || (told.signum() == 0 && ours.signum() < 0);
    }

    private static Conflicts.Conflict differs(LevelSeen level, BigDecimal ours, BigDecimal claimed) {
        return new Conflicts.Conflict(
                LevelSeen.KIND,
                level.subject(),
                level.messageId(),
                ExactJson.nodes()
                        .objectNode()
                        .put("connection", level.system())
                        .put("told", PlainDecimal.text(level.quantity()))
                        .put("ours", PlainDecimal.text(ours))
                        .put("claimed", PlainDecimal.text(claimed))
                        .put("observedAt", level.at().toString())
                        .toString());
    }
}
