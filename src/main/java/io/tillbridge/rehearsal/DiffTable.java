package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Cells;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code mapping_diff}. A node that works on a diff holds it by a lease in database time. */
final class DiffTable {

    /** Longer than any pause of a living node; a diff whose node ended is taken again after it. */
    private static final String LEASE = "interval '30 seconds'";

    private final JdbcClient sql;

    DiffTable(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Takes a question: true when this caller is to work on it. One that is worked on, or was answered within ten minutes, is
     * not taken again.
     */
    boolean take(UUID id, Question question, Instant now) {
        return sql.sql("""
                        insert into mapping_diff as d (diff_id, question, subject, asked, state, asked_at, lease_until)
                        values (:id, :question, :subject, :asked, 'running', :now, clock_timestamp() + %s)
                        on conflict (question) do update
                           set diff_id = excluded.diff_id, state = 'running', documents = 0, reached = null, report = null,
                               failure = null, asked_at = excluded.asked_at, finished_at = null,
                               lease_until = excluded.lease_until
                         where d.state = 'failed' or (d.state = 'running' and d.lease_until < clock_timestamp())
                            or (d.state = 'done' and d.finished_at < excluded.asked_at - interval '10 minutes')
                        """.formatted(LEASE))
                        .param("id", id)
                        .param("question", question.hash())
                        .param("subject", question.from().subject())
                        .param("asked", question.asked().toString())
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Keeps the leases of diffs that this node works on. */
    void renew(Collection<UUID> ids) {
        sql.sql("update mapping_diff set lease_until = clock_timestamp() + " + LEASE
                        + " where diff_id = any(?) and state = 'running'")
                .param(ids.toArray(UUID[]::new))
                .update();
    }

    void progress(UUID id, long documents, Instant reached) {
        sql.sql("update mapping_diff set documents = ?, reached = ? where diff_id = ? and state = 'running'")
                .params(documents, Timestamp.from(reached), id)
                .update();
    }

    /** Ends a diff, unless another node has taken it. */
    void finish(UUID id, @Nullable String report, @Nullable String failure, Instant now) {
        sql.sql("update mapping_diff set state = ?, report = ?, failure = ?, finished_at = ?, lease_until = null"
                        + " where diff_id = ? and state = 'running'")
                .params(report == null ? "failed" : "done", report, failure, Timestamp.from(now), id)
                .update();
    }

    Optional<DiffJob> find(UUID id) {
        return one("diff_id = ?", id);
    }

    Optional<DiffJob> find(Question question) {
        return one("question = ?", question.hash());
    }

    private Optional<DiffJob> one(String where, Object value) {
        return sql.sql("select diff_id, subject, case when state = 'running' and lease_until < clock_timestamp()"
                        + " then 'lost' else state end, asked, documents, reached, asked_at, finished_at, report, failure"
                        + " from mapping_diff where " + where)
                .param(value)
                .query((row, number) -> new DiffJob(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        ExactJson.parse(row.getString(4)),
                        row.getLong(5),
                        Cells.instant(row, 6),
                        row.getTimestamp(7).toInstant(),
                        Cells.instant(row, 8),
                        json(row.getString(9)),
                        row.getString(10)))
                .optional();
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : ExactJson.parse(text);
    }
}
