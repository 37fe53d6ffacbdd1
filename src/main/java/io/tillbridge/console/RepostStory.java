package io.tillbridge.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a message was stamped with before it was reposted, and who reposted it; changes nothing. */
@Component
final class RepostStory {

    private final JdbcClient sql;
    private final SetQueries set;

    RepostStory(JdbcClient sql, SetQueries set) {
        this.sql = sql;
        this.set = set;
    }

    /**
     * A stamp that a message had.
     *
     * @param activation the row that chose the version; null when no row did, as after a repost
     * @param set generation of the active set; 0 when it was not kept
     */
    record Before(String subject, int version, String sha256, SetQueries.@Nullable Decision activation, long set) {}

    /** One repost of a message. */
    record Repost(Instant at, Before from, int version, String by, String why, UUID run) {}

    /** The reposts of a message, the first one first: its {@code from} is the original stamp. */
    List<Repost> of(UUID message) {
        return sql.sql(
                        "select at, from_mapping, from_version, from_sha256, from_activation, from_set, to_version, by, why,"
                                + " repost_run from fact_repost where message_id = ? order by at, repost")
                .param(message)
                .query((row, number) -> new Repost(
                        row.getTimestamp(1).toInstant(),
                        new Before(
                                row.getString(2),
                                row.getInt(3),
                                row.getString(4),
                                set.decision(row.getString(2), row.getInt(5)).orElse(null),
                                row.getLong(6)),
                        row.getInt(7),
                        row.getString(8),
                        row.getString(9),
                        row.getObject(10, UUID.class)))
                .list();
    }
}
