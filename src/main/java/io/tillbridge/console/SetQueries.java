package io.tillbridge.console;

import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.SetChanges;
import io.tillbridge.platform.SqlTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The active set as PostgreSQL has it, and what was posted under it; changes nothing. */
@Component
final class SetQueries {

    /** How much later than its event a message may have arrived and still be looked at, at least. */
    private static final Duration SLACK = Duration.ofDays(1);

    private static final int LOOKED_AT = 100_000;

    private final JdbcClient sql;

    SetQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /** Who had a version count, from when and why. */
    record Decision(int number, int version, Instant from, Instant at, String by, String why) {}

    /** One version of a value map. */
    record MapVersion(int version, Instant at, String by, String why, long set) {}

    /** A value map with its newest version; {@code text} is its file. */
    record NewestMap(String name, String text, MapVersion version) {}

    /**
     * Posted messages at or after the row's {@code from} under another version, among the newest {@value #LOOKED_AT}: a
     * change is not to wait for a count of years.
     */
    long affected(SetChanges.Appended appended) {
        Activation row = appended.row();
        String basis = appended.basis().equals("event_time") ? "coalesce(occurred_at, received_at)" : "received_at";
        return sql.sql("select count(*) from (select * from message where message_id >= :first"
                        + " order by message_id desc limit " + LOOKED_AT + ") newest"
                        + " where state = 'posted' and mapping = :subject"
                        + " and mapping_version <> :version and " + basis + " >= :from"
                        + " and (cardinality(:connections::text[]) = 0 or connection = any (:connections::text[]))")
                .param("subject", appended.subject())
                .param("version", row.version())
                .param("first", first(row.from().minus(SLACK)))
                .param("from", SqlTimes.of(row.from()))
                .param("connections", row.connections().toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** The decision behind an activation row; none for a number that is not there. */
    Optional<Decision> decision(String subject, int number) {
        return sql.sql("select number, version, counts_from, decided_at, decided_by, why from mapping_activation"
                        + " where subject = ? and number = ?")
                .params(subject, number)
                .query((row, index) -> new Decision(
                        row.getInt(1),
                        row.getInt(2),
                        row.getTimestamp(3).toInstant(),
                        row.getTimestamp(4).toInstant(),
                        row.getString(5),
                        row.getString(6)))
                .optional();
    }

    /** Versions of value maps that were the newest at a generation of the set. */
    Map<String, Integer> valueMaps(Collection<String> names, long set) {
        Map<String, Integer> versions = new TreeMap<>();
        sql.sql(
                        "select name, max(version) from value_map_version where name = any (?) and generation <= ? group by name")
                .params(names.toArray(String[]::new), set)
                .query(row -> {
                    versions.put(row.getString(1), row.getInt(2));
                });
        return versions;
    }

    /** Value maps by name. */
    List<NewestMap> valueMaps(@Nullable String after, int limit) {
        return sql.sql("select distinct on (name) name, text, version, changed_at, changed_by, why, generation"
                        + " from value_map_version where name > ? order by name, version desc limit ?")
                .params(after == null ? "" : after, limit)
                .query((row, number) -> new NewestMap(
                        row.getString(1),
                        row.getString(2),
                        new MapVersion(
                                row.getInt(3),
                                row.getTimestamp(4).toInstant(),
                                row.getString(5),
                                row.getString(6),
                                row.getLong(7))))
                .list();
    }

    /** Versions of one value map, the newest first; at most 200. */
    List<MapVersion> versions(String name) {
        return sql.sql("select version, changed_at, changed_by, why, generation from value_map_version where name = ?"
                        + " order by version desc limit 200")
                .param(name)
                .query((row, number) -> new MapVersion(
                        row.getInt(1),
                        row.getTimestamp(2).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5)))
                .list();
    }

    /** A version of a value map as a file; empty when it is not in PostgreSQL. */
    String text(String name, int version) {
        return sql.sql("select text from value_map_version where name = ? and version = ?")
                .params(name, version)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** The least message id of a time: ids begin with milliseconds since 1970. */
    private static UUID first(Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
    }
}
