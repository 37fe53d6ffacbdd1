package io.tillbridge.outbox;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes desired states into their lanes, in the caller's transaction: one statement for the lanes that only need the
 * newest state and one for those that tell every event. Rows are locked in the order of (destination, key).
 *
 * <p>A newer state ends a pause that was only for telling the older one once more. A pause after a failure is ended, at most
 * {@value #HASTENED_AT_MOST} times, by a figure that is zero or below what the destination was told.
 *
 * <p>A newer state also ends the lane's wait for something it misses, because it may miss nothing. A newer figure does not
 * (but on a lane that runs dry, which shows each): it is of the same item and place, so it misses the same, and figures of items that a partner does not sell come often.
 */
public final class Outbox {

    /** So often, between two tellings, a figure that falls or is zero goes out before its lane's pause has ended. */
    public static final int HASTENED_AT_MOST = 3;

    /** Of a refused batch that is halved the time has come already, and it needs its limit. */
    private static final String HASTENS = "(l.hastened < " + HASTENED_AT_MOST
            + " and l.batch_limit is null and (excluded.level = 0 or excluded.level < l.delivered_level))";

    private static final String COLLAPSE = """
            insert into outbox_lane as l
                   (destination, key, event_type, state, sequence, desired, occurred_at, message_id, level, reported)
            select d, k, t, 'due', s, j, o, m, v, r
              from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::uuid[], ?::numeric[],
                          ?::numeric[])
                   as n(d, k, t, s, j, o, m, v, r)
             order by d, k
            on conflict (destination, key) do update set
                   event_type = excluded.event_type,
                   state = case l.state when 'in_flight' then 'in_flight' else 'due' end,
                   sequence = excluded.sequence,
                   desired = excluded.desired,
                   occurred_at = excluded.occurred_at,
                   message_id = excluded.message_id,
                   level = excluded.level,
                   reported = l.reported + excluded.reported,
                   attempts = case l.state when 'in_flight' then l.attempts else 0 end,
                   failed_since = case l.state when 'in_flight' then l.failed_since end,
                   waiting_on = case when excluded.level is not null and l.waiting_on <> 'dry_run' then l.waiting_on end,
                   retry_at = case when l.delivered_sequence >= l.sequence or %1$s then null else l.retry_at end,
                   hastened = case when l.retry_at is not null and %1$s then l.hastened + 1 else l.hastened end
             where excluded.sequence > l.sequence
            returning l.destination, l.key, l.state
            """.formatted(HASTENS);

    private static final String QUEUE = """
            with added as (
                insert into outbox_entry (destination, key, sequence, document, occurred_at, message_id)
                select d, k, s, j, o, m
                  from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::uuid[]) as n(d, k, s, j, o, m)
                 order by d, k, s
                on conflict do nothing
                returning destination, key, sequence, occurred_at, message_id),
            newest as (
                select distinct on (destination, key) destination, key, sequence, occurred_at, message_id,
                       count(*) over (partition by destination, key) as entries
                  from added order by destination, key, sequence desc)
            insert into outbox_lane as l
                   (destination, key, event_type, state, sequence, desired, occurred_at, message_id, backlog)
            select w.destination, w.key, t.t, 'due', w.sequence, '', w.occurred_at, w.message_id, w.entries
              from newest w
              join (select distinct on (d) d, t from unnest(?::text[], ?::text[]) as x(d, t) order by d) t on t.d = w.destination
             order by w.destination, w.key
            on conflict (destination, key) do update set
                   state = case when l.state in ('in_flight', 'dead') then l.state else 'due' end,
                   sequence = greatest(l.sequence, excluded.sequence),
                   occurred_at = excluded.occurred_at,
                   message_id = excluded.message_id,
                   backlog = l.backlog + excluded.backlog
            returning l.destination, l.key, l.state
            """;

    private static final String SCHEDULE = """
            update outbox_lane l set retry_at = ? from unnest(?::text[], ?::text[]) as n(d, k)
             where l.destination = n.d and l.key = n.k and l.state = 'due' and l.waiting_on is null and l.retry_at is null
            """;

    private static final String RELEASE = """
            with going as (
                select destination, key from outbox_lane where waiting_on = any(?) order by destination, key for update)
            update outbox_lane l set waiting_on = null, failed_since = null
              from going g where l.destination = g.destination and l.key = g.key
            returning l.destination, l.key, l.state
            """;

    private static final String KNOWN = """
            select l.destination, l.key from outbox_lane l
              join unnest(?::text[], ?::text[]) as n (d, k) on l.destination = n.d and l.key = n.k
            """;

    /** Those of events that are told once, and whose lanes are not there yet. */
    public static List<DesiredState> without(Connection tx, List<DesiredState> states) throws SQLException {
        if (states.isEmpty()) {
            return states;
        }
        Set<LaneSignal> known = new HashSet<>();
        try (PreparedStatement statement = tx.prepareStatement(KNOWN)) {
            Columns.bind(statement, states, 1).text(DesiredState::destination).text(DesiredState::key);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.add(new LaneSignal(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return states.stream()
                .filter(state -> !known.contains(new LaneSignal(state.destination(), state.key())))
                .toList();
    }

    /**
     * Writes the states; a sequence not greater than the lane's changes nothing, so a repeated posting is harmless.
     *
     * @param tx the posting's transaction; neither committed nor closed here
     * @return the lanes that are due now, to be given to {@link LaneSignals#signal} after the commit
     * @throws SQLException as the database says; the transaction is then the caller's to roll back
     */
    public List<LaneSignal> write(Connection tx, List<DesiredState> states) throws SQLException {
        Map<String, DesiredState> newest = new TreeMap<>();
        List<DesiredState> queued = new ArrayList<>();
        for (DesiredState state : states) {
            if (state.collapse()) {
                newest.merge(
                        state.destination() + '\u0000' + state.key(),
                        state,
                        (known, other) -> other.sequence() > known.sequence() ? other : known);
            } else {
                queued.add(state);
            }
        }
        List<LaneSignal> due = new ArrayList<>(states.size());
        if (!newest.isEmpty()) {
            collapse(tx, newest.values(), due);
        }
        if (!queued.isEmpty()) {
            queue(tx, queued, due);
        }
        return due;
    }

    /**
     * Writes the states for a caller that cannot signal after the commit: every node finds the lanes by its look for
     * scheduled ones, within a second.
     *
     * @param now from when on they may leave
     */
    public void schedule(Connection tx, List<DesiredState> states, Instant now) throws SQLException {
        List<LaneSignal> due = write(tx, states);
        if (due.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(SCHEDULE)) {
            statement.setTimestamp(1, Timestamp.from(now));
            Columns.bind(statement, due, 2).text(LaneSignal::destination).text(LaneSignal::key);
            statement.executeUpdate();
        }
    }

    /**
     * Releases the lanes that wait for exactly these things; to be called by whoever adds them, in the same transaction.
     *
     * @return the lanes that are due now, to be given to {@link LaneSignals#signal} after the commit
     */
    public List<LaneSignal> release(Connection tx, Collection<HoldKey> added) throws SQLException {
        List<LaneSignal> due = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(RELEASE)) {
            statement.setArray(
                    1,
                    tx.createArrayOf(
                            "text", added.stream().map(HoldKey::toString).toArray()));
            read(statement, due);
        }
        return due;
    }

    private static void collapse(Connection tx, Collection<DesiredState> states, List<LaneSignal> due)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(COLLAPSE)) {
            Columns.bind(statement, List.copyOf(states), 1)
                    .text(DesiredState::destination)
                    .text(DesiredState::key)
                    .text(state -> state.eventType().word())
                    .bigint(DesiredState::sequence)
                    .text(DesiredState::document)
                    .instant(DesiredState::occurredAt)
                    .uuid(DesiredState::messageId)
                    .decimal(DesiredState::level)
                    .decimal(DesiredState::reported);
            read(statement, due);
        }
    }

    private static void queue(Connection tx, List<DesiredState> states, List<LaneSignal> due) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(QUEUE)) {
            Columns.bind(statement, states, 1)
                    .text(DesiredState::destination)
                    .text(DesiredState::key)
                    .bigint(DesiredState::sequence)
                    .text(DesiredState::document)
                    .instant(DesiredState::occurredAt)
                    .uuid(DesiredState::messageId)
                    .text(DesiredState::destination)
                    .text(state -> state.eventType().word());
            read(statement, due);
        }
    }

    private static void read(PreparedStatement statement, List<LaneSignal> due) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(3).equals("due")) {
                    due.add(new LaneSignal(rows.getString(1), rows.getString(2)));
                }
            }
        }
    }
}
