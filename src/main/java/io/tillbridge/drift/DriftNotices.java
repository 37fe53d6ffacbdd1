package io.tillbridge.drift;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was noticed, once each. */
final class DriftNotices {

    private final JdbcClient sql;
    private final Clock clock;

    DriftNotices(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Whether it is noticed for the first time. */
    boolean note(SourceDrift.Stream stream, ShapeRecord.Drift drift) {
        return sql.sql("""
                        insert into source_drift (connection, subject, kind, path, before, after, message_id, noticed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                        .params(
                                stream.connection(),
                                stream.subject(),
                                drift.kind(),
                                drift.path(),
                                drift.before(),
                                drift.after(),
                                drift.message(),
                                Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }
}
