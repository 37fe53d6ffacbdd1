package io.tillbridge.posting;

import io.tillbridge.platform.SqlTimes;
import io.tillbridge.sourcing.SourcingRules;
import io.tillbridge.stock.Locations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many more requests locations can take on their present day. Cancelled ones count no more. */
final class SourcingCapacity {

    /** One at a time of all nodes; behind the balances, in the order of the locations. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('sourcing|' || ?, 0))";

    private static final String COUNT = """
            select count(*) from fulfilment_request where location = ? and requested_at >= ? and state <> 'cancelled'
            """;

    private final Map<String, Integer> left;

    private SourcingCapacity(Map<String, Integer> left) {
        this.left = left;
    }

    /** Of those that have a limit; others are not locked. */
    static SourcingCapacity of(Connection tx, Set<String> locations, SourcingRules rules, Locations places, Instant now)
            throws SQLException {
        Map<String, Integer> left = new TreeMap<>();
        for (String location : locations) {
            Integer capacity = rules.supply(location).capacity();
            if (capacity != null) {
                left.put(location, capacity);
            }
        }
        for (Map.Entry<String, Integer> limited : left.entrySet()) {
            try (PreparedStatement lock = tx.prepareStatement(LOCK)) {
                lock.setString(1, limited.getKey());
                lock.execute();
            }
            limited.setValue(limited.getValue() - given(tx, limited.getKey(), places, now));
        }
        return new SourcingCapacity(left);
    }

    private static int given(Connection tx, String location, Locations places, Instant now) throws SQLException {
        ZoneId zone = places.of(location).zone();
        Instant morning = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        try (PreparedStatement count = tx.prepareStatement(COUNT)) {
            count.setString(1, location);
            count.setObject(2, SqlTimes.of(morning));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    boolean full(String location) {
        Integer rest = left.get(location);
        return rest != null && rest <= 0;
    }

    /** One more request is given. */
    void take(String location) {
        left.computeIfPresent(location, (name, rest) -> rest - 1);
    }
}
