package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.connector.Documents;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.Keys;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.Backoff;
import io.tillbridge.partner.Received;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of one lane of an attempt. */
final class LaneResults {

    /** The code of a figure that was refused although everything the destination reported is in the books. */
    static final String COMPARE_CONFLICT = "compare_conflict";

    private static final int QUICK_REBUILDS = 2;
    private static final int MOST_REBUILDS = 10;

    private final RandomGenerator random;

    LaneResults(RandomGenerator random) {
        this.random = random;
    }

    /** What a partner's word about one item of a batch means for its lane. */
    LaneResult item(
            Destination destination, Lane lane, Received received, JsonNode error, Instant now, Exhaustion exhausted) {
        Answer answer = destination
                .partner()
                .rules()
                .readItem(destination.flow().itemErrors(), received, error, lane.attempts(), "item_refused");
        if (answer instanceof Answer.Refused refused) {
            return refused(lane, refused.code(), refused.detail());
        }
        if (answer instanceof Answer.Rebuild rebuild) {
            return rebuild(lane, rebuild, now);
        }
        if (answer instanceof Answer.Held held) {
            return held(destination, lane, held);
        }
        if (answer instanceof Answer.Dropped dropped) {
            return LaneResult.Delivered.dropped(dropped.metric());
        }
        if (answer instanceof Answer.Transient later) {
            return again(lane, null, later.code(), later.detail(), now.plus(later.pause()), exhausted);
        }
        if (answer instanceof Answer.RateLimited limited) {
            return again(lane, null, "rate_limited", "", now.plus(limited.pause()), exhausted);
        }
        return again(lane, null, "item_failed", "", now.plus(Backoff.MAX), exhausted);
    }

    /**
     * To be made again from the books: at once, then later and later, ten times at most. After a reconciliation, once: a
     * second refusal is a conflict that a person looks at.
     */
    LaneResult rebuild(Lane lane, Answer.Rebuild answer, Instant now) {
        String code = answer.code();
        String detail = answer.detail();
        if (answer.first() != null) {
            return reconcile(lane, answer.first(), code, detail, now);
        }
        if (lane.attempts() >= MOST_REBUILDS) {
            return dead(
                    lane,
                    code,
                    Failure.Category.PARTNER_REFUSED,
                    "made again from the books " + MOST_REBUILDS + " times and refused each time: " + detail);
        }
        Instant at = lane.attempts() < QUICK_REBUILDS
                ? null
                : now.plus(Backoff.next(Backoff.BASE, Backoff.MAX, lane.attempts(), random));
        return new LaneResult.Again(at, null, true);
    }

    private static LaneResult reconcile(Lane lane, ErrorRule.Reconcile first, String code, String detail, Instant now) {
        if (lane.attempts() > 0) {
            return dead(
                    lane,
                    COMPARE_CONFLICT,
                    Failure.Category.PARTNER_REFUSED,
                    "the destination holds another figure than it was told, also after " + first.flow()
                            + " was polled; compare both and replay. " + code + ": " + detail);
        }
        Function<String, @Nullable JsonNode> scope = Documents.scope(document(lane), name -> null);
        Map<String, String> args = new TreeMap<>();
        first.args().forEach((name, template) -> args.put(name, template.render(scope)));
        return new LaneResult.Reconcile(first, args, now.plus(first.within()));
    }

    /** Waits for what the answer says is missing; refused when the state itself lacks the name of it. */
    static LaneResult held(Destination destination, Lane lane, Answer.Held held) {
        String id = Keys.of(held.on().by(), document(lane));
        return id == null
                ? refused(lane, held.code(), held.detail())
                : new LaneResult.Held(HoldKey.remoteReference(
                        destination.connection().id(), held.on().xref(), id));
    }

    /** The canonical event; a missing node when only the bytes of an older call are known. */
    static JsonNode document(Lane lane) {
        try {
            return ExactJson.parse(lane.document());
        } catch (UncheckedIOException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Again at the given moment, or given up.
     *
     * @param attempted the first failure of the attempt; null when it has not failed before
     */
    static LaneResult again(
            Lane lane, @Nullable Instant attempted, String code, String detail, Instant at, Exhaustion exhausted) {
        Instant since = earlier(lane.failedSince(), attempted);
        return since != null && exhausted.reached(since)
                ? exhausted(lane, code, detail)
                : new LaneResult.Again(at, null, true);
    }

    /** Given up, since the partner answered that it will never take it. */
    static LaneResult refused(Lane lane, String code, String detail) {
        return dead(lane, code, Failure.Category.PARTNER_REFUSED, "the partner refused it: " + detail);
    }

    /** Given up, since it failed for longer than the flow allows. */
    static LaneResult exhausted(Lane lane, String code, String detail) {
        return dead(
                lane,
                code,
                Failure.Category.PARTNER_UNAVAILABLE,
                "not delivered within the time the flow allows (giveUpAfter); replay when the partner works again. Last: "
                        + detail);
    }

    /** The earlier of two moments, where null is no moment. */
    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static LaneResult dead(Lane lane, String code, Failure.Category category, String detail) {
        return new LaneResult.Dead(new Failure(Failure.Stage.DELIVER, code, category, lane.key(), detail));
    }
}
