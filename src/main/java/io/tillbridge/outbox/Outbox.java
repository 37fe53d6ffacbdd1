package io.tillbridge.outbox;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * newest state and one for those that tell every event. Rows are locked in the order of (destination, key); they are
 * {@code lane_wanted}'s, which no delivery holds. Who writes them never asks for {@code lane_delivery}: what a newer state
 * does to a lane's pause or wait follows from comparing the two.
 */
public final class Outbox {

    private static final String COLLAPSE = """
            insert into lane_wanted as l
                   (destination, key, event_type, sequence, desired, occurred_at, message_id, level, reported_total)
            select d, k, t, s, j, o, m, v, r
              from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::uuid[], ?::numeric[],
                          ?::numeric[])
                   as n(d, k, t, s, j, o, m, v, r)
             order by d, k
            on conflict (destination, key) do update set
                   event_type = excluded.event_type,
                   sequence = excluded.sequence,
                   desired = excluded.desired,
                   occurred_at = excluded.occurred_at,
                   message_id = excluded.message_id,
                   level = excluded.level,
                   reported_total = l.reported_total + excluded.reported_total
             where excluded.sequence > l.sequence
            returning l.destination, l.key
            """;

    /** A lane that is there already is left alone: its entries say all, so nobody waits for its row. */
    private static final String QUEUE = """
            with added as (
                insert into outbox_entry (destination, key, sequence, document, occurred_at, message_id)
                select d, k, s, j, o, m
                  from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::uuid[]) as n(d, k, s, j, o, m)
                 order by d, k, s
                on conflict do nothing
                returning destination, key, sequence, occurred_at, message_id),
            newest as (
                select distinct on (destination, key) destination, key, sequence, occurred_at, message_id
                  from added order by destination, key, sequence desc),
            made as (
                insert into lane_wanted (destination, key, event_type, sequence, desired, occurred_at, message_id)
                select w.destination, w.key, t.t, w.sequence, '', w.occurred_at, w.message_id
                  from newest w
                  join (select distinct on (d) d, t from unnest(?::text[], ?::text[]) as x(d, t) order by d) t on t.d = w.destination
                 order by w.destination, w.key
                on conflict do nothing)
            select destination, key from newest
            """;

    private static final String WAKE = """
            insert into lane_wake (destination, key, due_at) select d, k, ? from unnest(?::text[], ?::text[]) as n(d, k)
            """;

    private static final String KNOWN = """
            select l.destination, l.key from lane_wanted l
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
     * @return the lanes that want something else now, whatever is under way on them, to be given to
     *     {@link LaneSignals#signal} after the commit: only so is a change noticed that a worker could not see yet
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
     * Writes the states for a caller that cannot signal after the commit: a row of {@code lane_wake} for each
     * lane is taken by a worker of any node, within a second.
     *
     * @param now from when on they may leave
     */
    public void schedule(Connection tx, List<DesiredState> states, Instant now) throws SQLException {
        List<LaneSignal> due = write(tx, states);
        if (due.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(WAKE)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, due, 2).text(LaneSignal::destination).text(LaneSignal::key);
            statement.executeUpdate();
        }
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
                due.add(new LaneSignal(rows.getString(1), rows.getString(2)));
            }
        }
    }
}
