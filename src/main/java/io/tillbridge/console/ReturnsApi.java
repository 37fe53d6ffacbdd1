package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.posting.ReturnDesk;
import io.tillbridge.posting.ReturnQueries;
import io.tillbridge.posting.ReturnRow;
import io.tillbridge.stock.StockQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.ArrayList;
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

/** Returns: what came back, what was paid for it, what waits, and decisions about the goods. */
@RestController
@RequestMapping("/api/returns")
final class ReturnsApi {

    private static final List<String> CONDITIONS = List.of("A", "B", "C", "D", "E", "F", "X");
    private static final List<String> TARGETS = Arrays.stream(ReturnDesk.Target.values())
            .map(ReturnDesk.Target::word)
            .toList();

    private final ReturnQueries returns;
    private final StockQueries stock;
    private final ReturnDesk desk;

    ReturnsApi(ReturnQueries returns, StockQueries stock, ReturnDesk desk) {
        this.returns = returns;
        this.stock = stock;
        this.desk = desk;
    }

    /**
     * A decision about goods of a line.
     *
     * @param line the line's id in the return
     * @param to {@code sellable}, {@code damaged} or {@code vendor}
     * @param quantity above zero; absent: all that waits
     * @param reason for the ledger and the audit log
     */
    record DecisionBody(
            @Nullable String line,
            @Nullable String to,
            @Nullable String quantity,
            @Nullable String reason) {}

    @Operation(summary = "Returns, newest first")
    @GetMapping
    Page<ReturnAnswer> list(
            @RequestParam(required = false) @Nullable String system,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable String location,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String condition,
            @RequestParam(required = false) @Nullable String waiting,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        Texts.word("condition", condition, CONDITIONS);
        Texts.word("waiting", waiting, List.of("true", "false"));
        ReturnQueries.Filter filter = new ReturnQueries.Filter(
                system, order, location, sku, condition, waiting == null ? null : Boolean.valueOf(waiting));
        return Page.newest(
                after,
                limit,
                (number, most) -> returns.find(filter, number, most),
                ReturnAnswer::of,
                ReturnRow::number);
    }

    @Operation(summary = "One return with its movements, decisions and what waits")
    @GetMapping("/{id}")
    ReturnAnswer.Whole one(@PathVariable String id) {
        ReturnRow returned = returns.find(Page.after(id, Long.MAX_VALUE)).orElseThrow(() -> unknown(id));
        List<ReturnQueries.Decision> decisions = returns.decisions(returned.messageId());
        List<UUID> messages = new ArrayList<>(List.of(returned.messageId()));
        decisions.forEach(decision -> messages.add(decision.id()));
        return ReturnAnswer.Whole.of(
                returned, decisions, returns.open(returned), returns.entries(messages), stock.movementsOf(messages));
    }

    @Operation(summary = "Moves goods of a return on: to the shelf, damaged or the supplier")
    @PostMapping("/{id}/decisions")
    ReturnAnswer.Whole decide(@PathVariable String id, @RequestBody DecisionBody body, HttpServletRequest request) {
        String line = Texts.id("line", body.line());
        Texts.word("to", body.to(), TARGETS);
        String reason = Texts.optional("reason", body.reason());
        if (body.to() == null || reason == null) {
            throw ApiProblem.badRequest(
                    Texts.invalid(body.to() == null ? "to" : "reason"),
                    "a decision needs 'to' (one of " + TARGETS + ") and a 'reason'");
        }
        ReturnDesk.Decision decision = new ReturnDesk.Decision(
                Page.after(id, Long.MAX_VALUE),
                line,
                ReturnDesk.Target.of(body.to()),
                body.quantity() == null ? null : ReservationBodies.quantity(body.quantity(), true),
                reason,
                IdempotencyKey.of(request),
                Actor.of(request));
        try {
            refuse(id, decision, desk.decide(decision));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("decision about return " + id, e);
        }
        return one(id);
    }

    private static void refuse(String id, ReturnDesk.Decision decision, ReturnDesk.Outcome outcome) {
        switch (outcome) {
            case DONE -> {}
            case UNKNOWN -> throw unknown(id + "' with line '" + decision.line());
            case REUSED ->
                throw ApiProblem.conflict(
                        "operation_reused", "this idempotency key named another request; send a new one");
            case NOTHING_WAITS ->
                throw ApiProblem.conflict(
                        "return_not_waiting",
                        "no goods of line " + decision.line() + " wait for this decision; GET /api/returns/" + id
                                + " says what became of them");
            case TOO_MUCH ->
                throw ApiProblem.conflict(
                        "return_too_much",
                        "less of line " + decision.line() + " waits than " + decision.quantity() + "; GET /api/returns/"
                                + id + " says how much");
            case NOT_THERE ->
                throw ApiProblem.conflict(
                        "return_not_there",
                        "the books have less there than line " + decision.line()
                                + " says: it was moved or counted away; count it first");
        }
    }

    private static ApiProblem unknown(String id) {
        return ApiProblem.notFound("return_unknown", "no return has id '" + id + "'; list them with GET /api/returns");
    }
}
