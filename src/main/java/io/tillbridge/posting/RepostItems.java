package io.tillbridge.posting;

import io.tillbridge.platform.Columns;
import io.tillbridge.posting.Retelling.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of a repost, unit by unit: unseen, pending once looked at, then reposted; or refused. */
final class RepostItems {

    private static final String INSERT = """
            insert into repost_item (repost_id, message_id, unit, from_sha256, state)
            select ?, m, u, f, 'unseen' from unnest(?::uuid[], ?::text[], ?::text[]) as row (m, u, f)
            """;

    /** The messages of the first unit that is in a state. */
    private static final String UNIT = """
            select message_id, from_sha256, content_hash from repost_item
             where repost_id = ? and state = '%1$s'
               and unit = (select unit from repost_item where repost_id = ? and state = '%1$s' order by unit limit 1)
             order by message_id
            """;

    private static final String UNSEEN = UNIT.formatted("unseen");
    private static final String PENDING = UNIT.formatted("pending");

    private static final String LOOKED = """
            update repost_item i set state = case when c is null then 'pending' else 'refused' end,
                                     content_hash = h, code = c, detail = d, change = n
              from unnest(?::uuid[], ?::bytea[], ?::text[], ?::text[], ?::text[]) as row (m, h, c, d, n)
             where i.repost_id = ? and i.message_id = m
            """;

    private static final String SETTLE = """
            update repost_item i set state = case when c is null then 'reposted' else 'refused' end, code = c, detail = d
              from unnest(?::uuid[], ?::text[], ?::text[]) as row (m, c, d)
             where i.repost_id = ? and i.message_id = m
            """;

    private static final String SEEN = """
            select message_id, from_sha256, content_hash, change from repost_item where repost_id = ?
             order by unit, message_id
            """;

    private static final String FORGET_CHANGES =
            "update repost_item set change = null where repost_id = ? and change is not null";

    private RepostItems() {}

    /**
     * A message that was looked at.
     *
     * @param change the net change of its unit, as JSON; null: another message of the unit has it, or it changes nothing
     */
    record Seen(RepostUnit.Item item, @Nullable String change) {}

    /** Keeps the messages of a run by unit, to be looked at. */
    static void begin(Connection tx, UUID run, Map<String, List<RepostSets.Member>> units) throws SQLException {
        record Row(String unit, RepostSets.Member member) {}
        List<Row> rows = new ArrayList<>();
        units.forEach((unit, members) -> members.forEach(member -> rows.add(new Row(unit, member))));
        try (PreparedStatement statement = tx.prepareStatement(INSERT)) {
            statement.setObject(1, run);
            Columns.bind(statement, rows, 2)
                    .uuid(row -> row.member().messageId())
                    .text(Row::unit)
                    .text(row -> row.member().sha256());
            statement.executeUpdate();
        }
    }

    /** The next unit to look at; empty when all are seen. */
    static List<RepostUnit.Item> unseen(Connection tx, UUID run) throws SQLException {
        return unit(tx, UNSEEN, run);
    }

    /** The next unit to repost; empty when none is left. */
    static List<RepostUnit.Item> pending(Connection tx, UUID run) throws SQLException {
        return unit(tx, PENDING, run);
    }

    private static List<RepostUnit.Item> unit(Connection tx, String query, UUID run) throws SQLException {
        List<RepostUnit.Item> items = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(query)) {
            statement.setObject(1, run);
            statement.setObject(2, run);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    items.add(new RepostUnit.Item(rows.getObject(1, UUID.class), rows.getString(2), rows.getBytes(3)));
                }
            }
        }
        return items;
    }

    /** Says of a unit what its messages become, or why they are refused. */
    static void looked(Connection tx, UUID run, List<Seen> unit, Map<UUID, Refusal> refused) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(LOOKED)) {
            Columns.bind(statement, unit, 1)
                    .uuid(seen -> seen.item().messageId())
                    .bytes(seen -> seen.item().contentHash())
                    .text(seen -> code(refused.get(seen.item().messageId())))
                    .text(seen -> detail(refused.get(seen.item().messageId())))
                    .text(Seen::change);
            statement.setObject(6, run);
            statement.executeUpdate();
        }
    }

    /** All messages of a run that is previewed, in the order of their units. */
    static List<Seen> seen(Connection tx, UUID run) throws SQLException {
        List<Seen> seen = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(SEEN)) {
            statement.setObject(1, run);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    seen.add(new Seen(
                            new RepostUnit.Item(rows.getObject(1, UUID.class), rows.getString(2), rows.getBytes(3)),
                            rows.getString(4)));
                }
            }
        }
        return seen;
    }

    /** Forgets the changes of single units, once they are summed up. */
    static void forgetChanges(Connection tx, UUID run) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FORGET_CHANGES)) {
            statement.setObject(1, run);
            statement.executeUpdate();
        }
    }

    /** Says of a unit that it is reposted, or why not. */
    static void settle(Connection tx, UUID run, List<RepostUnit.Item> unit, Map<UUID, Refusal> refused)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(SETTLE)) {
            Columns.bind(statement, unit, 1)
                    .uuid(RepostUnit.Item::messageId)
                    .text(item -> code(refused.get(item.messageId())))
                    .text(item -> detail(refused.get(item.messageId())));
            statement.setObject(4, run);
            statement.executeUpdate();
        }
    }

    private static @Nullable String code(@Nullable Refusal refusal) {
        return refusal == null ? null : refusal.code();
    }

    private static @Nullable String detail(@Nullable Refusal refusal) {
        return refusal == null ? null : refusal.detail();
    }
}
