package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.posting.OrderMoves;
import io.tillbridge.reservation.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Another location for lines of an order, because a person says so. */
@RestController
final class OrderMovesApi {

    private final OrderMoves moves;
    private final OrderQueries orders;
    private final OrderAnswers answers;

    OrderMovesApi(OrderMoves moves, OrderQueries orders, OrderAnswers answers) {
        this.moves = moves;
        this.orders = orders;
        this.answers = answers;
    }

    @Operation(summary = "Moves lines of an order to another location; all of it or nothing")
    @PostMapping("/api/orders/{system}/{id}/move")
    OrderAnswer move(
            @PathVariable String system,
            @PathVariable String id,
            @RequestBody ReservationBodies.Placed body,
            HttpServletRequest request) {
        String location = Texts.id("location", body.location());
        List<OrderMoves.Part> parts = ReservationBodies.parts(body.lines()).stream()
                .map(part -> new OrderMoves.Part(part.line(), part.quantity()))
                .toList();
        OrderKey key = new OrderKey(system, id);
        try {
            Outcome.Refused refused = moves.move(key, parts, location, IdempotencyKey.of(request), Actor.of(request));
            if (refused != null) {
                throw ReservationsApi.problem(refused);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("a move of order " + id + " of " + system, e);
        }
        return orders.find(key).map(answers::of).orElseThrow();
    }
}
