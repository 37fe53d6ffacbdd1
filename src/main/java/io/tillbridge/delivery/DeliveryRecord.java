package io.tillbridge.delivery;

import io.tillbridge.canonical.Failure;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.deadletter.FailedMessage;
import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records what became of an attempt: fenced by its epoch, one statement for the attempt and one for all its lanes. */
final class DeliveryRecord {

    private static final String FENCE = """
            update delivery set state = ?, status = coalesce(?, status), answer = coalesce(?, answer), call_at = ?, closed_until = ?,
                   lease_until = null, calls = calls + ?, finished_at = ?, failed_since = case when ? then coalesce(failed_since, ?) end
             where delivery_id = ? and epoch = ? and state = 'in_flight'
            """;

    private static final String RESOLVE = """
            update dead_letter set state = 'resolved', changed_at = ?
             where connection = ? and flow = ? and lane_key = any(?) and state not in ('replayed', 'resolved', 'archived')
            """;

    private static final String TOLD = "delete from outbox_entry e using unnest(?::text[], ?::bigint[]) as n(k, s)"
            + " where e.destination = ? and e.key = n.k and e.sequence = n.s";

    private final DeadLetters deadLetters;
    private final RemoteIds remoteIds;

    DeliveryRecord(DeadLetters deadLetters, Clock clock) {
        this.remoteIds = new RemoteIds(clock);
        this.deadLetters = deadLetters;
    }

    /**
     * What was recorded.
     *
     * @param counted false: another holder has the attempt, and this outcome counts for nothing
     * @param dead lanes that were given up
     */
    record Recorded(boolean counted, int dead) {}

    /** Records the decision in the caller's transaction. */
    Recorded record(Connection tx, Destination destination, Attempt attempt, Decision decision, Instant now)
            throws SQLException {
        if (!fence(tx, attempt, decision, now)) {
            return new Recorded(false, 0);
        }
        if (decision.open()) {
            return new Recorded(true, 0);
        }
        boolean queued = destination.queue();
        Instant older =
                attempt.takenOver() && !queued ? now.plus(destination.partner().callEnds()) : null;
        LaneRows rows = new LaneRows(older);
        List<FailedMessage> dead = new ArrayList<>();
        List<String> resolved = new ArrayList<>();
        List<String> unsure = new ArrayList<>();
        List<Lane> told = new ArrayList<>();
        for (LockedLane locked : LockedLane.of(tx, destination, attempt)) {
            Lane lane = locked.lane();
            LaneResult result = decision.lanes().get(lane.key());
            // Of a state that a newer one has replaced neither failure nor refusal counts; an event is never replaced
            boolean replaced = locked.newer() && !queued;
            if (result instanceof LaneResult.Delivered) {
                delivered(rows, lane, queued, replaced, older);
                if (locked.entries()) {
                    told.add(lane);
                }
                if (lane.deadLetter()) {
                    resolved.add(lane.key());
                }
            } else if (result instanceof LaneResult.Again again && replaced) {
                rows.again(lane, 0, null, again.at(), again.batchLimit());
            } else if (result instanceof LaneResult.Again again) {
                again(rows, lane, again, LaneResults.earlier(locked.failedSince(), attempt.failedSince()), now);
            } else if (result instanceof LaneResult.Reconcile && replaced) {
                rows.due(lane);
            } else if (result instanceof LaneResult.Reconcile first) {
                again(rows, lane, new LaneResult.Again(first.at(), null, true), locked.failedSince(), now);
            } else if (result instanceof LaneResult.Held && replaced) {
                rows.due(lane);
            } else if (result instanceof LaneResult.Held held) {
                rows.waiting(lane, held.key());
            } else if (result instanceof LaneResult.Dead && replaced) {
                rows.due(lane);
            } else if (result instanceof LaneResult.Dead given) {
                rows.dead(lane, now);
                dead.add(failed(destination, attempt, lane, given.failure()));
                if (given.failure().code().equals(LaneResults.COMPARE_CONFLICT)) {
                    unsure.add(lane.key());
                }
            }
        }
        rows.write(tx, destination, attempt, now);
        remoteIds.keep(tx, destination, decision);
        Confirmations.told(tx, destination, decision, now);
        if (!unsure.isEmpty()) {
            RemoteIds.doubt(tx, destination, unsure);
        }
        if (!told.isEmpty()) {
            forget(tx, destination, told);
        }
        if (!resolved.isEmpty()) {
            resolve(tx, destination, resolved, now);
        }
        deadLetters.file(tx, dead);
        return new Recorded(true, dead.size());
    }

    /** Files lanes that were claimed but cannot be told, and holds those that wait for a reference. */
    void setAside(Connection tx, Destination destination, Attempt claim, SetAside aside, Instant now)
            throws SQLException {
        LaneRows rows = new LaneRows(null);
        List<FailedMessage> dead = new ArrayList<>();
        aside.failed().forEach((lane, failure) -> {
            rows.dead(lane, now);
            dead.add(failed(destination, claim, lane, failure));
        });
        aside.held().forEach(rows::waiting);
        rows.write(tx, destination, claim, now);
        deadLetters.file(tx, dead);
    }

    private static void delivered(LaneRows rows, Lane lane, boolean queued, boolean replaced, @Nullable Instant older) {
        // an older call may still reach the partner after this one: the state is sent once more when it must have ended
        Instant again = older == null ? lane.olderCallUntil() : older;
        rows.delivered(lane, replaced || queued ? null : again);
    }

    private static void again(LaneRows rows, Lane lane, LaneResult.Again again, @Nullable Instant since, Instant now) {
        int attempts = lane.attempts() + (again.failed() ? 1 : 0);
        Instant failed = again.failed() && since == null ? now : since;
        rows.again(lane, attempts, failed, again.at(), again.batchLimit());
    }

    private static FailedMessage failed(Destination destination, Attempt attempt, Lane lane, Failure failure) {
        return FailedMessage.lane(
                failure,
                destination.connection().id(),
                destination.flow().name(),
                lane.key(),
                lane.eventType(),
                lane.messageId(),
                lane.document(),
                attempt.mapping());
    }

    private static boolean fence(Connection tx, Attempt attempt, Decision decision, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FENCE)) {
            Timestamp at = Timestamp.from(now);
            statement.setString(1, decision.state());
            statement.setObject(2, decision.status());
            statement.setString(3, decision.answer());
            statement.setTimestamp(4, timestamp(decision.callAt()));
            statement.setTimestamp(5, timestamp(decision.closedUntil()));
            statement.setInt(6, decision.called() ? 1 : 0);
            statement.setTimestamp(7, decision.open() ? null : at);
            statement.setBoolean(8, decision.open());
            statement.setTimestamp(9, at);
            statement.setObject(10, attempt.id());
            statement.setLong(11, attempt.epoch());
            return statement.executeUpdate() == 1;
        }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant moment) {
        return moment == null ? null : Timestamp.from(moment);
    }

    private static void resolve(Connection tx, Destination destination, List<String> keys, Instant now)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(RESOLVE)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, destination.connection().id());
            statement.setString(3, destination.flow().name());
            statement.setArray(4, tx.createArrayOf("text", keys.toArray()));
            statement.executeUpdate();
        }
    }

    private static void forget(Connection tx, Destination destination, List<Lane> told) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(TOLD)) {
            Columns.bind(statement, told, 1).text(Lane::key).bigint(Lane::sequence);
            statement.setString(3, destination.name());
            statement.executeUpdate();
        }
    }
}
