package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.platform.SqlTimes;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What changed in the documents of the sources, newest first. */
@RestController
@RequestMapping("/api/drift")
final class DriftApi {

    private static final String COLUMNS = "select drift_id, connection, subject, kind, path, before, after, message_id,"
            + " noticed_at, seen_by, seen_at, times, coalesce(last_noticed_at, noticed_at), returned_at, returned_message"
            + " from source_drift";

    private final JdbcClient sql;
    private final Mappings mappings;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    DriftApi(JdbcClient sql, Mappings mappings, AuditLog audit, Clock clock, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.mappings = mappings;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A change of a source.
     *
     * @param kind {@code new_field}, {@code changed_type} or {@code vanished_field}
     * @param path JSON Pointer, {@code *} for elements of arrays and keys that are data
     * @param before types with commas; empty for a new field
     * @param after a type; empty for a vanished field
     * @param messageId of first sight; of a vanished field the last message that had it
     * @param times how often it came before somebody looked; what comes after that is a change of its own
     * @param lastNoticedAt when it came last
     * @param returnedAt of a vanished field: when it was there again; null while it is gone
     * @param returnedMessageId the first message that had it again
     * @param read whether a row of the mapping's newest version reads it, or what is below or around it
     */
    record DriftAnswer(
            String id,
            String connection,
            String subject,
            String kind,
            String path,
            String before,
            String after,
            @Nullable UUID messageId,
            Instant noticedAt,
            int times,
            Instant lastNoticedAt,
            @Nullable Instant returnedAt,
            @Nullable UUID returnedMessageId,
            boolean read,
            @Nullable String seenBy,
            @Nullable Instant seenAt) {}

    @Operation(summary = "What changed in the documents of sources, newest first")
    @GetMapping
    Page<DriftAnswer> list(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Boolean seen,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        List<DriftAnswer> rows = sql.sql(COLUMNS + """
                         where drift_id < ? and (?::text is null or connection = ?) and (?::text is null or subject = ?)
                           and (?::boolean is null or (seen_at is not null) = ?)
                         order by drift_id desc limit ?
                        """)
                .param(Page.after(after, Long.MAX_VALUE))
                .param(connection)
                .param(connection)
                .param(subject)
                .param(subject)
                .param(seen)
                .param(seen)
                .param(size + 1)
                .query((row, number) -> answer(row))
                .list();
        return Page.of(rows, size, row -> row, DriftAnswer::id);
    }

    /** The first who looked stays named; asking again changes nothing. */
    @Operation(
            summary = "Notes that somebody looked at a change",
            description =
                    "It leaves the list of what nobody looked at, and is kept for 90 days. When the same comes again"
                            + " after that, it is a new change.")
    @PostMapping("/{id}/seen")
    DriftAnswer seen(@PathVariable String id, HttpServletRequest request) {
        String actor = Actor.of(request);
        DriftAnswer found = one(id);
        transaction.executeWithoutResult(status -> {
            int noted = sql.sql(
                            "update source_drift set seen_by = ?, seen_at = ? where drift_id = ? and seen_at is null")
                    .params(actor, SqlTimes.of(clock.instant()), Long.valueOf(found.id()))
                    .update();
            if (noted == 1) {
                audit.record(
                        actor,
                        "drift.seen",
                        found.connection(),
                        ExactJson.nodes()
                                .objectNode()
                                .put("subject", found.subject())
                                .put("kind", found.kind())
                                .put("path", found.path())
                                .toString());
            }
        });
        return one(found.id());
    }

    private DriftAnswer one(String id) {
        return sql.sql(COLUMNS + " where drift_id::text = ?")
                .param(id)
                .query((row, number) -> answer(row))
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("drift_unknown", "no change " + id + "; /api/drift lists them"));
    }

    private DriftAnswer answer(ResultSet row) throws SQLException {
        Timestamp seen = row.getTimestamp(11);
        Timestamp returned = row.getTimestamp(14);
        return new DriftAnswer(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getObject(8, UUID.class),
                row.getTimestamp(9).toInstant(),
                row.getInt(12),
                row.getTimestamp(13).toInstant(),
                returned == null ? null : returned.toInstant(),
                row.getObject(15, UUID.class),
                read(row.getString(3), row.getString(5)),
                row.getString(10),
                seen == null ? null : seen.toInstant());
    }

    private boolean read(String subject, String path) {
        Mapping newest = mappings.newest(subject);
        return newest != null
                && newest.reads().stream()
                        .anyMatch(
                                place -> (place + "/").startsWith(path + "/") || (path + "/").startsWith(place + "/"));
    }
}
