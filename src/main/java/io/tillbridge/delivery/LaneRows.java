package io.tillbridge.delivery;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The new values of an attempt's lanes, gathered and written in one statement. */
final class LaneRows {

    private static final String WRITE = """
            update outbox_lane l set
                   state = n.state, attempts = n.attempts, failed_since = n.failed_since, retry_at = n.retry_at,
                   batch_limit = n.batch_limit, waiting_on = n.waiting_on, dead_letter = n.dead_letter,
                   delivered_sequence = case when n.told then greatest(l.delivered_sequence, n.sequence) else l.delivered_sequence end,
                   delivered_level = case when n.told then n.level else l.delivered_level end,
                   reported = case when n.told then l.reported - l.claimed_reported else l.reported end,
                   delivered_at = case when n.told then ? else l.delivered_at end,
                   hastened = case when n.told then 0 when l.sequence > n.sequence and n.retry_at is null then l.hastened + 1
                                   else l.hastened end,
                   waiting_since = case when n.waiting_on is not null then coalesce(l.waiting_since, ?) end,
                   backlog = case when n.told and l.backlog > 0 then l.backlog - 1 else l.backlog end,
                   older_call_until = case when n.settled then null else greatest(l.older_call_until, ?) end,
                   lease_until = null, delivery_id = null, claimed_sequence = null
              from unnest(?::text[], ?::bigint[], ?::text[], ?::integer[], ?::timestamptz[], ?::timestamptz[], ?::integer[],
                          ?::boolean[], ?::text[], ?::boolean[], ?::numeric[], ?::boolean[])
                   as n(key, sequence, state, attempts, failed_since, retry_at, batch_limit, told, waiting_on, dead_letter, level, settled)
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
            String state,
            int attempts,
            @Nullable Instant failedSince,
            @Nullable Instant retryAt,
            @Nullable Integer batchLimit,
            boolean told,
            @Nullable String waitingOn,
            boolean deadLetter) {

        boolean dueNow() {
            return state.equals("due") && retryAt == null && waitingOn == null;
        }
    }

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
        rows.add(new Row(lane, "due", 0, null, null, null, false, null, lane.deadLetter()));
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
        rows.add(new Row(lane, "due", failures, since, retry, batchLimit, false, null, lane.deadLetter()));
    }

    /** Told, and nothing newer is wanted. */
    void delivered(Lane lane) {
        rows.add(new Row(lane, "delivered", 0, null, null, null, true, null, false));
    }

    /** Told, and due: at once with something newer, or once more at the given moment. */
    void deliveredAndDue(Lane lane, @Nullable Instant retry) {
        rows.add(new Row(lane, "due", 0, null, retry, null, true, null, false));
    }

    /** Given up; a dead letter names it. */
    void dead(Lane lane, Instant now) {
        rows.add(new Row(lane, "dead", lane.attempts() + 1, now, null, null, false, null, true));
    }

    /** Waits for exactly one missing thing; since now, unless it has waited for another one before and not left since. */
    void waiting(Lane lane, HoldKey key) {
        rows.add(new Row(
                lane,
                "due",
                lane.attempts(),
                lane.failedSince(),
                null,
                null,
                false,
                key.toString(),
                lane.deadLetter()));
    }

    /** Lanes that are due at once. */
    List<String> dueNow() {
        return rows.stream().filter(Row::dueNow).map(row -> row.lane().key()).toList();
    }

    /** Writes the lanes that still belong to the attempt. */
    void write(Connection tx, Destination destination, Attempt attempt, Instant now) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setTimestamp(3, olderCallUntil == null ? null : Timestamp.from(olderCallUntil));
            Columns.bind(statement, rows, 4)
                    .text(row -> row.lane().key())
                    .bigint(row -> row.lane().sequence())
                    .text(Row::state)
                    .integer(Row::attempts)
                    .instant(Row::failedSince)
                    .instant(Row::retryAt)
                    .integer(Row::batchLimit)
                    .bool(Row::told)
                    .text(Row::waitingOn)
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
