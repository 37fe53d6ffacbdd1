package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Cells;
import io.tillbridge.posting.ConflictDesk;
import io.tillbridge.posting.ConflictKind;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a person must look at although nothing failed, newest first, and the end of it. */
@RestController
@RequestMapping("/api/conflicts")
final class ConflictsApi {

    private static final List<String> KINDS = ConflictKind.words();

    private static final String CELLS = """
            select conflict_id, kind, subject, message_id, detail, raised_at, resolved_at, resolved_by, resolution
              from conflict
            """;

    private final JdbcClient sql;
    private final ConflictDesk desk;

    ConflictsApi(JdbcClient sql, ConflictDesk desk) {
        this.sql = sql;
        this.desk = desk;
    }

    /**
     * A conflict.
     *
     * @param kind such as {@code negative_on_hand} or {@code unequal_revision}
     * @param subject what it is about: {@code sku@location} or a fact key
     * @param resolvedAt absent while it is open
     * @param resolvedBy a person; absent when it ended by itself
     * @param why as that person said
     */
    record ConflictAnswer(
            String id,
            String kind,
            String subject,
            @Nullable UUID messageId,
            JsonNode detail,
            Instant raisedAt,
            @Nullable Instant resolvedAt,
            @Nullable String resolvedBy,
            @Nullable String why) {

        static ConflictAnswer of(ResultSet row) throws SQLException {
            return new ConflictAnswer(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, UUID.class),
                    ExactJson.parse(row.getString(5)),
                    row.getTimestamp(6).toInstant(),
                    Cells.instant(row, 7),
                    row.getString(8),
                    row.getString(9));
        }
    }

    /**
     * The end of a conflict.
     *
     * @param why for those who look later
     */
    record ResolveBody(@Nullable String why) {}

    @Operation(summary = "Open conflicts that a person must look at, newest first")
    @GetMapping
    Page<ConflictAnswer> list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        Texts.word("kind", kind, KINDS);
        List<ConflictAnswer> rows = sql.sql(CELLS + """
                         where resolved_at is null and conflict_id < ? and (?::text is null or kind = ?)
                         order by conflict_id desc limit ?
                        """)
                .param(Page.after(after, Long.MAX_VALUE))
                .param(kind)
                .param(kind)
                .param(size + 1)
                .query((row, number) -> ConflictAnswer.of(row))
                .list();
        return Page.of(rows, size, row -> row, ConflictAnswer::id);
    }

    @Operation(summary = "A conflict is over, and why; again changes nothing")
    @PostMapping("/{id}/resolve")
    ConflictAnswer resolve(@PathVariable String id, @RequestBody ResolveBody body, HttpServletRequest request) {
        String why = Texts.optional("why", body.why());
        if (why == null) {
            throw ApiProblem.badRequest(
                    "invalid_why", "'why' is missing; say what was found and done, in at most 500 characters");
        }
        long number = Page.after(id, Long.MAX_VALUE);
        ConflictDesk.Outcome outcome;
        try {
            outcome = desk.resolve(number, Actor.of(request), why);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("end of conflict " + id, e);
        }
        if (outcome instanceof ConflictDesk.Outcome.Unknown) {
            throw ApiProblem.notFound(
                    "conflict_unknown", "no conflict has id '" + id + "'; list them with GET /api/conflicts");
        }
        if (outcome instanceof ConflictDesk.Outcome.Elsewhere elsewhere) {
            ConflictKind kind = elsewhere.kind();
            throw ApiProblem.conflict(
                    "conflict_ends_elsewhere",
                    "conflict " + id + " is " + kind.word() + ": " + kind.end().how());
        }
        return sql.sql(CELLS + " where conflict_id = ?")
                .param(number)
                .query((row, at) -> ConflictAnswer.of(row))
                .single();
    }
}
