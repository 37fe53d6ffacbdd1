package io.tillbridge.stock;

import io.tillbridge.platform.Cells;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * What was said of conditions, and of each what counts: what was said last by its own time, whatever came first. All in the
 * caller's transaction; who writes them holds the lock of conditions.
 */
public final class ConditionFlags {

    /** More names than these are refused: each posting that has rules with conditions reads what holds. */
    public static final int MOST = 500;

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('availability_condition', 0))";

    private static final String CELLS =
            "select name, nullif(location, ''), active, from_at, to_at, changed_by, changed_at,"
                    + " message_id from availability_condition";

    private static final String CHANGES = "select name, nullif(location, ''), active, from_at, to_at, changed_by,"
            + " changed_at, message_id from availability_condition_change where name = ?"
            + " order by changed_at desc, active desc, change_id desc limit ?";

    private static final String SAY = """
            insert into availability_condition_change
                   (name, location, active, from_at, to_at, changed_by, changed_at, message_id, recorded_at)
            select n, l, a, f, t, b, c, m, ?
              from unnest(?::text[], ?::text[], ?::bool[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                          ?::timestamptz[], ?::uuid[]) as row (n, l, a, f, t, b, c, m)
            """;

    private static final String WITHDRAW = "delete from availability_condition_change where message_id = any (?)"
            + " returning name, nullif(location, '')";

    /** Of two that were said at one instant the one counts that is so, and of these the longer. */
    private static final String SETTLE = """
            with asked as (select n, l from unnest(?::text[], ?::text[]) as row (n, l)),
            newest as (
                select distinct on (c.name, c.location) c.name, c.location, c.active, c.from_at, c.to_at, c.changed_by,
                       c.changed_at, c.message_id
                  from availability_condition_change c join asked on (c.name, c.location) = (n, l)
                 order by c.name, c.location, c.changed_at desc, c.active desc, c.to_at desc nulls first,
                          c.from_at nulls first, c.changed_by, c.change_id),
            gone as (
                delete from availability_condition f using asked
                 where (f.name, f.location) = (n, l) and (n, l) not in (select name, location from newest)
                returning f.name, f.location),
            put as (
                insert into availability_condition as f
                       (name, location, active, from_at, to_at, changed_by, changed_at, message_id)
                select name, location, active, from_at, to_at, changed_by, changed_at, message_id from newest
                on conflict (name, location) do update
                   set active = excluded.active, from_at = excluded.from_at, to_at = excluded.to_at,
                       changed_by = excluded.changed_by, changed_at = excluded.changed_at,
                       message_id = excluded.message_id
                 where (f.active, f.from_at, f.to_at, f.changed_at, f.message_id)
                       is distinct from (excluded.active, excluded.from_at, excluded.to_at, excluded.changed_at,
                                         excluded.message_id)
                returning f.name, f.location)
            select name, nullif(location, '') from gone union select name, nullif(location, '') from put order by 1, 2
            """;

    private ConditionFlags() {}

    /** What counts of each condition, by name and location. */
    public static List<ConditionFlag> all(Connection transaction) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(CELLS + " order by name, location")) {
            return read(statement);
        }
    }

    /** The conditions that hold at an instant. */
    public static LiveConditions holding(Connection transaction, Instant at) throws SQLException {
        try (PreparedStatement statement =
                transaction.prepareStatement(CELLS + " where active and (to_at is null or to_at > ?)")) {
            statement.setObject(1, SqlTimes.of(at));
            return LiveConditions.of(read(statement), at);
        }
    }

    /** What was said of a condition, the newest first. */
    public static List<ConditionFlag> changes(Connection transaction, String name, int most) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(CHANGES)) {
            statement.setString(1, name);
            statement.setInt(2, most);
            return read(statement);
        }
    }

    /** Waits for others that write conditions. */
    public static void lock(Connection transaction) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(LOCK)) {
            statement.execute();
        }
    }

    /** Keeps what is said; {@link #settle} says what counts then. */
    public static void say(Connection transaction, Collection<ConditionFlag> said, Instant now) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(SAY)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, List.copyOf(said), 2)
                    .text(flag -> flag.key().name())
                    .text(flag -> place(flag.key()))
                    .bool(ConditionFlag::active)
                    .instant(ConditionFlag::from)
                    .instant(ConditionFlag::to)
                    .text(ConditionFlag::changedBy)
                    .instant(ConditionFlag::changedAt)
                    .uuid(ConditionFlag::messageId);
            statement.executeUpdate();
        }
    }

    /** Forgets what messages said; answers of which conditions. */
    public static Set<ConditionFlag.Key> withdraw(Connection transaction, Collection<UUID> messages)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(WITHDRAW)) {
            statement.setArray(1, transaction.createArrayOf("uuid", messages.toArray()));
            return keys(statement);
        }
    }

    /** Makes what was said last of each count; answers those that are otherwise than before. */
    public static Set<ConditionFlag.Key> settle(Connection transaction, Collection<ConditionFlag.Key> keys)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(SETTLE)) {
            Columns.bind(statement, List.copyOf(keys), 1)
                    .text(ConditionFlag.Key::name)
                    .text(ConditionFlags::place);
            return keys(statement);
        }
    }

    private static String place(ConditionFlag.Key key) {
        return Objects.requireNonNullElse(key.location(), "");
    }

    private static Set<ConditionFlag.Key> keys(PreparedStatement statement) throws SQLException {
        Set<ConditionFlag.Key> keys = new LinkedHashSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(new ConditionFlag.Key(rows.getString(1), rows.getString(2)));
            }
        }
        return keys;
    }

    private static List<ConditionFlag> read(PreparedStatement statement) throws SQLException {
        List<ConditionFlag> flags = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                flags.add(new ConditionFlag(
                        new ConditionFlag.Key(rows.getString(1), rows.getString(2)),
                        rows.getBoolean(3),
                        Cells.instant(rows, 4),
                        Cells.instant(rows, 5),
                        rows.getString(6),
                        rows.getTimestamp(7).toInstant(),
                        rows.getObject(8, UUID.class)));
            }
        }
        return flags;
    }
}
