package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Cells;
import io.tillbridge.platform.SqlTimes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code mapping_diff}. A node that works on a diff holds it by a lease in database time. */
final class DiffTable {

    /** Longer than any pause of a living node; a diff whose node ended is taken again after it. */
    private static final String LEASE = "interval '30 seconds'";

    private final JdbcClient sql;
    private final UUID worker;

    /** @param worker names this process: its diffs wait for one another */
    DiffTable(JdbcClient sql, UUID worker) {
        this.sql = sql;
        this.worker = worker;
    }

    Optional<UUID> newest() {
        return sql.sql("select message_id from message order by message_id desc limit 1")
                .query(UUID.class)
                .optional();
    }

    /**
     * Takes a question: true when this caller is to work on it. One that is worked on is not taken again, nor is one that was
     * answered within ten minutes unless it is to be fresh.
     */
    boolean take(UUID id, Question question, boolean fresh, Instant now) {
        return sql.sql("""
                        insert into mapping_diff as d (diff_id, question, subject, asked, state, asked_at, lease_until, worker,
                                                       turn)
                        values (:id, :question, :subject, :asked, 'queued', :now, clock_timestamp() + %s, :worker,
                                nextval('mapping_diff_turn'))
                        on conflict (question) do update
                           set diff_id = excluded.diff_id, state = 'queued', documents = 0, reached = null, report = null,
                               failure = null, asked_at = excluded.asked_at, finished_at = null,
                               lease_until = excluded.lease_until, worker = excluded.worker, turn = excluded.turn
                         where d.state in ('failed', 'cancelled')
                            or (d.state in ('queued', 'running') and d.lease_until < clock_timestamp())
                            or (d.state = 'done' and (:fresh or d.finished_at < excluded.asked_at - interval '10 minutes'))
                        """.formatted(LEASE))
                        .param("id", id)
                        .param("question", question.hash())
                        .param("subject", question.from().subject())
                        .param("asked", question.asked().toString())
                        .param("now", SqlTimes.of(now))
                        .param("fresh", fresh)
                        .param("worker", worker)
                        .update()
                == 1;
    }

    /** Begins to work on a diff whose turn it is; false when somebody ended it while it waited. */
    boolean start(UUID id) {
        return sql.sql("update mapping_diff set state = 'running' where diff_id = ? and state = 'queued'")
                        .param(id)
                        .update()
                == 1;
    }

    /** Ends a diff that is not done, whatever node works on it. */
    void cancel(UUID id, Instant now) {
        sql.sql("update mapping_diff set state = 'cancelled', finished_at = ?, lease_until = null"
                        + " where diff_id = ? and state in ('queued', 'running')")
                .params(SqlTimes.of(now), id)
                .update();
    }

    /** Those of these that somebody ended, or another node has taken. */
    List<UUID> gone(Collection<UUID> ids) {
        return sql.sql("select own.id from unnest(?::uuid[]) own(id) where not exists (select from mapping_diff d"
                        + " where d.diff_id = own.id and d.state in ('queued', 'running'))")
                .param(ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /** Keeps the leases of diffs that this node works on. */
    void renew(Collection<UUID> ids) {
        sql.sql("update mapping_diff set lease_until = clock_timestamp() + " + LEASE
                        + " where diff_id = any(?) and state in ('queued', 'running')")
                .param(ids.toArray(UUID[]::new))
                .update();
    }

    /** Notes how far it is; false when it is not to go on: somebody ended it, or another node has taken it. */
    boolean progress(UUID id, long documents, Instant reached) {
        return sql.sql("update mapping_diff set documents = ?, reached = ? where diff_id = ? and state = 'running'")
                        .params(documents, SqlTimes.of(reached), id)
                        .update()
                == 1;
    }

    /** Ends a diff, unless another node has taken it. */
    void finish(UUID id, @Nullable String report, @Nullable String failure, Instant now) {
        sql.sql("update mapping_diff set state = ?, report = ?, failure = ?, finished_at = ?, lease_until = null"
                        + " where diff_id = ? and state = 'running'")
                .params(report == null ? "failed" : "done", report, failure, SqlTimes.of(now), id)
                .update();
    }

    Optional<DiffJob> find(UUID id) {
        return one("diff_id = ?", id);
    }

    Optional<DiffJob> find(Question question) {
        return one("question = ?", question.hash());
    }

    private Optional<DiffJob> one(String where, Object value) {
        return sql.sql("""
                        select diff_id, subject,
                               case when state in ('queued', 'running') and lease_until < clock_timestamp() then 'lost'
                                    else state end,
                               asked, documents, reached, asked_at, finished_at, report, failure,
                               case when state = 'queued' then (select count(*)::integer from mapping_diff o
                                     where o.worker = d.worker and o.turn < d.turn and o.state in ('queued', 'running')) end
                          from mapping_diff d where\s""" + where)
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
                        row.getString(10),
                        row.getObject(11, Integer.class)))
                .optional();
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : ExactJson.parse(text);
    }
}
