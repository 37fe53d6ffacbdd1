package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of a document for which the condition holds. */
public record DispatchRule(Condition when, Outcome outcome) {

    /** What becomes of it. */
    public sealed interface Outcome {}

    /**
     * Translated into canonical events.
     *
     * @param each an array whose elements become child documents; null for the document itself
     * @param key of each element; null to use the flow's
     */
    public record Emit(
            EventType event,
            String mapping,
            @Nullable JsonPointer each,
            @Nullable KeyRule key) implements Outcome {}

    /** Only names something: it is fetched in a durable stage of its own. */
    public record Fetch(String fetch, Map<String, Template> args) implements Outcome {
        public Fetch {
            args = Map.copyOf(args);
        }
    }

    /** Starts a poll of the same connection now. */
    public record Trigger(String flow) implements Outcome {}

    /** Counted and dropped: the message is skipped with the metric as its reason. */
    public record Drop(String metric) implements Outcome {}

    public record DeadLetter() implements Outcome {}
}
