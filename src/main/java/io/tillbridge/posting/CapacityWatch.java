package io.tillbridge.posting;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.BufferRule.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks which locations have got as many requests today as they can take. One that becomes full, or has room again because
 * a request was cancelled or its day turned, is written with its figures as due in one transaction; a crash before its commit
 * leaves it to the next look. Whoever places orders counts the requests himself: this is for promises.
 */
@Component
final class CapacityWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CapacityWatch.class);

    private static final String TURN = "select pg_try_advisory_xact_lock(hashtextextended('location_full', 0))";

    private static final String FULL = """
            select l from unnest(?::text[], ?::timestamptz[], ?::int[]) as row (l, a, c)
             where (select count(*) from (
                        select from fulfilment_request f
                         where f.location = l and f.requested_at >= a and f.state <> 'cancelled' limit c) asked) >= c
            """;

    private static final String PUT = """
            insert into location_full (location, until_at) values (?, ?)
            on conflict (location) do update set until_at = excluded.until_at
            """;

    private final DataSource database;
    private final AvailabilityPolicy policy;
    private final Clock clock;

    CapacityWatch(DataSource database, AvailabilityPolicy policy, Clock clock) {
        this.database = database;
        this.policy = policy;
        this.clock = clock;
    }

    /** A location's day. */
    private record Day(String location, int capacity, Instant morning, Instant end) {}

    @Scheduled(fixedDelayString = "${tillbridge.availability.look-every:1s}")
    void look() {
        try {
            watch();
        } catch (SQLException e) {
            LOG.debug("capacity is looked at again when the database is back", e);
        }
    }

    /** Writes what changed. */
    void watch() throws SQLException {
        Transactions.in(database, this::watch);
    }

    private int watch(Connection tx) throws SQLException {
        Instant now = clock.instant();
        Map<String, Instant> before = full(tx);
        if ((before.isEmpty() && policy.capacity().requests().isEmpty()) || !turn(tx)) {
            return 0;
        }
        Map<String, Instant> after = after(tx, now);
        List<FigureDue> due = new ArrayList<>();
        for (Map.Entry<String, Instant> full : after.entrySet()) {
            if (!full.getValue().equals(before.get(full.getKey()))) {
                put(tx, full.getKey(), full.getValue());
                due.add(due(full.getKey(), now));
                LOG.info("availability.capacity location={} full=true", full.getKey());
            }
        }
        for (String location : before.keySet()) {
            if (!after.containsKey(location)) {
                remove(tx, location);
                due.add(due(location, now));
                LOG.info("availability.capacity location={} full=false", location);
            }
        }
        FiguresDue.add(tx, due);
        return due.size();
    }

    /** The locations that are full, and until when. */
    static Map<String, Instant> full(Connection tx) throws SQLException {
        Map<String, Instant> full = new TreeMap<>();
        try (PreparedStatement statement = tx.prepareStatement("select location, until_at from location_full");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                full.put(rows.getString(1), rows.getTimestamp(2).toInstant());
            }
        }
        return full;
    }

    private static boolean turn(Connection tx) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(TURN);
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private Map<String, Instant> after(Connection tx, Instant now) throws SQLException {
        Map<String, Day> days = new TreeMap<>();
        policy.capacity().requests().forEach((location, capacity) -> days.put(location, day(location, capacity, now)));
        Map<String, Instant> after = new TreeMap<>();
        try (PreparedStatement statement = tx.prepareStatement(FULL)) {
            Columns.bind(statement, List.copyOf(days.values()), 1)
                    .text(Day::location)
                    .instant(Day::morning)
                    .integer(Day::capacity);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String location = rows.getString(1);
                    after.put(location, day(location, 0, now).end());
                }
            }
        }
        return after;
    }

    private Day day(String location, int capacity, Instant now) {
        ZoneId zone = policy.locations().of(location).zone();
        LocalDate today = now.atZone(zone).toLocalDate();
        return new Day(
                location,
                capacity,
                today.atStartOfDay(zone).toInstant(),
                today.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private static FigureDue due(String location, Instant now) {
        return new FigureDue(0, now, "capacity:" + location, null, Scope.ALL, List.of(location), "", "");
    }

    private static void put(Connection tx, String location, Instant until) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(PUT)) {
            statement.setString(1, location);
            statement.setObject(2, SqlTimes.of(until));
            statement.executeUpdate();
        }
    }

    private static void remove(Connection tx, String location) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("delete from location_full where location = ?")) {
            statement.setString(1, location);
            statement.executeUpdate();
        }
    }
}
