package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.console.ReservationAnswer.ShortageAnswer;
import io.tillbridge.reservation.Outcome;
import io.tillbridge.reservation.PromiseRisk;
import io.tillbridge.reservation.Request;
import io.tillbridge.reservation.Request.Kind;
import io.tillbridge.reservation.ReservationDesk;
import io.tillbridge.reservation.ReservationQueries;
import io.tillbridge.reservation.RiskQueries;
import io.tillbridge.stock.ReservedLine;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stock that is held for carts, and its way to the customer. A refusal says what could be had, and why not more. */
@RestController
@RequestMapping("/api/reservations")
final class ReservationsApi {

    /** What was decided a moment ago has expired by nobody's clock. */
    private static final Instant DECIDED = Instant.EPOCH;

    private final ReservationDesk desk;
    private final ReservationQueries queries;
    private final RiskQueries risks;
    private final KnownConnections known;
    private final Clock clock;

    ReservationsApi(
            ReservationDesk desk, ReservationQueries queries, RiskQueries risks, KnownConnections known, Clock clock) {
        this.desk = desk;
        this.queries = queries;
        this.risks = risks;
        this.known = known;
        this.clock = clock;
    }

    @Operation(summary = "Holds stock for a cart, or changes or extends what it holds")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ReservationAnswer reserve(@RequestBody ReservationBodies.Reserve body) {
        Request.Reserve request = ReservationBodies.reserve(body);
        known.check(request.cart().connection());
        return answer(ask(request));
    }

    @Operation(summary = "A reservation with all its claims, ended ones included")
    @GetMapping("/{id}")
    ReservationAnswer one(@PathVariable UUID id) {
        List<ReservedLine> lines = queries.find(List.of(id));
        if (lines.isEmpty()) {
            throw problem(new Outcome.Refused("reservation_unknown", "no reservation " + id, List.of()));
        }
        return ReservationAnswer.of(lines, queries.now(), risks(lines));
    }

    @Operation(summary = "Reservations with something open, or all of a cart, by id")
    @GetMapping
    Page<ReservationAnswer> list(
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String location,
            @RequestParam(required = false) @Nullable String reference,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        List<UUID> ids = queries.find(new ReservationQueries.Filter(sku, location, reference), after, size + 1);
        List<ReservedLine> lines = queries.find(ids);
        Instant now = queries.now();
        Map<String, PromiseRisk> risks = risks(lines);
        return Page.of(
                ids,
                size,
                id -> ReservationAnswer.of(
                        lines.stream()
                                .filter(line -> line.id().reservation().equals(id))
                                .toList(),
                        now,
                        risks),
                UUID::toString);
    }

    @Operation(summary = "Gives free what a reservation still holds")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> cancel(@PathVariable UUID id) {
        String operation = UUID.randomUUID().toString();
        done(ask(ReservationBodies.step(id, Kind.RELEASE, null, null, operation, clock.instant())));
        return ResponseEntity.noContent().build();
    }

    @Operation(summary = "Gives some lines free, or a part of them")
    @PostMapping("/{id}/release")
    ReservationAnswer release(
            @PathVariable UUID id,
            @RequestBody(required = false) ReservationBodies.@Nullable Parts body,
            HttpServletRequest request) {
        return step(id, Kind.RELEASE, body == null ? null : body.lines(), null, request);
    }

    @Operation(summary = "Holds longer: the customer is active, or a payment has begun")
    @PostMapping("/{id}/extend")
    ReservationAnswer extend(
            @PathVariable UUID id,
            @RequestBody(required = false) ReservationBodies.@Nullable Extend body,
            HttpServletRequest request) {
        String reason = body == null ? null : body.reason();
        Texts.word("reason", reason, List.of("activity", "payment"));
        return step(id, "payment".equals(reason) ? Kind.PAYMENT_STARTED : Kind.EXTEND, null, null, request);
    }

    @Operation(summary = "The order is placed or paid: nothing expires any more")
    @PostMapping("/{id}/confirm")
    ReservationAnswer confirm(
            @PathVariable UUID id,
            @RequestBody(required = false) ReservationBodies.@Nullable Confirm body,
            HttpServletRequest request) {
        boolean paid = body != null && Boolean.TRUE.equals(body.paid());
        return step(id, paid ? Kind.PAID : Kind.CONFIRM, null, null, request);
    }

    @Operation(summary = "Chooses the location that fulfils confirmed lines")
    @PostMapping("/{id}/allocate")
    ReservationAnswer allocate(
            @PathVariable UUID id,
            @RequestBody(required = false) ReservationBodies.@Nullable Placed body,
            HttpServletRequest request) {
        return step(
                id, Kind.ALLOCATE, body == null ? null : body.lines(), body == null ? null : body.location(), request);
    }

    @Operation(summary = "Goods were taken from the shelf, or could not be found")
    @PostMapping("/{id}/pick")
    ReservationAnswer pick(
            @PathVariable UUID id,
            @RequestBody(required = false) ReservationBodies.@Nullable Pick body,
            HttpServletRequest request) {
        if (body != null && body.lines() != null && body.missing() != null) {
            throw ApiProblem.badRequest(
                    "invalid_lines", "send what was picked in 'lines', and what is missing in a request of its own");
        }
        return body != null && body.missing() != null
                ? step(id, Kind.SHORT_PICK, body.missing(), null, request)
                : step(id, Kind.PICK, body == null ? null : body.lines(), null, request);
    }

    @Operation(summary = "Goods were shipped or handed over: they leave the stock")
    @PostMapping("/{id}/consume")
    ReservationAnswer consume(
            @PathVariable UUID id,
            @RequestBody(required = false) ReservationBodies.@Nullable Parts body,
            HttpServletRequest request) {
        return step(id, Kind.CONSUME, body == null ? null : body.lines(), null, request);
    }

    @Operation(summary = "Claims at another location, and frees the old one if that works")
    @PostMapping("/{id}/move")
    ReservationAnswer move(
            @PathVariable UUID id, @RequestBody ReservationBodies.Placed body, HttpServletRequest request) {
        return step(id, Kind.MOVE, body.lines(), body.location(), request);
    }

    /** The idempotency key names the step, so that it is known again also when the stored answer is gone. */
    private ReservationAnswer step(
            UUID id,
            Kind kind,
            @Nullable List<ReservationBodies.Part> parts,
            @Nullable String location,
            HttpServletRequest request) {
        return answer(
                ask(ReservationBodies.step(id, kind, parts, location, IdempotencyKey.of(request), clock.instant())));
    }

    private Outcome ask(Request request) {
        try {
            return desk.ask(request);
        } catch (ReservationDesk.Busy e) {
            throw new ApiProblem(HttpStatus.SERVICE_UNAVAILABLE, "reservations_busy", String.valueOf(e.getMessage()));
        }
    }

    private ReservationAnswer answer(Outcome outcome) {
        Outcome.Done done = done(outcome);
        return ReservationAnswer.of(done.lines(), done.shortages(), DECIDED, Map.of());
    }

    private Map<String, PromiseRisk> risks(List<ReservedLine> lines) {
        return risks.find(lines.stream().map(line -> line.id().key()).toList());
    }

    private static Outcome.Done done(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            throw problem(refused);
        }
        return (Outcome.Done) outcome;
    }

    static ApiProblem problem(Outcome.Refused refused) {
        HttpStatus status = switch (refused.code()) {
            case "reservation_unknown", "order_unknown", "line_unknown", "substitution_unknown" -> HttpStatus.NOT_FOUND;
            case "fulfilment_unknown", "location_required", "location_invalid", "expiry_past" -> HttpStatus.BAD_REQUEST;
            default -> HttpStatus.CONFLICT;
        };
        ApiProblem problem = new ApiProblem(status, refused.code(), refused.detail());
        return refused.shortages().isEmpty()
                ? problem
                : problem.with(
                        "lines",
                        refused.shortages().stream().map(ShortageAnswer::of).toList());
    }
}
