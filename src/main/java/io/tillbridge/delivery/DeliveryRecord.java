package io.tillbridge.delivery;

import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.deadletter.FailedMessage;
import io.tillbridge.outbox.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records what became of an attempt: fenced by its epoch, one statement for the attempt and one for all its lanes. */
final class DeliveryRecord {

    private static final String FENCE = """
            update delivery set state = ?, status = coalesce(?, status), answer = coalesce(?, answer), call_at = ?,
                   lease_until = null, calls = calls + ?, finished_at = ?, failed_since = case when ? then coalesce(failed_since, ?) end
             where delivery_id = ? and epoch = ? and state = 'in_flight'
            """;

    private static final String LOCK = """
            select key, sequence, backlog, attempts, failed_since, desired <> '',
                   hastened < %d and (level = 0 or level < delivered_level) from outbox_lane
             where destination = ? and key = any(?) and delivery_id = ? order by key for update
            """.formatted(Outbox.HASTENED_AT_MOST);

    private static final String RESOLVE = """
            update dead_letter set state = 'resolved', changed_at = ?
             where connection = ? and flow = ? and lane_key = any(?) and state not in ('replayed', 'resolved', 'archived')
            """;

    private static final String TOLD = "delete from outbox_entry e using unnest(?::text[], ?::bigint[]) as n(k, s)"
            + " where e.destination = ? and e.key = n.k and e.sequence = n.s";

    private final DeadLetters deadLetters;

    DeliveryRecord(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /**
     * What was recorded.
     *
     * @param counted false: another holder has the attempt, and this outcome counts for nothing
     * @param due lanes that are due again at once
     * @param dead lanes that were given up
     */
    record Recorded(boolean counted, List<String> due, int dead) {
        Recorded {
            due = List.copyOf(due);
        }
    }

    /** Records the decision in the caller's transaction. */
    Recorded record(Connection tx, Destination destination, Attempt attempt, Decision decision, Instant now)
            throws SQLException {
        if (!fence(tx, attempt, decision, now)) {
            return new Recorded(false, List.of(), 0);
        }
        if (decision.open()) {
            return new Recorded(true, List.of(), 0);
        }
        Map<String, Lane> lanes = new HashMap<>();
        attempt.lanes().forEach(lane -> lanes.put(lane.key(), lane));
        Instant older = attempt.takenOver() && !destination.queue()
                ? now.plus(destination.client().callEnds())
                : null;
        LaneRows rows = new LaneRows(older);
        List<FailedMessage> dead = new ArrayList<>();
        List<String> resolved = new ArrayList<>();
        List<Lane> told = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setString(1, destination.name());
            statement.setArray(2, tx.createArrayOf("text", lanes.keySet().toArray()));
            statement.setObject(3, attempt.id());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    Lane lane = lanes.get(found.getString(1));
                    LaneResult result = lane == null ? null : decision.lanes().get(lane.key());
                    if (lane == null || result == null) {
                        continue;
                    }
                    int backlog = found.getInt(3);
                    boolean queued = destination.queue();
                    // the attempt may be older than the flow's kind
                    boolean event = queued && !found.getBoolean(6);
                    boolean moved = found.getLong(2) > lane.sequence();
                    boolean entries = queued && backlog > (event ? 1 : 0);
                    boolean newer = entries || (moved && !event);
                    if (result instanceof LaneResult.Delivered) {
                        delivered(rows, lane, newer, older);
                        if (backlog > 0) {
                            told.add(lane);
                        }
                        if (lane.deadLetter()) {
                            resolved.add(lane.key());
                        }
                    } else if (result instanceof LaneResult.Again again) {
                        Instant since =
                                Decisions.earlier(LaneClaims.instant(found.getTimestamp(5)), attempt.failedSince());
                        boolean hastens = again.batchLimit() == null && found.getBoolean(7);
                        if (newer && !queued) {
                            rows.again(lane, 0, null, hastens ? null : again.at(), again.batchLimit());
                        } else {
                            again(rows, lane, again, since, now);
                        }
                    } else if (result instanceof LaneResult.Dead given) {
                        if (newer && !destination.queue()) {
                            rows.due(lane);
                        } else {
                            rows.dead(lane, now);
                            dead.add(failed(destination, attempt, lane, given.failure()));
                        }
                    }
                }
            }
        }
        rows.write(tx, destination, attempt, now);
        if (!told.isEmpty()) {
            forget(tx, destination, told);
        }
        if (!resolved.isEmpty()) {
            resolve(tx, destination, resolved, now);
        }
        deadLetters.file(tx, dead);
        return new Recorded(true, rows.dueNow(), dead.size());
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
        for (Map.Entry<Lane, HoldKey> held : aside.held().entrySet()) {
            Lane lane = held.getKey();
            Instant since = lane.failedSince() == null ? now : lane.failedSince();
            rows.waiting(lane, held.getValue(), since);
        }
        rows.write(tx, destination, claim, now);
        deadLetters.file(tx, dead);
    }

    private static void delivered(LaneRows rows, Lane lane, boolean newer, @Nullable Instant older) {
        // an older call may still reach the partner after this one: the state is sent once more when it must have ended
        Instant again = older == null ? lane.olderCallUntil() : older;
        if (newer || again != null) {
            rows.deliveredAndDue(lane, newer ? null : again);
        } else {
            rows.delivered(lane);
        }
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
            statement.setTimestamp(4, decision.callAt() == null ? null : Timestamp.from(decision.callAt()));
            statement.setInt(5, decision.called() ? 1 : 0);
            statement.setTimestamp(6, decision.open() ? null : at);
            statement.setBoolean(7, decision.open());
            statement.setTimestamp(8, at);
            statement.setObject(9, attempt.id());
            statement.setLong(10, attempt.epoch());
            return statement.executeUpdate() == 1;
        }
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
            statement.setArray(
                    1, tx.createArrayOf("text", told.stream().map(Lane::key).toArray()));
            statement.setArray(
                    2,
                    tx.createArrayOf("bigint", told.stream().map(Lane::sequence).toArray()));
            statement.setString(3, destination.name());
            statement.executeUpdate();
        }
    }
}
