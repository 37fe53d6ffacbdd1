package io.tillbridge.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Cells;
import io.tillbridge.platform.SqlTimes;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The shadow runs and what they found, in PostgreSQL: any node starts, shows and stops one, all nodes run it. */
@Component
public final class Shadows {

    private static final String ROW =
            "select shadow_id, subject, version, sha256, connections, sample, why, started_by,"
                    + " started_at, ends_at, stopped_at from mapping_shadow";
    private static final int EXAMPLES = 5;

    private final JdbcClient sql;

    public Shadows(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * What a run found so far.
     *
     * @param dropped documents that it did not translate, because too many waited
     */
    public record Found(Report report, long dropped) {}

    /** Starts a run in the caller's transaction; false when the same version runs already. */
    public boolean start(Shadow shadow) {
        sql.sql("select pg_advisory_xact_lock(hashtext('mapping_shadow'))").query(row -> {});
        return sql.sql("""
                        insert into mapping_shadow (shadow_id, subject, version, sha256, connections, sample, why, started_by,
                                                    started_at, ends_at)
                        select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                         where not exists (select from mapping_shadow where subject = ? and version = ?
                                              and stopped_at is null and ends_at > ?)""")
                        .params(
                                shadow.id(),
                                shadow.subject(),
                                shadow.version(),
                                shadow.sha256(),
                                shadow.connections().toArray(String[]::new),
                                shadow.sample().toPlainString(),
                                shadow.why(),
                                shadow.by(),
                                SqlTimes.of(shadow.startedAt()),
                                SqlTimes.of(shadow.endsAt()),
                                shadow.subject(),
                                shadow.version(),
                                SqlTimes.of(shadow.startedAt()))
                        .update()
                == 1;
    }

    /** Ends a run; false when it had ended. */
    public boolean stop(UUID id, Instant now) {
        return sql.sql(
                                "update mapping_shadow set stopped_at = ? where shadow_id = ? and stopped_at is null and ends_at > ?")
                        .params(SqlTimes.of(now), id, SqlTimes.of(now))
                        .update()
                == 1;
    }

    /**
     * The runs of a subject, newest first.
     *
     * @param before only those that began before this one; null for the first page
     */
    public List<Shadow> of(String subject, @Nullable UUID before, int limit) {
        return sql.sql(ROW + " where subject = :subject and (:before::uuid is null or (started_at, shadow_id)"
                        + " < (select started_at, shadow_id from mapping_shadow where shadow_id = :before))"
                        + " order by started_at desc, shadow_id desc limit :limit")
                .param("subject", subject)
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> shadow(row))
                .list();
    }

    public Optional<Shadow> find(UUID id) {
        return sql.sql(ROW + " where shadow_id = ?")
                .param(id)
                .query((row, number) -> shadow(row))
                .optional();
    }

    /** The runs that are on. */
    List<Shadow> running(Instant now) {
        return sql.sql(ROW + " where stopped_at is null and ends_at > ?")
                .param(SqlTimes.of(now))
                .query((row, number) -> shadow(row))
                .list();
    }

    /** What all processes found together. */
    public Found found(UUID id) {
        Tally all = new Tally(EXAMPLES);
        long[] dropped = new long[1];
        sql.sql("select report, dropped from mapping_shadow_part where shadow_id = ? order by part")
                .param(id)
                .query(row -> {
                    all.add(report(row.getString(1)));
                    dropped[0] += row.getLong(2);
                });
        return new Found(all.report(), dropped[0]);
    }

    /** Writes over what one process found. */
    void keep(UUID id, UUID part, Report report, long dropped, Instant now) {
        sql.sql("""
                        insert into mapping_shadow_part (shadow_id, part, report, dropped, updated_at) values (?, ?, ?, ?, ?)
                        on conflict (shadow_id, part) do update
                           set report = excluded.report, dropped = excluded.dropped, updated_at = excluded.updated_at""").params(id, part, text(report), dropped, SqlTimes.of(now)).update();
    }

    private static String text(Report report) {
        try {
            return ExactJson.mapper().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a report is no JSON", e);
        }
    }

    private static Report report(String text) {
        try {
            return ExactJson.mapper().readValue(text, Report.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("mapping_shadow_part.report is no report", e);
        }
    }

    private static Shadow shadow(ResultSet row) throws SQLException {
        return new Shadow(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                Arrays.asList((String[]) row.getArray(5).getArray()),
                new BigDecimal(row.getString(6)),
                row.getString(7),
                row.getString(8),
                row.getTimestamp(9).toInstant(),
                row.getTimestamp(10).toInstant(),
                Cells.instant(row, 11));
    }
}
