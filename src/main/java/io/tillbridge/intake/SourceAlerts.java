package io.tillbridge.intake;

import io.tillbridge.platform.SqlTimes;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What sources owe or refuse, until it is set right. Told once in the log, shown by {@code GET /api/connections}. */
public final class SourceAlerts {

    private static final Logger LOG = LoggerFactory.getLogger(SourceAlerts.class);

    private final JdbcClient jdbc;

    /** Alerts of all nodes. */
    public SourceAlerts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An alert that is open.
     *
     * @param code {@code file_missing}, {@code file_not_moved} or {@code not_acknowledged}
     * @param subject what it is about: the store and day, or the file
     * @param detail what is found, expected and to do
     */
    public record Alert(String flow, String code, String subject, String detail, Instant raisedAt) {}

    /** The open alerts of a connection, the oldest first. */
    public List<Alert> open(String connection) {
        return jdbc.sql(
                        "select flow, code, subject, detail, raised_at from source_alert"
                                + " where connection = :connection and resolved_at is null order by raised_at, subject limit 1000")
                .param("connection", connection)
                .query((row, number) -> new Alert(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant()))
                .list();
    }

    /** How many are open on all connections. */
    public long count() {
        return jdbc.sql("select count(*) from source_alert where resolved_at is null")
                .query(Long.class)
                .single();
    }

    /** Raises an alert; without effect when it was raised before, unless it was resolved and {@code again}. */
    void raise(RunningFlow flow, String code, String subject, String detail, boolean again, Instant now) {
        int raised = jdbc.sql("""
                        insert into source_alert as a (connection, flow, code, subject, detail, raised_at)
                        values (:connection, :flow, :code, :subject, :detail, :now)
                        on conflict (connection, flow, code, subject) do update
                           set detail = excluded.detail, raised_at = excluded.raised_at, resolved_at = null
                         where a.resolved_at is not null and :again""")
                .param("connection", flow.connection().id())
                .param("flow", flow.flow().name())
                .param("code", code)
                .param("subject", subject)
                .param("detail", detail)
                .param("again", again)
                .param("now", SqlTimes.of(now))
                .update();
        if (raised > 0) {
            LOG.warn("source.alert plan={} code={} subject={} detail={}", flow.planId(), code, subject, detail);
        }
    }

    /** What the open alerts of a flow are about. */
    Set<String> subjects(RunningFlow flow, String code) {
        return new HashSet<>(jdbc.sql("select subject from source_alert where connection = :connection and flow = :flow"
                        + " and code = :code and resolved_at is null")
                .param("connection", flow.connection().id())
                .param("flow", flow.flow().name())
                .param("code", code)
                .query(String.class)
                .list());
    }

    /** It is set right. */
    void resolve(RunningFlow flow, String code, String subject, Instant now) {
        jdbc.sql("update source_alert set resolved_at = :now where connection = :connection and flow = :flow"
                        + " and code = :code and subject = :subject and resolved_at is null")
                .param("now", SqlTimes.of(now))
                .param("connection", flow.connection().id())
                .param("flow", flow.flow().name())
                .param("code", code)
                .param("subject", subject)
                .update();
    }
}
