package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.ExactJson;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Conflicts about items that a person decides: clashes of codes, and words of systems that do not own a field. */
@RestController
final class ItemReviewsApi {

    private static final List<String> DECISIONS = List.of("keep", "give", "merge");

    private final JdbcClient sql;
    private final ItemReviews reviews;

    ItemReviewsApi(JdbcClient sql, ItemReviews reviews) {
        this.sql = sql;
        this.reviews = reviews;
    }

    /**
     * An open review.
     *
     * @param kind {@code gtin_taken}, {@code not_owner} or {@code several_remote_ids}
     */
    record ReviewedItem(
            String id,
            String kind,
            String subject,
            @Nullable UUID messageId,
            JsonNode detail,
            Instant raisedAt) {}

    /**
     * A decision.
     *
     * @param decision {@code keep} what is recorded, {@code give} the code to the item that claims it, or {@code merge} that
     *     item into the one that has the code
     * @param reason for the audit log
     */
    record Decision(@Nullable String decision, @Nullable String reason) {}

    /** What was decided. */
    record Decided(String id, String decision, JsonNode detail) {}

    @Operation(summary = "Items a person must decide about, newest first")
    @GetMapping("/api/items/reviews")
    Page<ReviewedItem> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        List<ReviewedItem> rows = sql.sql("""
                        select conflict_id, kind, subject, message_id, detail, raised_at from conflict
                         where resolved_at is null and kind in ('gtin_taken', 'not_owner', 'several_remote_ids')
                           and conflict_id < ?
                         order by conflict_id desc limit ?
                        """)
                .param(Page.after(after, Long.MAX_VALUE))
                .param(size + 1)
                .query((row, number) -> new ReviewedItem(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, UUID.class),
                        ExactJson.parse(row.getString(5)),
                        row.getTimestamp(6).toInstant()))
                .list();
        return Page.of(rows, size, row -> row, ReviewedItem::id);
    }

    @Operation(summary = "Decides a review: keep, give or merge")
    @PostMapping("/api/items/reviews/{id}")
    Decided decide(@PathVariable String id, @RequestBody Decision body, HttpServletRequest request) {
        String decision = Texts.id("decision", body.decision());
        Texts.word("decision", decision, DECISIONS);
        long number = Page.after(id, Long.MAX_VALUE);
        JsonNode detail = reviews.decide(number, decision, Texts.optional("reason", body.reason()), Actor.of(request));
        return new Decided(id, decision, detail);
    }
}
