package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.reservation.ReservationDesk;
import io.tillbridge.reservation.Substitution;
import io.tillbridge.reservation.SubstitutionDesk;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Another item instead of one that cannot be had: offered, accepted or refused. */
@RestController
final class SubstitutionsApi {

    private final SubstitutionDesk desk;

    SubstitutionsApi(SubstitutionDesk desk) {
        this.desk = desk;
    }

    /** What is offered: {@code sku} for {@code line}; absent {@code quantity}: all that is wanted of the line. */
    record Offer(
            @Nullable String line,
            @Nullable String sku,
            @Nullable String quantity) {}

    /**
     * An offer, for a line of a reservation or of an order of a system.
     *
     * @param held the reservation that holds the substitute, until {@code until} or for good once accepted
     * @param state whether the customer has been asked, or has said yes or no
     */
    record SubstitutionAnswer(
            String id,
            @Nullable UUID reservation,
            @Nullable String system,
            @Nullable String order,
            String line,
            String sku,
            String quantity,
            UUID held,
            Instant until,
            String state,
            String proposedBy,
            Instant proposedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt) {

        static SubstitutionAnswer of(Substitution one) {
            return new SubstitutionAnswer(
                    String.valueOf(one.id()),
                    one.of().reservation(),
                    one.of().system(),
                    one.of().order(),
                    one.line(),
                    one.substitute(),
                    PlainDecimal.text(one.quantity()),
                    one.held(),
                    one.until(),
                    one.state(),
                    one.proposedBy(),
                    one.proposedAt(),
                    one.decidedBy(),
                    one.decidedAt());
        }
    }

    /** All offers of a reservation or an order. */
    record SubstitutionsAnswer(List<SubstitutionAnswer> items) {}

    /** Something asked of the desk. */
    @FunctionalInterface
    private interface Asked {
        SubstitutionDesk.Result of() throws SQLException;
    }

    @Operation(summary = "Offers another item for a line and holds it until it is decided")
    @PostMapping("/api/reservations/{id}/substitutions")
    @ResponseStatus(HttpStatus.CREATED)
    SubstitutionAnswer propose(@PathVariable UUID id, @RequestBody Offer body, HttpServletRequest request) {
        return propose(Substitution.Of.reservation(id), body, request);
    }

    @Operation(summary = "Offers another item for a line of an order and holds it")
    @PostMapping("/api/orders/{system}/{id}/substitutions")
    @ResponseStatus(HttpStatus.CREATED)
    SubstitutionAnswer proposeForOrder(
            @PathVariable String system, @PathVariable String id, @RequestBody Offer body, HttpServletRequest request) {
        return propose(Substitution.Of.order(system, id), body, request);
    }

    private SubstitutionAnswer propose(Substitution.Of of, Offer body, HttpServletRequest request) {
        String line = Texts.id("line", body.line());
        String sku = Texts.id("sku", body.sku());
        BigDecimal quantity = body.quantity() == null ? null : ReservationBodies.quantity(body.quantity(), true);
        return answer(() -> desk.propose(of, line, sku, quantity, IdempotencyKey.of(request), Actor.of(request)));
    }

    @Operation(summary = "What was offered instead of lines of a reservation")
    @GetMapping("/api/reservations/{id}/substitutions")
    SubstitutionsAnswer list(@PathVariable UUID id) {
        return list(Substitution.Of.reservation(id));
    }

    @Operation(summary = "What was offered instead of lines of an order")
    @GetMapping("/api/orders/{system}/{id}/substitutions")
    SubstitutionsAnswer listOfOrder(@PathVariable String system, @PathVariable String id) {
        return list(Substitution.Of.order(system, id));
    }

    private SubstitutionsAnswer list(Substitution.Of of) {
        try {
            return new SubstitutionsAnswer(
                    desk.of(of).stream().map(SubstitutionAnswer::of).toList());
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("substitutions", e);
        }
    }

    @Operation(summary = "The customer takes the substitute")
    @PostMapping("/api/substitutions/{id}/accept")
    SubstitutionAnswer accept(@PathVariable String id, HttpServletRequest request) {
        long number = Page.after(id, Long.MAX_VALUE);
        return answer(() -> desk.accept(number, Actor.of(request)));
    }

    @Operation(summary = "The customer does not take the substitute; it is free again")
    @PostMapping("/api/substitutions/{id}/refuse")
    SubstitutionAnswer refuse(@PathVariable String id, HttpServletRequest request) {
        long number = Page.after(id, Long.MAX_VALUE);
        return answer(() -> desk.refuse(number, Actor.of(request)));
    }

    private static SubstitutionAnswer answer(Asked asked) {
        try {
            SubstitutionDesk.Result result = asked.of();
            if (result.substitution() != null) {
                return SubstitutionAnswer.of(result.substitution());
            }
            throw result.refused() == null
                    ? new IllegalStateException("neither offered nor refused")
                    : ReservationsApi.problem(result.refused());
        } catch (ReservationDesk.Busy e) {
            throw new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, "reservations_busy", String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("substitution", e);
        }
    }
}
