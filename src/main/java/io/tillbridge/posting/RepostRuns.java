package io.tillbridge.posting;

import io.tillbridge.platform.Cells;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The runs of reposts and the states they go through, each by one compare-and-set; inside the caller's transaction. */
@Component
final class RepostRuns {

    private static final String INSERT = """
            insert into repost_run (repost_id, subject, version, sha256, why, state, requested_by, at_once, created_at)
            values (?, ?, ?, ?, ?, 'previewing', ?, ?, ?)
            """;

    private static final String ROW = """
            select r.repost_id, r.subject, r.version, r.sha256, r.why, r.state, r.hash, r.preview, r.requested_by,
                   r.created_at, r.confirmed_at, r.finished_at, r.failure, count(i.*),
                   count(*) filter (where i.state <> 'unseen'), count(*) filter (where i.state = 'pending'),
                   count(*) filter (where i.state = 'reposted'), count(*) filter (where i.state = 'refused')
              from repost_run r left join repost_item i using (repost_id)
            """;

    private static final String FIND = ROW + " where r.repost_id = ? group by r.repost_id";

    private static final String LIST = ROW + """
             where r.repost_id in (select repost_id from repost_run where cast(? as uuid) is null or repost_id < ?
                                    order by repost_id desc limit ?)
             group by r.repost_id order by r.repost_id desc
            """;

    /** Whoever has the run's row works at it; the other nodes pass it by, and go on with it when that node ends. */
    private static final String TAKE = """
            select repost_id, subject, version, sha256, coalesce(confirmed_by, requested_by), why from repost_run
             where state = ? order by repost_id limit 1 for update skip locked
            """;

    private static final String PREVIEWED =
            "update repost_run set state = 'previewed', hash = ?, preview = ? where repost_id = ? returning at_once";

    private static final String FAIL = """
            update repost_run set state = 'failed', failure = ?, finished_at = ?
             where repost_id = ? and state = 'previewing'
            """;

    private static final String CONFIRM = """
            update repost_run set state = 'running', confirmed_by = ?, confirmed_at = ?
             where repost_id = ? and state = 'previewed'
            """;

    private static final String CANCEL = """
            update repost_run set state = 'cancelled', finished_at = ?
             where repost_id = ? and state in ('previewing', 'previewed')
            """;

    private static final String FINISH = """
            update repost_run set state = 'finished', finished_at = ? where repost_id = ? and state = 'running'
            """;

    private final Clock clock;

    RepostRuns(Clock clock) {
        this.clock = clock;
    }

    /** Begins a run, whose messages are then to be previewed. */
    void begin(Connection tx, RepostUnit.Target target, boolean atOnce) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(INSERT)) {
            statement.setObject(1, target.run());
            statement.setString(2, target.subject());
            statement.setInt(3, target.version());
            statement.setString(4, target.sha256());
            statement.setString(5, target.why());
            statement.setString(6, target.by());
            statement.setBoolean(7, atOnce);
            statement.setObject(8, now());
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

    /** Runs, newest first; those that began before one. */
    List<RepostRun> list(Connection tx, @Nullable UUID before, int limit) throws SQLException {
        List<RepostRun> runs = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(LIST)) {
            statement.setObject(1, before);
            statement.setObject(2, before);
            statement.setInt(3, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    runs.add(run(row));
                }
            }
        }
        return runs;
    }

    /** The oldest run of a state that no other node works at, locked until the transaction ends. */
    Optional<RepostUnit.Target> take(Connection tx, String state) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(TAKE)) {
            statement.setString(1, state);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new RepostUnit.Target(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getInt(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Ends the preview of a run that is locked.
     *
     * @return whether it is to be confirmed at once
     */
    boolean previewed(Connection tx, UUID id, String hash, String preview) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(PREVIEWED)) {
            statement.setString(1, hash);
            statement.setString(2, preview);
            statement.setObject(3, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Starts a previewed set; false when it is in another state. */
    boolean confirm(Connection tx, UUID id, String by) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(CONFIRM)) {
            statement.setString(1, by);
            statement.setObject(2, now());
            statement.setObject(3, id);
            return statement.executeUpdate() == 1;
        }
    }

    /** Gives up a run whose preview cannot be ended. */
    void fail(Connection tx, UUID id, String failure) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FAIL)) {
            statement.setString(1, failure);
            statement.setObject(2, now());
            statement.setObject(3, id);
            statement.executeUpdate();
        }
    }

    /** Ends a run that nobody confirmed, after the unit that is being looked at; false when it is in another state. */
    boolean cancel(Connection tx, UUID id) throws SQLException {
        return end(tx, CANCEL, id);
    }

    boolean finish(Connection tx, UUID id) throws SQLException {
        return end(tx, FINISH, id);
    }

    private boolean end(Connection tx, String update, UUID id) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(update)) {
            statement.setObject(1, now());
            statement.setObject(2, id);
            return statement.executeUpdate() == 1;
        }
    }

    private OffsetDateTime now() {
        return SqlTimes.of(clock.instant());
    }

    private static RepostRun run(ResultSet row) throws SQLException {
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
                row.getTimestamp(10).toInstant(),
                Cells.instant(row, 11),
                Cells.instant(row, 12),
                row.getString(13),
                row.getInt(14),
                row.getInt(15),
                row.getInt(16),
                row.getInt(17),
                row.getInt(18));
    }
}
