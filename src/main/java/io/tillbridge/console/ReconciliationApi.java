package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.platform.Cells;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What runs found that compare systems with the books. */
@RestController
@RequestMapping("/api/reconciliation")
final class ReconciliationApi {

    private static final List<String> CLASSES = List.of("transient", "confirmed", "missing");

    private static final String RUNS = """
            select run_id, connection, started_at, finished_at, items, in_order, first_seen, confirmed, stale, missing,
                   correctable, corrected, booked_units, drift_units, stopped
              from recon_run where run_id < ? and (?::text is null or connection = ?) order by run_id desc limit ?
            """;

    private static final String DRIFTS = """
            select drift_id, connection, sku, location, class, told, told_at, booked, came, went, drift, drift_value, currency,
                   first_seen_at, sightings, outcome, cause, derived_from, seen_at
              from recon_drift
             where drift_id < ? and (?::text is null or connection = ?) and (?::text is null or sku = ?)
               and (?::text is null or location = ?) and (?::text is null or class = ?)
             order by drift_id desc limit ?
            """;

    private final JdbcClient sql;

    ReconciliationApi(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A run; counts are of figures, one for each item and location.
     *
     * @param items compared: both sides known and young enough
     * @param correctable of the confirmed
     * @param stopped what was too much in it, {@code items} or {@code units}
     */
    record RunAnswer(
            String id,
            String connection,
            Instant startedAt,
            Instant finishedAt,
            long items,
            long inOrder,
            long firstSeen,
            long confirmed,
            long stale,
            long missing,
            long correctable,
            long corrected,
            String bookedUnits,
            String driftUnits,
            @Nullable String stopped) {

        static RunAnswer of(ResultSet row) throws SQLException {
            return new RunAnswer(
                    row.getString(1),
                    row.getString(2),
                    row.getTimestamp(3).toInstant(),
                    row.getTimestamp(4).toInstant(),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9),
                    row.getLong(10),
                    row.getLong(11),
                    row.getLong(12),
                    PlainDecimal.text(row.getBigDecimal(13)),
                    PlainDecimal.text(row.getBigDecimal(14)),
                    row.getString(15));
        }
    }

    /**
     * A figure that differs, or that one side does not know.
     *
     * @param told by the system at {@code toldAt}; absent: it says nothing of it
     * @param booked in the books then; absent: they do not know the item there
     * @param came in flight into the location, {@code went} out of it
     * @param value what the units of the drift cost
     * @param outcome of a confirmed one: {@code correct}, or why not
     */
    record DriftAnswer(
            String id,
            String connection,
            String sku,
            String location,
            String state,
            @Nullable String told,
            @Nullable Instant toldAt,
            @Nullable String booked,
            String came,
            String went,
            @Nullable String drift,
            @Nullable String value,
            @Nullable String currency,
            Instant firstSeenAt,
            int sightings,
            @Nullable String outcome,
            @Nullable String cause,
            @Nullable String derivedFrom,
            Instant seenAt) {

        static DriftAnswer of(ResultSet row) throws SQLException {
            return new DriftAnswer(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    text(row, 6),
                    Cells.instant(row, 7),
                    text(row, 8),
                    PlainDecimal.text(row.getBigDecimal(9)),
                    PlainDecimal.text(row.getBigDecimal(10)),
                    text(row, 11),
                    text(row, 12),
                    row.getString(13),
                    row.getTimestamp(14).toInstant(),
                    row.getInt(15),
                    row.getString(16),
                    row.getString(17),
                    row.getString(18),
                    row.getTimestamp(19).toInstant());
        }

        private static @Nullable String text(ResultSet row, int column) throws SQLException {
            BigDecimal number = row.getBigDecimal(column);
            return number == null ? null : PlainDecimal.text(number);
        }
    }

    @Operation(summary = "Runs that compared systems with the books, newest first")
    @GetMapping("/runs")
    Page<RunAnswer> runs(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Page.newest(
                after,
                limit,
                (below, most) -> sql.sql(RUNS)
                        .param(below)
                        .param(connection)
                        .param(connection)
                        .param(most)
                        .query((row, number) -> RunAnswer.of(row))
                        .list(),
                run -> run,
                run -> Long.parseLong(run.id()));
    }

    @Operation(summary = "Figures that differ from the books or are missing, newest first")
    @GetMapping("/drifts")
    Page<DriftAnswer> drifts(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String location,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        Texts.word("state", state, CLASSES);
        return Page.newest(
                after,
                limit,
                (below, most) -> sql.sql(DRIFTS)
                        .param(below)
                        .param(connection)
                        .param(connection)
                        .param(sku)
                        .param(sku)
                        .param(location)
                        .param(location)
                        .param(state)
                        .param(state)
                        .param(most)
                        .query((row, number) -> DriftAnswer.of(row))
                        .list(),
                drift -> drift,
                drift -> Long.parseLong(drift.id()));
    }
}
