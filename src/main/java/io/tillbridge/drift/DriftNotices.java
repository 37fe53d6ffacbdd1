package io.tillbridge.drift;

import io.tillbridge.platform.SqlTimes;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was noticed. While nobody looked at a change, its coming back counts on its row; after somebody did, it is a new row.
 * Rows that somebody looked at are kept for 90 days, and of a stream the newest 500, those nobody looked at before the others.
 */
final class DriftNotices {

    private static final int MOST = 500;

    private final JdbcClient sql;
    private final Clock clock;

    DriftNotices(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Whether it is noticed for the first time, or for the first time since somebody looked. */
    boolean note(SourceDrift.Stream stream, ShapeRecord.Drift drift) {
        OffsetDateTime now = SqlTimes.of(clock.instant());
        return sql.sql("""
                        insert into source_drift as d (connection, subject, kind, path, before, after, message_id, noticed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (connection, subject, kind, path, after) where seen_at is null do update
                           set times = d.times + 1, last_noticed_at = excluded.noticed_at, returned_at = null,
                               returned_message = null
                        returning xmax = 0
                        """)
                .params(
                        stream.connection(),
                        stream.subject(),
                        drift.kind(),
                        drift.path(),
                        drift.before(),
                        drift.after(),
                        drift.message(),
                        now)
                .query(Boolean.class)
                .single();
    }

    /** Notes that vanished fields are there again, seen or not; gives those that stood on the list. */
    List<String> returned(SourceDrift.Stream stream, List<String> paths, List<UUID> messages) {
        return sql.sql("""
                        update source_drift d set returned_at = ?, returned_message = back.message
                          from unnest(?::text[], ?::uuid[]) back(path, message)
                         where d.connection = ? and d.subject = ? and d.kind = 'vanished_field' and d.path = back.path
                           and d.returned_at is null
                        returning d.path
                        """)
                .param(SqlTimes.of(clock.instant()))
                .param(paths.toArray(String[]::new))
                .param(messages.toArray(UUID[]::new))
                .param(stream.connection())
                .param(stream.subject())
                .query(String.class)
                .list();
    }

    /** Forgets what was looked at long ago, and what is too much. */
    void tidy(SourceDrift.Stream stream) {
        Instant now = clock.instant();
        sql.sql("delete from source_drift where seen_at < ?::timestamptz - interval '90 days'")
                .param(SqlTimes.of(now))
                .update();
        sql.sql("""
                delete from source_drift where drift_id in (
                    select drift_id from source_drift where connection = ? and subject = ?
                     order by seen_at is not null, drift_id desc offset ?)
                """).params(stream.connection(), stream.subject(), MOST).update();
    }
}
