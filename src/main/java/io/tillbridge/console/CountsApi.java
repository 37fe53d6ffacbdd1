package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.posting.CountDesk;
import io.tillbridge.posting.CountRules;
import io.tillbridge.stock.CountRow;
import io.tillbridge.stock.CountRows;
import io.tillbridge.stock.CountsDue;
import io.tillbridge.stock.ShelfCount;
import io.tillbridge.stock.StockKey;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Counts: what was counted, what waits for a decision, what is to be counted. */
@RestController
@RequestMapping("/api/counts")
final class CountsApi {

    private static final List<String> STATES =
            Arrays.stream(ShelfCount.State.values()).map(ShelfCount.State::word).toList();

    private final CountRows counts;
    private final CountsDue due;
    private final CountDesk desk;
    private final CountRules rules;
    private final Clock clock;

    CountsApi(CountRows counts, CountsDue due, CountDesk desk, CountRules rules, Clock clock) {
        this.counts = counts;
        this.due = due;
        this.desk = desk;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * One count of one bucket; quantities are decimals.
     *
     * @param expected what the books had then, without what was picked and left out of the count
     * @param reason why it waits or has no effect
     */
    record CountAnswer(
            String id,
            String sku,
            String location,
            String bucket,
            String quantity,
            String expected,
            String variance,
            String picked,
            Instant countedAt,
            String state,
            @Nullable String reason,
            @Nullable String counter,
            @Nullable String photo,
            UUID messageId,
            Instant recordedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt) {

        static CountAnswer of(CountRow row) {
            ShelfCount count = row.count();
            return new CountAnswer(
                    String.valueOf(row.id()),
                    count.of().key().sku(),
                    count.of().key().location(),
                    count.of().bucket().word(),
                    PlainDecimal.text(count.quantity()),
                    PlainDecimal.text(count.expected()),
                    PlainDecimal.text(count.variance()),
                    PlainDecimal.text(count.picked()),
                    count.countedAt(),
                    count.state().word(),
                    count.reason(),
                    count.counter(),
                    count.photo(),
                    count.messageId(),
                    row.recordedAt(),
                    row.decidedBy(),
                    row.decidedAt());
        }
    }

    /**
     * Something to count.
     *
     * @param trigger {@code negative}, {@code short_pick} or {@code zero_with_sales}; absent when only its time has come
     * @param dueAt absent when it was never counted
     */
    record DueAnswer(
            String sku,
            String location,
            @Nullable String abcClass,
            @Nullable Instant countedAt,
            @Nullable Instant dueAt,
            @Nullable String trigger) {

        static DueAnswer of(CountsDue.Due due) {
            return new DueAnswer(
                    due.key().sku(), due.key().location(), due.abcClass(), due.countedAt(), due.dueAt(), due.trigger());
        }
    }

    /**
     * Why a count is refused.
     *
     * @param reason for the audit log
     */
    record Refusal(@Nullable String reason) {}

    /** What became of a count. */
    record Decided(String id, String state) {}

    @Operation(summary = "Counts, newest first")
    @GetMapping
    Page<CountAnswer> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        Texts.word("state", state, STATES);
        ShelfCount.State is = state == null ? null : ShelfCount.State.of(state);
        return Page.newest(
                after, limit, (number, most) -> counts.list(is, number, most), CountAnswer::of, CountRow::id);
    }

    @Operation(summary = "What is to be counted, by rhythm or because something is odd")
    @GetMapping("/due")
    Page<DueAnswer> due(
            @RequestParam(required = false) @Nullable String location,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        List<CountsDue.Due> rows =
                due.list(rules.rhythm(), rules.every(null), clock.instant(), behind(after), location, size + 1);
        return Page.of(
                rows,
                size,
                DueAnswer::of,
                row -> row.key().sku() + "@" + row.key().location());
    }

    @Operation(summary = "Posts a count that waits, at its own time")
    @PostMapping("/{id}/approve")
    Decided approve(@PathVariable String id, HttpServletRequest request) {
        long number = Page.after(id, Long.MAX_VALUE);
        try {
            return decided(id, desk.approve(number, Actor.of(request)), ShelfCount.State.POSTED);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("approval of count " + id, e);
        }
    }

    @Operation(summary = "Refuses a count that waits: it has no effect")
    @PostMapping("/{id}/refuse")
    Decided refuse(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Refusal body,
            HttpServletRequest request) {
        long number = Page.after(id, Long.MAX_VALUE);
        String why = body == null ? null : Texts.optional("reason", body.reason());
        try {
            return decided(id, desk.refuse(number, Actor.of(request), why), ShelfCount.State.REFUSED);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("refusal of count " + id, e);
        }
    }

    private static Decided decided(String id, CountDesk.Outcome outcome, ShelfCount.State state) {
        return switch (outcome) {
            case DONE -> new Decided(id, state.word());
            case UNKNOWN ->
                throw ApiProblem.notFound(
                        "count_unknown", "no count has id '" + id + "'; look it up with GET /api/counts?state=pending");
            case NOT_PENDING ->
                throw ApiProblem.conflict(
                        "count_not_pending",
                        "count " + id + " does not wait any more; GET /api/counts says what became of it");
            case FIGURE_SET ->
                throw ApiProblem.conflict(
                        "count_figure_set",
                        "a system that owns the counts sets this figure by now; refuse the count, or correct it there");
        };
    }

    private static StockKey behind(@Nullable String after) {
        int at = after == null ? -1 : after.lastIndexOf('@');
        if (after == null) {
            return new StockKey("", "");
        }
        if (at < 0) {
            throw Page.invalid(after);
        }
        return new StockKey(after.substring(0, at), after.substring(at + 1));
    }
}
