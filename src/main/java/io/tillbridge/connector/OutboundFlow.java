package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.Audience;
import io.tillbridge.canonical.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a system is told.
 *
 * @param destination {@code connection.flow}: half of the lane's name
 * @param key the other half, from the canonical event's cells
 * @param collapse null: every event is told in order
 * @param giveUpAfter age at which a failing state becomes a dead letter; time with the breaker open does not count
 * @param reply what is learnt from an answer
 * @param precheck what must hold of the mapped document before a call
 * @param echo for so long a figure that was told and is reported back is no news; null when every report is
 * @param confirm who says that what was told was done; null when the answer does
 * @param audience whose notices it is told, where it accepts notices
 */
public record OutboundFlow(
        String name,
        String destination,
        Set<EventType> accepts,
        String mapping,
        KeyRule key,
        String client,
        OutboundCall call,
        @Nullable Collapse collapse,
        Map<String, ResolveRule> resolve,
        Idempotency idempotency,
        @Nullable ItemResults items,
        List<ErrorRule> itemErrors,
        @Nullable Condition when,
        Duration giveUpAfter,
        Reply reply,
        List<Precheck> precheck,
        @Nullable Duration echo,
        @Nullable Confirm confirm,
        Set<Audience> audience) {

    /** Who accepts notices and says nothing more writes to customers: what staff are told never goes there. */
    public static final Set<Audience> USUAL_AUDIENCE = Set.of(Audience.CUSTOMER);

    /** A flow that learns nothing from the answer, checks nothing before the call and knows no echo. */
    public OutboundFlow(
            String name,
            String destination,
            Set<EventType> accepts,
            String mapping,
            KeyRule key,
            String client,
            OutboundCall call,
            @Nullable Collapse collapse,
            Map<String, ResolveRule> resolve,
            Idempotency idempotency,
            @Nullable ItemResults items,
            List<ErrorRule> itemErrors,
            @Nullable Condition when,
            Duration giveUpAfter) {
        this(
                name,
                destination,
                accepts,
                mapping,
                key,
                client,
                call,
                collapse,
                resolve,
                idempotency,
                items,
                itemErrors,
                when,
                giveUpAfter,
                Reply.NOTHING,
                List.of(),
                null,
                null,
                USUAL_AUDIENCE);
    }

    public OutboundFlow {
        audience = Set.copyOf(audience);
        precheck = List.copyOf(precheck);
        accepts = Set.copyOf(accepts);
        resolve = Map.copyOf(resolve);
        itemErrors = List.copyOf(itemErrors);
    }

    /**
     * Only the newest state matters. The leading edge and every fall go out at once; what rises within the window is
     * grouped.
     *
     * @param max lanes per call; 1 for an API that takes one item
     */
    public record Collapse(Duration window, int max) {}

    /**
     * The key that stays the same for every repetition of an attempt.
     *
     * @param header that carries it; null when the request's own template does
     */
    public record Idempotency(@Nullable String header, KeyRule key) {}

    /**
     * Per-item outcomes inside one answer.
     *
     * @param errors array of the items that failed
     * @param index where in such an error the item's position stands: a pointer within the error
     */
    public record ItemResults(JsonPointer errors, JsonPointer index) {}

    /**
     * What an answer tells of what was told.
     *
     * @param remoteId where the partner's id of it stands; kept as a cross reference of the lane's key
     * @param remoteVersion where its version stands, kept with the id
     * @param items per-item results; then ids and versions stand in its elements
     */
    public record Reply(
            @Nullable JsonPointer remoteId,
            @Nullable JsonPointer remoteVersion,
            @Nullable ItemList items) {

        /** Nothing. */
        public static final Reply NOTHING = new Reply(null, null, null);
    }

    /**
     * An answer with one element for each item.
     *
     * @param results the array
     * @param ok holds of an element whose item was taken; every other is read by the flow's error rows
     * @param id where an element names its item; null when elements stand in the order of the batch
     * @param of the same name made from the canonical event
     */
    public record ItemList(
            JsonPointer results,
            Condition ok,
            @Nullable JsonPointer id,
            @Nullable KeyRule of) {}

    /**
     * A later document that says that what was told was done.
     *
     * @param by inbound flow of the connection
     * @param correlate what of such a document is the lane's key
     * @param within after which an operator is told that none came
     */
    public record Confirm(String by, KeyRule correlate, Duration within) {}

    /**
     * A statement about the mapped document.
     *
     * @param test an expression
     * @param with paths in the mapped document by the names that the expression uses
     */
    public record Precheck(String name, String test, Map<String, String> with) {
        public Precheck {
            with = Map.copyOf(with);
        }
    }
}
