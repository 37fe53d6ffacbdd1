package io.tillbridge.delivery;

import io.tillbridge.canonical.HoldKey;
import java.math.BigDecimal;
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
                   delivered_at = case when n.told then ? else l.delivered_at end,
                   hastened = case when n.told then 0 when l.sequence > n.sequence and n.retry_at is null then l.hastened + 1
                                   else l.hastened end,
                   backlog = case when n.told and l.backlog > 0 then l.backlog - 1 else l.backlog end,
                   older_call_until = case when n.settled then null else greatest(l.older_call_until, ?) end,
                   lease_until = null, delivery_id = null, claimed_sequence = null
              from unnest(?::text[], ?::bigint[], ?::text[], ?::integer[], ?::timestamptz[], ?::timestamptz[], ?::integer[],
                          ?::boolean[], ?::text[], ?::boolean[], ?::numeric[], ?::boolean[])
                   as n(key, sequence, state, attempts, failed_since, retry_at, batch_limit, told, waiting_on, dead_letter, level, settled)
             where l.destination = ? and l.key = n.key and l.delivery_id = ?
            """;

    private final List<String> keys = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final List<Integer> attempts = new ArrayList<>();
    private final List<@Nullable String> failedSince = new ArrayList<>();
    private final List<@Nullable String> retryAt = new ArrayList<>();
    private final List<@Nullable Integer> limits = new ArrayList<>();
    private final List<Boolean> told = new ArrayList<>();
    private final List<@Nullable String> waiting = new ArrayList<>();
    private final List<Boolean> deadLetters = new ArrayList<>();
    private final List<@Nullable BigDecimal> levels = new ArrayList<>();
    private final List<Boolean> settled = new ArrayList<>();
    private final @Nullable Instant olderCallUntil;
    private final List<String> dueNow = new ArrayList<>();

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
        add(lane, "due", 0, null, null, null, false, null, lane.deadLetter());
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
        add(lane, "due", failures, since, retry, batchLimit, false, null, lane.deadLetter());
    }

    /** Told, and nothing newer is wanted. */
    void delivered(Lane lane) {
        add(lane, "delivered", 0, null, null, null, true, null, false);
    }

    /** Told, and due: at once with something newer, or once more at the given moment. */
    void deliveredAndDue(Lane lane, @Nullable Instant retry) {
        add(lane, "due", 0, null, retry, null, true, null, false);
    }

    /** Given up; a dead letter names it. */
    void dead(Lane lane, Instant now) {
        add(lane, "dead", lane.attempts() + 1, now, null, null, false, null, true);
    }

    /** Waits for exactly one missing thing, since a moment. */
    void waiting(Lane lane, HoldKey key, Instant since) {
        add(lane, "due", lane.attempts(), since, null, null, false, key.toString(), lane.deadLetter());
    }

    private void add(
            Lane lane,
            String state,
            int failures,
            @Nullable Instant since,
            @Nullable Instant retry,
            @Nullable Integer batchLimit,
            boolean toldNow,
            @Nullable String waitingOn,
            boolean deadLetter) {
        keys.add(lane.key());
        sequences.add(lane.sequence());
        states.add(state);
        attempts.add(failures);
        failedSince.add(since == null ? null : since.toString());
        retryAt.add(retry == null ? null : retry.toString());
        limits.add(batchLimit);
        told.add(toldNow);
        waiting.add(waitingOn);
        deadLetters.add(deadLetter);
        levels.add(lane.level());
        settled.add(toldNow && olderCallUntil == null && lane.olderCallUntil() == null);
        if (state.equals("due") && retry == null && waitingOn == null) {
            dueNow.add(lane.key());
        }
    }

    /** Lanes that are due at once. */
    List<String> dueNow() {
        return dueNow;
    }

    /** Writes the lanes that still belong to the attempt. */
    void write(Connection tx, Destination destination, Attempt attempt, Instant now) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, olderCallUntil == null ? null : Timestamp.from(olderCallUntil));
            statement.setArray(3, tx.createArrayOf("text", keys.toArray()));
            statement.setArray(4, tx.createArrayOf("bigint", sequences.toArray()));
            statement.setArray(5, tx.createArrayOf("text", states.toArray()));
            statement.setArray(6, tx.createArrayOf("integer", attempts.toArray()));
            statement.setArray(7, tx.createArrayOf("timestamptz", failedSince.toArray()));
            statement.setArray(8, tx.createArrayOf("timestamptz", retryAt.toArray()));
            statement.setArray(9, tx.createArrayOf("integer", limits.toArray()));
            statement.setArray(10, tx.createArrayOf("boolean", told.toArray()));
            statement.setArray(11, tx.createArrayOf("text", waiting.toArray()));
            statement.setArray(12, tx.createArrayOf("boolean", deadLetters.toArray()));
            statement.setArray(13, tx.createArrayOf("numeric", levels.toArray()));
            statement.setArray(14, tx.createArrayOf("boolean", settled.toArray()));
            statement.setString(15, destination.name());
            statement.setObject(16, attempt.id());
            statement.executeUpdate();
        }
    }
}
