package io.tillbridge.reservation;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What channels gave free and when, so that a request of before that holds nothing when it comes late. Carts are locked before
 * they are looked up, and stay so until the transaction ends.
 */
public final class Tombstones {

    /** Of a whole cart. */
    public static final String ALL = "";

    private static final String READ =
            "select reservation_id, line_id, occurred_at from reservation_tombstone where reservation_id = any (?::uuid[])";

    private static final String WRITE = """
            insert into reservation_tombstone as t (reservation_id, line_id, occurred_at, recorded_at)
            select r, l, o, ? from unnest(?::uuid[], ?::text[], ?::timestamptz[]) as row (r, l, o)
            on conflict (reservation_id, line_id) do update
               set occurred_at = greatest(t.occurred_at, excluded.occurred_at), recorded_at = excluded.recorded_at
            """;

    private final Map<Name, Instant> known = new HashMap<>();
    private final Map<Name, Instant> added = new HashMap<>();

    private record Name(UUID reservation, String line) {}

    private Tombstones() {}

    /** Those of some reservations; locks their carts. */
    public static Tombstones of(Connection tx, Collection<UUID> reservations) throws SQLException {
        ReservationRows.lockCarts(tx, reservations);
        Tombstones tombstones = new Tombstones();
        try (PreparedStatement statement = tx.prepareStatement(READ)) {
            statement.setArray(1, tx.createArrayOf("uuid", reservations.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tombstones.known.put(
                            new Name(rows.getObject(1, UUID.class), rows.getString(2)),
                            rows.getTimestamp(3).toInstant());
                }
            }
        }
        return tombstones;
    }

    /** A line, or {@link #ALL}, was given free at that time. */
    public void add(UUID reservation, String line, Instant occurredAt) {
        Name name = new Name(reservation, line);
        known.merge(name, occurredAt, Tombstones::later);
        added.merge(name, occurredAt, Tombstones::later);
    }

    /** Whether a line that was asked for then has been given free at that time or later. */
    public boolean over(UUID reservation, String line, Instant askedAt) {
        return over(new Name(reservation, line), askedAt) || over(new Name(reservation, ALL), askedAt);
    }

    private boolean over(Name name, Instant askedAt) {
        Instant released = known.get(name);
        return released != null && !askedAt.isAfter(released);
    }

    /** Keeps what was added. */
    public void write(Connection tx, Instant now) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        List<Map.Entry<Name, Instant>> rows = added.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<Name, Instant> one) -> one.getKey().reservation())
                        .thenComparing(one -> one.getKey().line()))
                .toList();
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, rows, 2)
                    .uuid(row -> row.getKey().reservation())
                    .text(row -> row.getKey().line())
                    .instant(Map.Entry::getValue);
            statement.executeUpdate();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }
}
