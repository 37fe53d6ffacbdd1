package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.posting.OrderDesk;
import io.tillbridge.posting.OrderMoves;
import io.tillbridge.reservation.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a store did with an order's goods, on their way from the shelf to the customer. */
@RestController
@RequestMapping("/api/orders/{system}/{id}")
final class OrderDeskApi {

    private final OrderDesk desk;
    private final OrderQueries orders;
    private final OrderAnswers answers;

    OrderDeskApi(OrderDesk desk, OrderQueries orders, OrderAnswers answers) {
        this.desk = desk;
        this.orders = orders;
        this.answers = answers;
    }

    /** Which lines, and where; without {@code lines} all, without {@code location} the only one that has something. */
    record Goods(@Nullable String location, @Nullable List<ReservationBodies.Part> lines) {}

    /** What was picked, or what could not be found: one of the two. */
    record Picked(
            @Nullable String location,
            @Nullable List<ReservationBodies.Part> lines,
            @Nullable List<ReservationBodies.Part> missing) {}

    @Operation(summary = "Goods of an order were taken from the shelf, or not found")
    @PostMapping("/pick")
    OrderAnswer pick(
            @PathVariable String system,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Picked body,
            HttpServletRequest request) {
        if (body != null && body.lines() != null && body.missing() != null) {
            throw ApiProblem.badRequest(
                    "invalid_lines", "send what was picked in 'lines', and what is missing in a request of its own");
        }
        String location = body == null ? null : body.location();
        OrderKey key = new OrderKey(system, id);
        return body != null && body.missing() != null
                ? tell(key, OrderDesk.Kind.MISSING, location, body.missing(), request)
                : tell(key, OrderDesk.Kind.PICK, location, body == null ? null : body.lines(), request);
    }

    @Operation(summary = "Goods of an order are packed; who fetches them is told")
    @PostMapping("/ready")
    OrderAnswer ready(
            @PathVariable String system,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Goods body,
            HttpServletRequest request) {
        return tell(new OrderKey(system, id), OrderDesk.Kind.READY, body, request);
    }

    @Operation(summary = "Goods of an order were handed over: they leave the stock")
    @PostMapping("/hand-over")
    OrderAnswer handOver(
            @PathVariable String system,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Goods body,
            HttpServletRequest request) {
        return tell(new OrderKey(system, id), OrderDesk.Kind.HAND_OVER, body, request);
    }

    private OrderAnswer tell(OrderKey key, OrderDesk.Kind kind, @Nullable Goods body, HttpServletRequest request) {
        return tell(key, kind, body == null ? null : body.location(), body == null ? null : body.lines(), request);
    }

    /** The idempotency key names the step, so that it is known again also when the stored answer is gone. */
    private OrderAnswer tell(
            OrderKey key,
            OrderDesk.Kind kind,
            @Nullable String location,
            @Nullable List<ReservationBodies.Part> lines,
            HttpServletRequest request) {
        OrderDesk.Step step = new OrderDesk.Step(
                key,
                kind,
                location == null ? null : Texts.id("location", location),
                ReservationBodies.parts(lines).stream()
                        .map(part -> new OrderMoves.Part(part.line(), part.quantity()))
                        .toList(),
                IdempotencyKey.of(request),
                Actor.of(request));
        try {
            Outcome.Refused refused = desk.tell(step);
            if (refused != null) {
                throw ReservationsApi.problem(refused);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(kind + " of order " + key.id() + " of " + key.system(), e);
        }
        return orders.find(key).map(answers::of).orElseThrow();
    }
}
