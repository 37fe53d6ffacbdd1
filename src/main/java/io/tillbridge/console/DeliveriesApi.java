package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.delivery.Deliveries;
import io.tillbridge.delivery.DeliveryView;
import io.tillbridge.delivery.LaneView;
import io.tillbridge.delivery.Retries;
import io.tillbridge.mapping.ExactJson;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Attempts at destinations, and the lanes they serve. */
@RestController
final class DeliveriesApi {

    private static final Set<String> ATTEMPT_STATES =
            Set.of("in_flight", "unknown", "postponed", "delivered", "refused", "failed", "superseded", "dry_run");
    private static final List<String> LANE_STATES = List.of("due", "in_flight", "delivered", "dead");

    private final Deliveries deliveries;
    private final Retries retries;
    private final AuditLog audit;
    private final KnownConnections known;

    DeliveriesApi(Deliveries deliveries, Retries retries, AuditLog audit, KnownConnections known) {
        this.deliveries = deliveries;
        this.retries = retries;
        this.audit = audit;
        this.known = known;
    }

    /**
     * One attempt; it contains no secret.
     *
     * @param request method, path, query and headers
     * @param keys the lanes it tells
     * @param mapping and its version that translated the lanes
     * @param status of the last answer
     * @param callAt the next repetition, not before
     */
    record DeliveryAnswer(
            UUID id,
            String destination,
            String state,
            String idempotencyKey,
            JsonNode request,
            String body,
            List<String> keys,
            @Nullable String mapping,
            @Nullable Integer mappingVersion,
            int calls,
            @Nullable Integer status,
            @Nullable String answer,
            @Nullable Instant callAt,
            Instant createdAt,
            @Nullable Instant finishedAt) {

        static DeliveryAnswer of(DeliveryView view) {
            return new DeliveryAnswer(
                    view.id(),
                    view.destination(),
                    view.state(),
                    view.idempotencyKey(),
                    ExactJson.parse(view.request()),
                    view.body(),
                    view.keys(),
                    view.mapping(),
                    view.mappingVersion(),
                    view.calls(),
                    view.status(),
                    view.answer(),
                    view.callAt(),
                    view.createdAt(),
                    view.finishedAt());
        }
    }

    /** How many lanes will be told now. */
    record Retried(UUID id, int lanes) {}

    @Operation(summary = "Attempts at destinations, newest first")
    @GetMapping("/api/deliveries")
    Page<DeliveryAnswer> list(
            @RequestParam(required = false) @Nullable String destination,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        if (state != null && !ATTEMPT_STATES.contains(state)) {
            throw ApiProblem.badRequest(
                    "invalid_state",
                    "an attempt is in_flight, unknown, postponed, delivered, refused, failed, superseded or dry_run, not '"
                            + state + "'; what is due or dead is a lane: /api/lanes?destination=...&state=" + state);
        }
        known.checkDestination(destination);
        return Page.of(
                deliveries.list(destination, state, after, size + 1),
                size,
                DeliveryAnswer::of,
                view -> view.id().toString());
    }

    @Operation(summary = "One attempt with its request and its last answer")
    @GetMapping("/api/deliveries/{id}")
    DeliveryAnswer one(@PathVariable UUID id) {
        return deliveries.find(id).map(DeliveryAnswer::of).orElseThrow(() -> unknown(id));
    }

    /** Lanes of one destination in the order of their keys. */
    @Operation(summary = "The lanes of one destination in the order of their keys")
    @GetMapping("/api/lanes")
    Page<LaneAnswer> lanes(
            @RequestParam String destination,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        Texts.word("state", state, LANE_STATES);
        known.checkDestination(destination);
        return Page.of(
                deliveries.lanes(destination, state, after == null ? "" : after, size + 1),
                size,
                LaneAnswer::of,
                LaneView::key);
    }

    @Operation(summary = "Repeats an attempt, or tells its waiting lanes, now")
    @PostMapping("/api/deliveries/{id}/retry")
    Retried retry(@PathVariable UUID id, HttpServletRequest request) {
        String actor = Actor.of(request);
        DeliveryView view = deliveries.find(id).orElseThrow(() -> unknown(id));
        int lanes = retries.order(
                id,
                (transaction, told) -> audit.record(
                        transaction,
                        actor,
                        "delivery.retry",
                        id.toString(),
                        ExactJson.nodes().objectNode().put("lanes", told).toString()));
        if (lanes == 0) {
            throw ApiProblem.conflict(
                    "nothing_to_retry",
                    "delivery " + id + " is " + view.state()
                            + " and none of its lanes waits for a repetition; dead lanes are replayed by POST /api/replays");
        }
        return new Retried(id, lanes);
    }

    private static ApiProblem unknown(UUID id) {
        return ApiProblem.notFound("delivery_unknown", "no delivery " + id + "; /api/deliveries lists them");
    }
}
