package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How much systems differ from the books, for how long and why; and what was corrected. */
@RestController
@RequestMapping("/api/reconciliation")
final class ReconciliationReportApi {

    private static final String DRIFTS = """
            select connection, class, case when first_seen_at > ? then 'day' when first_seen_at > ? then 'week' else 'older' end,
                   cause, currency, count(*), sum(abs(drift)), sum(drift_value)
              from recon_drift where ?::text is null or connection = ?
             group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4 nulls last, 5 nulls last
            """;

    private static final String SYSTEMS = """
            select r.connection, max(r.started_at), (array_agg(r.stopped order by r.run_id desc))[1], sum(r.detected),
                   sum(r.detection_seconds), sum(r.corrected)
              from recon_run r where ?::text is null or r.connection = ? group by r.connection order by r.connection
            """;

    private static final String CORRECTIONS = """
            select number, correction_id, connection, sku, location, told, told_at, booked, moved, cause, first_seen_at,
                   corrected_at, corrected_by
              from recon_correction
             where number < ? and (?::text is null or connection = ?) and (?::text is null or sku = ?)
               and (?::text is null or location = ?)
             order by number desc limit ?
            """;

    private final JdbcClient sql;
    private final Clock clock;

    ReconciliationReportApi(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Both halves of the report. */
    record Report(List<SystemAnswer> connections, List<DriftSum> drifts) {}

    /**
     * A connection by its kept runs.
     *
     * @param stopped what was too much in the last run; absent: it is not stopped
     * @param detected drifts that began between two of them
     * @param meanSecondsToDetect from the run that did not see such a drift to the one that did; absent: there is none
     */
    record SystemAnswer(
            String connection,
            Instant lastRunAt,
            @Nullable String stopped,
            long detected,
            @Nullable Long meanSecondsToDetect,
            long corrected) {

        static SystemAnswer of(ResultSet row) throws SQLException {
            long detected = row.getLong(4);
            return new SystemAnswer(
                    row.getString(1),
                    row.getTimestamp(2).toInstant(),
                    row.getString(3),
                    detected,
                    detected == 0 ? null : row.getLong(5) / detected,
                    row.getLong(6));
        }
    }

    /**
     * Figures that differ now, added up.
     *
     * @param age since the first sight: {@code day}, {@code week} (seven days) or {@code older}
     * @param units that they differ by, each above zero; absent of what is missing on one side
     * @param value of these units at the items' cost; absent where none is known
     */
    record DriftSum(
            String connection,
            String state,
            String age,
            @Nullable String cause,
            long figures,
            @Nullable String units,
            @Nullable String value,
            @Nullable String currency) {

        static DriftSum of(ResultSet row) throws SQLException {
            return new DriftSum(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(6),
                    text(row, 7),
                    text(row, 8),
                    row.getString(5));
        }
    }

    /**
     * A figure that was set to what its location's own system said.
     *
     * @param moved what was added to the sellable figure; below zero: taken off
     * @param movementOf what its movement names as its message
     */
    record CorrectionAnswer(
            String id,
            UUID movementOf,
            String connection,
            String sku,
            String location,
            String told,
            Instant toldAt,
            String booked,
            String moved,
            @Nullable String cause,
            Instant firstSeenAt,
            Instant correctedAt,
            String correctedBy) {

        static CorrectionAnswer of(ResultSet row) throws SQLException {
            return new CorrectionAnswer(
                    row.getString(1),
                    row.getObject(2, UUID.class),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    PlainDecimal.text(row.getBigDecimal(6)),
                    row.getTimestamp(7).toInstant(),
                    PlainDecimal.text(row.getBigDecimal(8)),
                    PlainDecimal.text(row.getBigDecimal(9)),
                    row.getString(10),
                    row.getTimestamp(11).toInstant(),
                    row.getTimestamp(12).toInstant(),
                    row.getString(13));
        }
    }

    private static @Nullable String text(ResultSet row, int column) throws SQLException {
        BigDecimal number = row.getBigDecimal(column);
        return number == null ? null : PlainDecimal.text(number);
    }

    @Operation(summary = "Drift in units and value by connection, age and cause")
    @GetMapping("/report")
    Report report(@RequestParam(required = false) @Nullable String connection) {
        OffsetDateTime now = SqlTimes.of(clock.instant());
        return new Report(
                sql.sql(SYSTEMS)
                        .param(connection)
                        .param(connection)
                        .query((row, number) -> SystemAnswer.of(row))
                        .list(),
                sql.sql(DRIFTS)
                        .param(now.minus(Duration.ofDays(1)))
                        .param(now.minus(Duration.ofDays(7)))
                        .param(connection)
                        .param(connection)
                        .query((row, number) -> DriftSum.of(row))
                        .list());
    }

    @Operation(summary = "Figures that were set to a system's word, newest first")
    @GetMapping("/corrections")
    Page<CorrectionAnswer> corrections(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String location,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Page.newest(
                after,
                limit,
                (below, most) -> sql.sql(CORRECTIONS)
                        .param(below)
                        .param(connection)
                        .param(connection)
                        .param(sku)
                        .param(sku)
                        .param(location)
                        .param(location)
                        .param(most)
                        .query((row, number) -> CorrectionAnswer.of(row))
                        .list(),
                correction -> correction,
                correction -> Long.parseLong(correction.id()));
    }
}
