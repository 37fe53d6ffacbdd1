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
     * @param children a list in each such element whose elements become the documents instead; null: the element itself
     * @param key of each document that is cut out; null to use the flow's
     */
    public record Emit(
            EventType event,
            String mapping,
            @Nullable JsonPointer each,
            @Nullable Children children,
            @Nullable KeyRule key)
            implements Outcome {

        /** One whose elements are not cut again. */
        public Emit(EventType event, String mapping, @Nullable JsonPointer each, @Nullable KeyRule key) {
            this(event, mapping, each, null, key);
        }

        /** Where a place of a document that is cut out lies in the whole one; {@code *} stands for every element. */
        public String within(String place) {
            if (each == null) {
                return place;
            }
            String element = each + "/*";
            if (children == null) {
                return element + place;
            }
            String rest = "/" + children.as();
            return place.equals(rest) || place.startsWith(rest + "/")
                    ? element + place.substring(rest.length())
                    : element + children.list() + "/*" + place;
        }
    }

    /**
     * A list in an element.
     *
     * @param list where it stands in the element
     * @param as the member under which each of its elements holds the rest of the element
     * @param when an element none of whose children meets it is not cut: it is one document, which holds it all as {@code as};
     *     null: all are cut
     */
    public record Children(
            JsonPointer list, String as, @Nullable Condition when) {

        /** One by which all elements are cut. */
        public Children(JsonPointer list, String as) {
            this(list, as, null);
        }
    }

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
