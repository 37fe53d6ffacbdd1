package io.tillbridge.delivery;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The new values of an attempt's lanes, gathered and written in one statement. */
final class LaneRows {

    private static final String WRITE = """
            update lane_delivery l set
                   attempts = n.attempts, failed_since = n.failed_since, failed_sequence = n.sequence,
                   retry_at = n.retry_at, retry_sequence = n.sequence, batch_limit = n.batch_limit,
                   waiting_on = n.waiting_on, waiting_sequence = n.sequence,
                   waiting_since = case when n.waiting_on is not null then coalesce(l.waiting_since, ?) end,
                   dead_sequence = case when n.dead then n.sequence end, dead_letter = n.dead_letter,
                   delivered_sequence = case when n.told then greatest(l.delivered_sequence, n.sequence) else l.delivered_sequence end,
                   settled_sequence = case when not n.told then l.settled_sequence
                                           when n.retry_at is null then greatest(l.settled_sequence, n.sequence)
                                           else n.sequence - 1 end,
                   delivered_level = case when n.told then n.level else l.delivered_level end,
                   reported_told = case when n.told then l.claimed_reported else l.reported_told end,
                   delivered_at = case when n.told then ? else l.delivered_at end,
                   hastened = case when n.told then 0 else l.hastened end,
                   older_call_until = case when n.settled then null else greatest(l.older_call_until, ?) end,
                   lease_until = null, delivery_id = null, claimed_sequence = null
              from unnest(?::text[], ?::bigint[], ?::integer[], ?::timestamptz[], ?::timestamptz[], ?::integer[],
                          ?::boolean[], ?::text[], ?::boolean[], ?::boolean[], ?::numeric[], ?::boolean[])
                   as n(key, sequence, attempts, failed_since, retry_at, batch_limit, told, waiting_on, dead, dead_letter, level,
                        settled)
             where l.destination = ? and l.key = n.key and l.delivery_id = ?
            """;

    /**
     * One lane's new values.
     *
     * @param attempts failed so far
     * @param told the lane's state was told now
     */
    private record Row(
            Lane lane,
            int attempts,
            @Nullable Instant failedSince,
            @Nullable Instant retryAt,
            @Nullable Integer batchLimit,
            boolean told,
            @Nullable String waitingOn,
            boolean dead,
            boolean deadLetter) {}

    private final List<Row> rows = new ArrayList<>();
    private final @Nullable Instant olderCallUntil;

    /**
     * No lane yet.
     *
     * @param olderCallUntil until then a call of an earlier holder may still reach the partner; null when there is none
     */
    LaneRows(@Nullable Instant olderCallUntil) {
        this.olderCallUntil = olderCallUntil;
    }

    /** Due at once with a newer state, which has not failed yet. */
    void due(Lane lane) {
        rows.add(new Row(lane, 0, null, null, null, false, null, false, lane.deadLetter()));
    }

    /**
     * Due again with the same state.
     *
     * @param failures of the state so far
     * @param since its first failure; null when it has not failed
     * @param retry not before; null for at once
     * @param batchLimit at most so many lanes per call; null for the destination's own limit
     */
    void again(
            Lane lane, int failures, @Nullable Instant since, @Nullable Instant retry, @Nullable Integer batchLimit) {
        rows.add(new Row(lane, failures, since, retry, batchLimit, false, null, false, lane.deadLetter()));
    }

    /**
     * Told.
     *
     * @param again when the same state is to be told once more; null when it need not be
     */
    void delivered(Lane lane, @Nullable Instant again) {
        rows.add(new Row(lane, 0, null, again, null, true, null, false, false));
    }

    /** Given up; a dead letter names it. */
    void dead(Lane lane, Instant now) {
        rows.add(new Row(lane, lane.attempts() + 1, now, null, null, false, null, true, true));
    }

    /** Waits for exactly one missing thing; since now, unless it has waited for another one before and not left since. */
    void waiting(Lane lane, HoldKey key) {
        rows.add(new Row(
                lane,
                lane.attempts(),
                lane.failedSince(),
                null,
                null,
                false,
                key.toString(),
                false,
                lane.deadLetter()));
    }

    /** Writes the lanes that still belong to the attempt. */
    void write(Connection tx, Destination destination, Attempt attempt, Instant now) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            statement.setObject(1, SqlTimes.of(now));
            statement.setObject(2, SqlTimes.of(now));
            statement.setObject(3, SqlTimes.orNull(olderCallUntil));
            Columns.bind(statement, rows, 4)
                    .text(row -> row.lane().key())
                    .bigint(row -> row.lane().sequence())
                    .integer(Row::attempts)
                    .instant(Row::failedSince)
                    .instant(Row::retryAt)
                    .integer(Row::batchLimit)
                    .bool(Row::told)
                    .text(Row::waitingOn)
                    .bool(Row::dead)
                    .bool(Row::deadLetter)
                    .decimal(row -> row.lane().level())
                    .bool(row ->
                            row.told() && olderCallUntil == null && row.lane().olderCallUntil() == null);
            statement.setString(16, destination.name());
            statement.setObject(17, attempt.id());
            statement.executeUpdate();
        }
    }
}
