package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.Partner;
import io.tillbridge.partner.PartnerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes an outbound flow's calls and decides what their answers mean, as a delivery does, without lanes in PostgreSQL. */
public final class DeliveryTrial {

    private final Destination destination;
    private final Decisions decisions;

    /** Trials of one flow through one partner. */
    public DeliveryTrial(ConnectionPlan connection, OutboundFlow flow, Partner partner, RandomGenerator random) {
        this.destination = new Destination(flow.destination() + ".g0", connection, flow, partner);
        this.decisions = new Decisions(random);
    }

    /**
     * What an answer means.
     *
     * @param state {@code delivered, refused, failed, unknown, postponed} as in the delivery record
     * @param pause before the same bytes go out again; null when they do not
     * @param lanes {@code delivered, again} or {@code dead:<code>} per lane, in the order of the batch; empty while open
     */
    public record Meaning(String state, @Nullable Duration pause, List<String> lanes) {}

    /**
     * The frozen request of a batch.
     *
     * @param mapped what the flow's mapping made of it
     * @param canonical the events in it
     * @param resolved references of the first
     * @param batch its id: the same for every repetition
     */
    public PartnerRequest request(
            JsonNode mapped, List<JsonNode> canonical, Map<String, JsonNode> resolved, UUID batch) {
        Translated translated = new Translated(null, mapped, List.of(), canonical, resolved, new SetAside());
        return ClaimTransaction.request(
                destination, new RequestScope(destination.connection(), destination.flow(), translated, batch));
    }

    /** The idempotency key under which a flow, whatever it calls, would tell one event in a batch of its own. */
    public static String idempotencyKey(
            ConnectionPlan connection, OutboundFlow flow, JsonNode mapped, JsonNode canonical, UUID batch) {
        Translated translated = new Translated(null, mapped, List.of(), List.of(canonical), Map.of(), new SetAside());
        return new RequestScope(connection, flow, translated, batch).idempotencyKey();
    }

    /**
     * Reads an answer.
     *
     * @param calls made before this one
     * @param canonical the events in the batch
     */
    public Meaning meaning(
            PartnerRequest request, UUID batch, List<JsonNode> canonical, int calls, Answer answer, Instant now) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < canonical.size(); i++) {
            lanes.add(lane(i, canonical.get(i), batch, now));
        }
        Attempt attempt = new Attempt(batch, 1, request, null, lanes, calls, null, false, false, Long.MAX_VALUE);
        Decision decision = decisions.decide(destination, attempt, answer, now, since -> false);
        Instant callAt = decision.callAt();
        return new Meaning(
                decision.state(),
                callAt == null ? null : Duration.between(now, callAt),
                lanes.stream()
                        .filter(lane -> decision.lanes().containsKey(lane.key()))
                        .map(lane -> word(decision.lanes().get(lane.key())))
                        .toList());
    }

    private Lane lane(int number, JsonNode event, UUID message, Instant now) {
        return new Lane(
                "trial-" + number,
                1,
                destination.flow().accepts().stream()
                        .findFirst()
                        .map(Object::toString)
                        .orElse(""),
                event.toString(),
                now,
                message,
                0,
                null,
                null,
                null,
                0,
                false,
                null,
                false);
    }

    private static String word(@Nullable LaneResult result) {
        if (result instanceof LaneResult.Dead dead) {
            return "dead:" + dead.failure().code();
        }
        return result instanceof LaneResult.Delivered ? "delivered" : "again";
    }
}
