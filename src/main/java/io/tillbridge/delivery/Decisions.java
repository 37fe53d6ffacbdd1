package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.Backoff;
import io.tillbridge.partner.CallGate;
import io.tillbridge.partner.Received;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an answer means. A refused batch is halved until the one bad lane is alone, so that it never fails the
 * others. Bytes and key stay the same until the partner has answered for them: what may have been done is repeated before
 * anything newer, what was certainly not done is repeated unless a newer state has superseded it.
 */
final class Decisions {

    private final RandomGenerator random;
    private final LaneResults results;
    private final ListedItems listed;

    Decisions(RandomGenerator random) {
        this.random = random;
        this.results = new LaneResults(random);
        this.listed = new ListedItems(results);
    }

    /**
     * Reads the answer to an attempt.
     *
     * @param exhausted tells whether a state that failed since the given moment is to be given up
     */
    Decision decide(Destination destination, Attempt attempt, Answer answer, Instant now, Exhaustion exhausted) {
        Instant closedUntil = CallGate.closes(answer).map(now::plus).orElse(null);
        return meaning(destination, attempt, answer, now, exhausted).closedUntil(closedUntil);
    }

    private Decision meaning(
            Destination destination, Attempt attempt, Answer answer, Instant now, Exhaustion exhausted) {
        if (answer instanceof Answer.Ok ok) {
            return worked(destination, attempt, ok.received(), now, exhausted);
        }
        if (answer instanceof Answer.Dropped dropped) {
            return all("delivered", dropped.received(), attempt, LaneResult.Delivered.dropped(dropped.metric()));
        }
        if (answer instanceof Answer.Refused refused) {
            return refused(attempt, refused.code(), refused.detail(), refused.received(), now);
        }
        if (answer instanceof Answer.RestartPages odd) {
            return refused(attempt, "restart_pages", odd.detail(), odd.received(), now);
        }
        if (answer instanceof Answer.Unknown unknown) {
            return unresolved(attempt, unknown.code(), unknown.detail(), null, now.plus(unknown.pause()), exhausted);
        }
        if (answer instanceof Answer.Transient later && later.sent()) {
            return unresolved(
                    attempt, later.code(), later.detail(), later.received(), now.plus(later.pause()), exhausted);
        }
        if (answer instanceof Answer.Transient later) {
            return postponed(attempt, later.code(), later.detail(), null, now.plus(later.pause()), exhausted);
        }
        if (answer instanceof Answer.RateLimited limited) {
            return postponed(attempt, "rate_limited", "", limited.received(), now.plus(limited.pause()), exhausted);
        }
        if (answer instanceof Answer.AuthFailed failed) {
            return postponed(
                    attempt, "auth_failed", failed.detail(), failed.received(), now.plus(failed.pause()), exhausted);
        }
        if (answer instanceof Answer.Rebuild rebuild) {
            Instant ended = ended(destination, attempt, now);
            if (attempt.unresolved() && (destination.queue() || ended.isAfter(now))) {
                Instant later = now.plus(Backoff.next(Backoff.BASE, Backoff.MAX, attempt.calls(), random));
                Instant at = ended.isAfter(later) ? ended : later;
                return unresolved(attempt, rebuild.code(), rebuild.detail(), rebuild.received(), at, exhausted);
            }
            Map<String, LaneResult> lanes = new HashMap<>();
            attempt.lanes().forEach(lane -> lanes.put(lane.key(), results.rebuild(lane, rebuild, now)));
            return of("failed", rebuild.received(), lanes);
        }
        if (answer instanceof Answer.Held held) {
            Map<String, LaneResult> lanes = new HashMap<>();
            attempt.lanes().forEach(lane -> lanes.put(lane.key(), LaneResults.held(destination, lane, held)));
            return of("failed", held.received(), lanes);
        }
        if (answer instanceof Answer.PauseConnection pause) {
            Decision decision = attempt.unresolved()
                    ? unresolved(attempt, pause.code(), pause.detail(), pause.received(), now, exhausted)
                    : all("failed", pause.received(), attempt, new LaneResult.Again(null, null, false));
            return decision.pausing(pause.code() + ": " + pause.detail());
        }
        Answer.NotCalled not = (Answer.NotCalled) answer;
        return all("failed", null, attempt, new LaneResult.Again(now.plus(not.pause()), null, false));
    }

    /** When the first call without a known outcome must have ended, wherever it is under way. */
    private static Instant ended(Destination destination, Attempt attempt, Instant now) {
        Instant since = attempt.failedSince() == null ? now : attempt.failedSince();
        return since.plus(destination.partner().callEnds());
    }

    private Decision worked(
            Destination destination, Attempt attempt, Received received, Instant now, Exhaustion exhausted) {
        OutboundFlow flow = destination.flow();
        OutboundFlow.ItemList list = flow.reply().items();
        if (list != null) {
            return listed(destination, attempt, list, received, now, exhausted);
        }
        OutboundFlow.ItemResults items = flow.items();
        JsonNode errors = items == null ? null : received.json().at(items.errors());
        if (items == null || errors == null || !errors.isArray() || errors.isEmpty()) {
            Optional<Answer> whole = items == null
                    ? destination.partner().rules().readBody(flow.itemErrors(), received, attempt.calls())
                    : Optional.empty();
            return whole.isPresent()
                    ? meaning(destination, attempt, whole.get(), now, exhausted)
                    : all("delivered", received, attempt, ListedItems.told(destination, received.json()));
        }
        List<Lane> lanes = attempt.lanes();
        Map<String, LaneResult> given = new HashMap<>();
        for (JsonNode error : errors) {
            JsonNode place = error.at(items.index());
            int index = place.isMissingNode() || place.isNull() ? -1 : place.asInt(-1);
            if (index < 0 || index >= lanes.size()) {
                Answer whole = destination
                        .partner()
                        .rules()
                        .readItem(destination.flow().itemErrors(), received, error, attempt.calls(), "refused");
                return whole instanceof Answer.Ok
                        ? all("delivered", received, attempt, new LaneResult.Delivered())
                        : meaning(destination, attempt, whole, now, exhausted);
            }
            Lane lane = lanes.get(index);
            given.put(lane.key(), results.item(destination, lane, received, error, now, exhausted));
        }
        for (Lane lane : lanes) {
            given.putIfAbsent(lane.key(), new LaneResult.Again(null, null, false));
        }
        return of("refused", received, given);
    }

    private Decision listed(
            Destination destination,
            Attempt attempt,
            OutboundFlow.ItemList list,
            Received received,
            Instant now,
            Exhaustion exhausted) {
        if (!received.json().at(list.results()).isArray()) {
            return refused(attempt, "no_results", "the answer has no list at " + list.results(), received, now);
        }
        Map<String, LaneResult> given = listed.read(destination, list, attempt.lanes(), received, now, exhausted);
        boolean told = given.values().stream().allMatch(LaneResult.Delivered.class::isInstance);
        return of(told ? "delivered" : "refused", received, given);
    }

    private static Decision refused(Attempt attempt, String code, String detail, Received received, Instant now) {
        int size = attempt.lanes().size();
        if (size == 1) {
            Lane lane = attempt.lanes().get(0);
            return all("refused", received, attempt, LaneResults.refused(lane, code, detail));
        }
        return all("refused", received, attempt, new LaneResult.Again(now, Math.max(1, size / 2), false));
    }

    private static Decision unresolved(
            Attempt attempt,
            String code,
            String detail,
            @Nullable Received received,
            Instant callAt,
            Exhaustion exhausted) {
        Instant since = attempt.failedSince();
        if (since != null && exhausted.reached(since)) {
            Map<String, LaneResult> lanes = new HashMap<>();
            attempt.lanes().forEach(lane -> lanes.put(lane.key(), LaneResults.exhausted(lane, code, detail)));
            return of("failed", received, lanes);
        }
        return new Decision(
                "unknown",
                status(received),
                received == null ? detail : received.excerpt(),
                callAt,
                null,
                Map.of(),
                null);
    }

    private static Decision postponed(
            Attempt attempt,
            String code,
            String detail,
            @Nullable Received received,
            Instant at,
            Exhaustion exhausted) {
        if (attempt.unresolved()) {
            // This call was not done, but an earlier one may have been
            return unresolved(attempt, code, detail, received, at, exhausted);
        }
        Map<String, LaneResult> lanes = new HashMap<>();
        attempt.lanes()
                .forEach(lane -> lanes.put(
                        lane.key(), LaneResults.again(lane, attempt.failedSince(), code, detail, at, exhausted)));
        if (lanes.values().stream().anyMatch(LaneResult.Dead.class::isInstance)) {
            return of("failed", received, lanes);
        }
        return new Decision(
                "postponed",
                status(received),
                received == null ? detail : received.excerpt(),
                at,
                null,
                Map.of(),
                null);
    }

    private static Decision all(String state, @Nullable Received received, Attempt attempt, LaneResult result) {
        Map<String, LaneResult> lanes = new HashMap<>();
        attempt.lanes().forEach(lane -> lanes.put(lane.key(), result));
        return of(state, received, lanes);
    }

    private static Decision of(String state, @Nullable Received received, Map<String, LaneResult> lanes) {
        return new Decision(
                state, status(received), received == null ? null : received.excerpt(), null, null, lanes, null);
    }

    private static @Nullable Integer status(@Nullable Received received) {
        return received == null ? null : received.status();
    }
}
