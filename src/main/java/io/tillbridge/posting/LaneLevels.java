package io.tillbridge.posting;

import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The figures that lanes hold. Who writes them has locked the balance, so for him they stay. */
final class LaneLevels {

    private static final String READ = """
            select l.destination, l.key, l.level from lane_wanted l
              join unnest(?::text[], ?::text[]) as row (d, k) on l.destination = d and l.key = k
             where l.level is not null
            """;

    private static final String DAYS = """
            select l.destination, l.key, l.desired from lane_wanted l
              join unnest(?::text[], ?::text[]) as row (d, k) on l.destination = d and l.key = k
             where l.level = 0 and l.desired like '%backorderDate%'
            """;

    private static final String DAY = "backorderDate";

    private LaneLevels() {}

    /** A lane's name. */
    record Lane(String destination, String key) {
        static Lane of(DesiredState state) {
            return new Lane(state.destination(), state.key());
        }
    }

    private static String day(String document) {
        return document.contains(DAY) ? ExactJson.parse(document).path(DAY).asText() : "";
    }

    /** By lane, the day that is told of what is sold out. */
    private static Map<Lane, String> days(Connection tx, List<DesiredState> states) throws SQLException {
        Map<Lane, String> days = new HashMap<>();
        List<DesiredState> empty = states.stream()
                .filter(state -> state.level() != null && state.level().signum() == 0)
                .toList();
        if (empty.isEmpty()) {
            return days;
        }
        try (PreparedStatement statement = tx.prepareStatement(DAYS)) {
            Columns.bind(statement, empty, 1).text(DesiredState::destination).text(DesiredState::key);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    days.put(new Lane(rows.getString(1), rows.getString(2)), day(rows.getString(3)));
                }
            }
        }
        return days;
    }

    /** By lane, of those that hold any. */
    static Map<Lane, BigDecimal> of(Connection tx, List<DesiredState> states) throws SQLException {
        Map<Lane, BigDecimal> levels = new HashMap<>();
        if (states.isEmpty()) {
            return levels;
        }
        try (PreparedStatement statement = tx.prepareStatement(READ)) {
            Columns.bind(statement, states, 1).text(DesiredState::destination).text(DesiredState::key);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    levels.put(new Lane(rows.getString(1), rows.getString(2)), rows.getBigDecimal(3));
                }
            }
        }
        return levels;
    }

    /** The states whose lane holds another figure or another day from when there is more, or none. */
    static List<DesiredState> changed(Connection tx, List<DesiredState> states) throws SQLException {
        Map<Lane, BigDecimal> levels = of(tx, states);
        Map<Lane, String> days = days(tx, states);
        return states.stream()
                .filter(state -> {
                    BigDecimal held = levels.get(Lane.of(state));
                    BigDecimal wanted = state.level();
                    return held == null
                            || wanted == null
                            || held.compareTo(wanted) != 0
                            || (wanted.signum() == 0
                                    && !day(state.document()).equals(days.getOrDefault(Lane.of(state), "")));
                })
                .toList();
    }
}
