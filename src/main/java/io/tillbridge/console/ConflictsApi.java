package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.ExactJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a person must look at although nothing failed, newest first. */
@RestController
final class ConflictsApi {

    private static final List<String> KINDS = List.of(
            "negative_on_hand",
            "unequal_revision",
            "unequal_fact",
            "gtin_taken",
            "not_owner",
            "several_remote_ids",
            "reservation_refused",
            "paid_unreserved",
            "pickup_exception",
            "rejected_part",
            "count_wanted",
            "overshipped",
            "wrong_item_shipped",
            "return_review",
            "entry_unbalanced",
            "entry_unreadable",
            "closure_difference",
            "invariant_broken",
            "count_pending",
            "transfer_over_received",
            "receipt_discrepancy",
            "receipt_gap",
            "register_clock",
            "source_stale",
            "sourcing_unplaced",
            "returned_beyond_shipped",
            "refunded_beyond_paid",
            "refunded_beyond_ordered",
            "blind_return");

    private final JdbcClient sql;

    ConflictsApi(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * An open conflict.
     *
     * @param kind such as {@code negative_on_hand} or {@code unequal_revision}
     * @param subject what it is about: {@code sku@location} or a fact key
     */
    record ConflictAnswer(
            String id,
            String kind,
            String subject,
            @Nullable UUID messageId,
            JsonNode detail,
            Instant raisedAt) {}

    @Operation(summary = "Open conflicts that a person must look at, newest first")
    @GetMapping("/api/conflicts")
    Page<ConflictAnswer> list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        Texts.word("kind", kind, KINDS);
        List<ConflictAnswer> rows = sql.sql("""
                        select conflict_id, kind, subject, message_id, detail, raised_at from conflict
                         where resolved_at is null and conflict_id < ? and (?::text is null or kind = ?)
                         order by conflict_id desc limit ?
                        """)
                .param(Page.after(after, Long.MAX_VALUE))
                .param(kind)
                .param(kind)
                .param(size + 1)
                .query((row, number) -> new ConflictAnswer(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, UUID.class),
                        ExactJson.parse(row.getString(5)),
                        row.getTimestamp(6).toInstant()))
                .list();
        return Page.of(rows, size, row -> row, ConflictAnswer::id);
    }
}
