package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.posting.ConsignmentDesk;
import io.tillbridge.stock.NoticeKey;
import io.tillbridge.stock.NoticeQueries;
import io.tillbridge.stock.NoticeQueries.Notice;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What suppliers announced, and what of it is still to come. */
@RestController
final class AdvanceNoticesApi {

    private final NoticeQueries notices;

    private final ConsignmentDesk desk;

    AdvanceNoticesApi(NoticeQueries notices, ConsignmentDesk desk) {
        this.notices = notices;
        this.desk = desk;
    }

    /** Why it is closed. */
    record CloseBody(@Nullable String reason) {}

    /** A notice; {@code state} is one of {@link NoticeQueries#STATES}. */
    record NoticeAnswer(
            String system,
            String id,
            String state,
            @Nullable String supplier,
            @Nullable String purchaseOrder,
            @Nullable String location,
            @Nullable String carrier,
            Instant sentAt,
            @Nullable Instant expectedAt,
            List<LineAnswer> lines) {

        static NoticeAnswer of(Notice notice) {
            return new NoticeAnswer(
                    notice.key().system(),
                    notice.key().id(),
                    notice.state(),
                    notice.supplier(),
                    notice.purchaseOrder(),
                    notice.location(),
                    notice.carrier(),
                    notice.sentAt(),
                    notice.expectedAt(),
                    notice.lines().stream().map(LineAnswer::of).toList());
        }
    }

    /** One item; {@code remaining} is what is still to come, never below zero; nothing of a closed notice. */
    record LineAnswer(
            String sku,
            String expected,
            String received,
            String remaining,
            @Nullable LocalDate expectedOn) {

        static LineAnswer of(NoticeQueries.Line line) {
            return new LineAnswer(
                    line.sku(),
                    text(line.expected()),
                    text(line.received()),
                    text(line.remaining()),
                    line.expectedOn());
        }
    }

    @Operation(summary = "Advance notices with what is still to come, newest first")
    @GetMapping("/api/advance-notices")
    Page<NoticeAnswer> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        Texts.word("state", state, NoticeQueries.STATES);
        String item = sku == null ? null : Texts.id("sku", sku);
        return Page.newest(
                after,
                limit,
                (number, most) -> notices.find(state, item, number, most),
                NoticeAnswer::of,
                Notice::number);
    }

    @Operation(summary = "Closes an advance notice; what is missing is raised")
    @PostMapping("/api/advance-notices/{system}/{id}/close")
    NoticeAnswer close(
            @PathVariable String system,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable CloseBody body,
            HttpServletRequest request) {
        NoticeKey key = new NoticeKey(system, id);
        String why = Texts.optional("reason", body == null ? null : body.reason());
        if (!desk.close(key, Actor.of(request), why)) {
            throw ApiProblem.notFound(
                    "notice_unknown",
                    "no advance notice '" + id + "' of '" + system + "'; list them with GET /api/advance-notices");
        }
        return NoticeAnswer.of(notices.find(key).orElseThrow());
    }
}
