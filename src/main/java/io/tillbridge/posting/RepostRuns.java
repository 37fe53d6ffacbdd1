package io.tillbridge.posting;

import io.tillbridge.platform.Cells;
import io.tillbridge.platform.Columns;
import io.tillbridge.posting.Retelling.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The frozen sets of reposts and how far each is; inside the caller's transaction. */
@Component
final class RepostRuns {

    private static final String INSERT = """
            insert into repost_run (repost_id, subject, version, sha256, why, state, hash, preview, requested_by, created_at)
            values (?, ?, ?, ?, ?, 'previewed', ?, ?, ?, ?)
            """;

    private static final String INSERT_ITEMS = """
            insert into repost_item (repost_id, message_id, unit, from_sha256, content_hash, state, code, detail)
            select ?, m, u, f, h, case when c is null then 'pending' else 'refused' end, c, d
              from unnest(?::uuid[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::text[]) as row (m, u, f, h, c, d)
            """;

    private static final String FIND = """
            select r.repost_id, r.subject, r.version, r.sha256, r.why, r.state, r.hash, r.preview, r.requested_by,
                   r.created_at, r.confirmed_at, r.finished_at, count(i.*), count(*) filter (where i.state = 'pending'),
                   count(*) filter (where i.state = 'reposted'), count(*) filter (where i.state = 'refused')
              from repost_run r left join repost_item i using (repost_id)
             where r.repost_id = ? group by r.repost_id
            """;

    private static final String CONFIRM = """
            update repost_run set state = 'running', confirmed_by = ?, confirmed_at = ?
             where repost_id = ? and state = 'previewed'
            """;

    /** Whoever has the run's row works at it; the other nodes pass it by. */
    private static final String TAKE = """
            select repost_id, subject, version, sha256, coalesce(confirmed_by, requested_by), why from repost_run
             where state = 'running' order by repost_id limit 1 for update skip locked
            """;

    private static final String UNIT = """
            select message_id, from_sha256, content_hash from repost_item
             where repost_id = ? and state = 'pending'
               and unit = (select unit from repost_item where repost_id = ? and state = 'pending' order by unit limit 1)
             order by message_id
            """;

    private static final String SETTLE = """
            update repost_item i set state = case when c is null then 'reposted' else 'refused' end, code = c, detail = d
              from unnest(?::uuid[], ?::text[], ?::text[]) as row (m, c, d)
             where i.repost_id = ? and i.message_id = m
            """;

    private final Clock clock;

    RepostRuns(Clock clock) {
        this.clock = clock;
    }

    /**
     * A message of a set as it was looked at.
     *
     * @param unit what is reposted in one transaction
     */
    record Looked(
            String unit, RepostUnit.Item item, @Nullable Refusal refusal) {}

    /** A running set and its next unit; no items: none is left. */
    record Next(RepostUnit.Target target, List<RepostUnit.Item> items) {}

    void freeze(Connection tx, RepostUnit.Target target, String hash, String preview, List<Looked> looked)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(INSERT)) {
            statement.setObject(1, target.run());
            statement.setString(2, target.subject());
            statement.setInt(3, target.version());
            statement.setString(4, target.sha256());
            statement.setString(5, target.why());
            statement.setString(6, hash);
            statement.setString(7, preview);
            statement.setString(8, target.by());
            statement.setTimestamp(9, now());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = tx.prepareStatement(INSERT_ITEMS)) {
            statement.setObject(1, target.run());
            Columns.bind(statement, looked, 2)
                    .uuid(one -> one.item().messageId())
                    .text(Looked::unit)
                    .text(one -> one.item().fromSha256())
                    .bytes(one -> one.item().contentHash())
                    .text(one -> one.refusal() == null ? null : one.refusal().code())
                    .text(one -> one.refusal() == null ? null : one.refusal().detail());
            statement.executeUpdate();
        }
    }

    Optional<RepostRun> find(Connection tx, UUID id) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(run(row)) : Optional.empty();
            }
        }
    }

    /** Starts a previewed set; false when it was started before. */
    boolean confirm(Connection tx, UUID id, String by) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(CONFIRM)) {
            statement.setString(1, by);
            statement.setTimestamp(2, now());
            statement.setObject(3, id);
            return statement.executeUpdate() == 1;
        }
    }

    /** The next unit of a running set, whose row is locked until the transaction ends; empty when none runs. */
    Optional<Next> next(Connection tx) throws SQLException {
        RepostUnit.Target target;
        try (PreparedStatement statement = tx.prepareStatement(TAKE);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            target = new RepostUnit.Target(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6));
        }
        List<RepostUnit.Item> items = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(UNIT)) {
            statement.setObject(1, target.run());
            statement.setObject(2, target.run());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    items.add(new RepostUnit.Item(rows.getObject(1, UUID.class), rows.getString(2), rows.getBytes(3)));
                }
            }
        }
        return Optional.of(new Next(target, items));
    }

    void settle(Connection tx, Next next, Map<UUID, Refusal> refused) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(SETTLE)) {
            Columns.bind(statement, next.items(), 1)
                    .uuid(RepostUnit.Item::messageId)
                    .text(item -> refused.containsKey(item.messageId())
                            ? refused.get(item.messageId()).code()
                            : null)
                    .text(item -> refused.containsKey(item.messageId())
                            ? refused.get(item.messageId()).detail()
                            : null);
            statement.setObject(4, next.target().run());
            statement.executeUpdate();
        }
    }

    void finish(Connection tx, UUID id) throws SQLException {
        try (PreparedStatement statement =
                tx.prepareStatement("update repost_run set state = 'finished', finished_at = ? where repost_id = ?")) {
            statement.setTimestamp(1, now());
            statement.setObject(2, id);
            statement.executeUpdate();
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static RepostRun run(ResultSet row) throws SQLException {
        Instant created = row.getTimestamp(10).toInstant();
        return new RepostRun(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                created,
                Cells.instant(row, 11),
                Cells.instant(row, 12),
                row.getInt(13),
                row.getInt(14),
                row.getInt(15),
                row.getInt(16));
    }
}
