package io.tillbridge.authoring.draft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an inbound flow's documents come from, as the connector's file writes it. */
public sealed interface SourceDraft {

    /** Sentences that stand above the source as comments. */
    List<String> hints();

    /**
     * A listing that is polled.
     *
     * @param path of the request; query parameters in turn, with placeholders
     * @param records JSON Pointer of the array in an answer
     * @param pages as {@code pages:} says it
     */
    record Poll(
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            String records,
            String pages,
            @Nullable CursorDraft cursor,
            List<String> hints)
            implements SourceDraft {
        public Poll {
            query = new LinkedHashMap<>(query);
            headers = new LinkedHashMap<>(headers);
            hints = List.copyOf(hints);
        }
    }

    /**
     * A webhook.
     *
     * @param verify as {@code verify:} says it, without braces
     * @param receipt header with the sender's delivery id; null when none is known
     */
    record Hook(String verify, @Nullable String receipt, List<String> hints) implements SourceDraft {
        public Hook {
            hints = List.copyOf(hints);
        }
    }

    /**
     * Query parameters that ask for what changed.
     *
     * @param from its name
     * @param to name of the upper end; null when there is none
     */
    record CursorDraft(String from, @Nullable String to) {}
}
