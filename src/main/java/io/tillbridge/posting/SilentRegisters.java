package io.tillbridge.posting;

import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.posting.TopicRows.Expected;
import io.tillbridge.posting.TopicRows.Stale;
import io.tillbridge.stock.BufferRule.Scope;
import io.tillbridge.stock.Locations;
import io.tillbridge.stock.Staleness;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the locations unknown whose registers are silent, and known again; people see which register it is. */
final class SilentRegisters {

    private static final String PUT = """
            insert into stale_location (location, connection, topic, register, last_heard, floored) values (?, ?, ?, ?, ?, ?)
            on conflict (location) do update
               set connection = excluded.connection, topic = excluded.topic, register = excluded.register,
                   last_heard = excluded.last_heard, floored = excluded.floored
            """;

    private static final String RAISE = """
            insert into conflict (kind, subject, detail, raised_at) values ('source_stale', ?, ?, ?)
            on conflict (kind, subject) where resolved_at is null do update set detail = excluded.detail
            """;

    private static final String END = "update conflict set resolved_at = ?"
            + " where kind = 'source_stale' and subject = ? and resolved_at is null";

    private SilentRegisters() {}

    /** How late an expectation is at an instant; null: not at all. */
    @FunctionalInterface
    interface Lateness {
        @Nullable
        Staleness of(Expected one, Instant now);
    }

    /**
     * Writes what changed.
     *
     * @param staleness how late an expectation is
     * @return figures that are due because of it
     */
    static List<FigureDue> look(
            Connection tx, List<Expected> expected, Locations locations, Lateness staleness, Instant now)
            throws SQLException {
        Map<String, Stale> before = TopicRows.stale(tx);
        Map<String, Stale> after = new HashMap<>();
        for (Expected one : expected) {
            String location = one.key().location();
            Staleness how = one.key().register().isEmpty() ? null : staleness.of(one, now);
            if (how != null
                    && one.key().connection().equals(locations.of(location).source())) {
                after.merge(location, new Stale(one.key(), one.heard(), how), SilentRegisters::worse);
            }
        }
        Set<String> concerned = new TreeSet<>(before.keySet());
        concerned.addAll(after.keySet());
        List<FigureDue> due = new ArrayList<>();
        for (String location : concerned) {
            Stale was = before.get(location);
            Stale is = after.get(location);
            if (was == null
                    || is == null
                    || was.staleness() != is.staleness()
                    || !was.register().equals(is.register())) {
                write(tx, location, was, is, now);
                due.add(new FigureDue(0, now, "register:" + location, null, Scope.ALL, List.of(location), "", ""));
            }
        }
        return due;
    }

    private static Stale worse(Stale one, Stale other) {
        int order = one.staleness().compareTo(other.staleness());
        return order > 0 || (order == 0 && !one.lastHeard().isAfter(other.lastHeard())) ? one : other;
    }

    private static void write(Connection tx, String location, @Nullable Stale was, @Nullable Stale is, Instant now)
            throws SQLException {
        if (was != null && (is == null || !was.register().equals(is.register()))) {
            try (PreparedStatement statement = tx.prepareStatement(END)) {
                statement.setObject(1, SqlTimes.of(now));
                statement.setString(2, subject(was));
                statement.executeUpdate();
            }
        }
        if (is == null) {
            try (PreparedStatement statement = tx.prepareStatement("delete from stale_location where location = ?")) {
                statement.setString(1, location);
                statement.executeUpdate();
            }
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(PUT)) {
            statement.setString(1, location);
            statement.setString(2, is.register().connection());
            statement.setString(3, is.register().topic());
            statement.setString(4, is.register().register());
            statement.setObject(5, SqlTimes.of(is.lastHeard()));
            statement.setBoolean(6, is.staleness() == Staleness.FLOORED);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = tx.prepareStatement(RAISE)) {
            statement.setString(1, subject(is));
            statement.setString(
                    2,
                    ExactJson.nodes()
                            .objectNode()
                            .put("lastRead", is.lastHeard().toString())
                            .put("told", is.staleness() == Staleness.FLOORED ? "zero" : "kept")
                            .put("topic", is.register().topic())
                            .put("register", is.register().register())
                            .put("location", location)
                            .toString());
            statement.setObject(3, SqlTimes.of(now));
            statement.executeUpdate();
        }
    }

    private static String subject(Stale stale) {
        return stale.register().connection() + "/" + stale.register().register() + "@"
                + stale.register().location();
    }
}
