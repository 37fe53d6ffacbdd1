package io.tillbridge.message;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Messages that wait on exactly one missing thing each, and their release. */
@Component
public final class HeldMessages {

    private static final String RELEASE = """
            with waiting as (
                select message_id, exists (select from message_attempt a
                                            where a.message_id = m.message_id and a.outcome = 'replayed') as chosen
                  from message m
                 where state = 'held' and hold_key = any (?::text[])
                 order by message_id for update),
            released as (
                update message m
                   set state = 'accepted', reason = null, hold_key = null, due_at = ?, lease_until = null,
                       mapping = case when chosen then mapping end,
                       mapping_version = case when chosen then mapping_version end,
                       mapping_sha256 = case when chosen then mapping_sha256 end,
                       generation = case when chosen then generation end,
                       mapping_activation = case when chosen then mapping_activation end
                  from waiting w
                 where m.message_id = w.message_id and m.state = 'held'
                returning m.message_id),
            noted as (
                insert into message_attempt (message_id, at, stage, outcome)
                select message_id, ?, 'post', 'released' from released)
            select count(*) from released
            """;

    private static final String KEYS = """
            select distinct hold_key from message
             where state = 'held' and hold_key > ? and starts_with(hold_key, ?)
             order by hold_key limit ?
            """;

    private static final String FIRST = """
            select hold_key from message where state = 'held' and hold_key > ? order by hold_key limit 1
            """;

    private final Clock clock;

    public HeldMessages(Clock clock) {
        this.clock = clock;
    }

    /**
     * Makes every message that waits on one of the keys ready again, once; they are taken in the order of their arrival.
     * Each keeps its deadline, in case it still misses something, and is translated by the version that counts then; one that
     * was replayed, by the version that was chosen for it.
     *
     * @return how many were released
     */
    public int release(Connection transaction, Collection<HoldKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = transaction.prepareStatement(RELEASE)) {
            OffsetDateTime now = SqlTimes.of(clock.instant());
            statement.setObject(2, now);
            statement.setArray(
                    1,
                    transaction.createArrayOf(
                            "text", keys.stream().map(HoldKey::toString).toArray(String[]::new)));
            statement.setObject(3, now);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** Whether no message waits for anything of a kind; a look at an index. */
    public static boolean none(Connection transaction, String kind) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(FIRST)) {
            statement.setString(1, kind + ":");
            try (ResultSet rows = statement.executeQuery()) {
                return !rows.next() || !rows.getString(1).startsWith(kind + ":");
            }
        }
    }

    /**
     * A page of the distinct keys of one kind that messages wait on, in the database's order of text.
     *
     * @param kind such as {@code sku}
     * @param after the last key of the page before; null for the first page
     * @param max at most this many; fewer means that there are no more
     */
    public List<HoldKey> keys(Connection connection, String kind, @Nullable HoldKey after, int max)
            throws SQLException {
        List<HoldKey> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
            statement.setString(1, after == null ? "" : after.toString());
            statement.setString(2, kind + ":");
            statement.setInt(3, max);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(HoldKey.parse(rows.getString(1)));
                }
            }
        }
        return keys;
    }
}
