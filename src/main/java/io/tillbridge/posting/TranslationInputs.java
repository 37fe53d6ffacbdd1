package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.mapping.TranslationInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a translation reads of an inbound document: the same when it is posted and whenever it is translated again. */
public final class TranslationInputs {

    private TranslationInputs() {}

    /**
     * The input.
     *
     * @param json the document, read by the format of its flow
     * @param businessKey the document's; an element that was cut from a document knows that one's by its headers
     * @param resolved cross references, by name
     */
    public static TranslationInput of(
            ConnectionPlan plan,
            String flow,
            Instant receivedAt,
            Map<String, String> headers,
            JsonNode json,
            @Nullable String businessKey,
            Map<String, JsonNode> resolved) {
        return new TranslationInput(
                json,
                new TranslationInput.Connection(plan.id(), plan.timezone(), plan.settings()),
                new TranslationInput.Event(
                        receivedAt, flow, headers, headers.getOrDefault(Interpreter.PARENT_KEY, businessKey)),
                resolved,
                List.of());
    }
}
