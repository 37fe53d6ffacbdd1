package io.tillbridge.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Explanation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingVersion;
import io.tillbridge.mapping.StampedMappings;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.message.MessageRow;
import io.tillbridge.message.RawDocument;
import io.tillbridge.message.Stamp;
import io.tillbridge.posting.TranslationInputs;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Translates a recorded document again, under the version it is stamped with, the value maps of then and the references
 * that were found then, to tell where each canonical cell came from. Changes nothing.
 */
@Component
final class Explanations {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final StampedMappings mappings;
    private final ConnectionPlans plans;

    Explanations(StampedMappings mappings, ConnectionPlans plans) {
        this.mappings = mappings;
        this.plans = plans;
    }

    /**
     * Explains a message as it is stamped.
     *
     * @throws ApiProblem 409 when it was never translated, or when its version, its value maps or its connection are not
     *     there any more
     */
    Explanation explain(MessageRow message, RawDocument raw) {
        return stamped(message).explain(input(message, raw));
    }

    /**
     * The version that a message is stamped with, over the value maps of then.
     *
     * @throws ApiProblem 409 when it was never translated, or when they are not there any more
     */
    Mapping stamped(MessageRow message) {
        Stamp stamp = message.stamp();
        if (stamp == null) {
            throw ApiProblem.conflict(
                    "not_translated",
                    "message " + message.id() + " is " + message.state()
                            + " and was not translated, so there is nothing to explain");
        }
        StampedMappings.Found found =
                mappings.at(new MappingVersion(stamp.mapping(), stamp.version()), stamp.sha256(), stamp.set());
        if (found instanceof StampedMappings.Found.Unknown unknown) {
            throw ApiProblem.conflict(unknown.code(), unknown.detail());
        }
        return ((StampedMappings.Found.Known) found).mapping();
    }

    /**
     * What the translation of a message read.
     *
     * @throws ApiProblem 409 when its connection is not there any more, or reads other documents now
     */
    TranslationInput input(MessageRow message, RawDocument raw) {
        ConnectionPlan plan = plans.find(message.connection());
        if (plan == null) {
            throw ApiProblem.conflict(
                    "connection_missing",
                    "connection " + message.connection() + " is not configured any more; restore its file");
        }
        return TranslationInputs.of(
                plan,
                message.flow(),
                message.receivedAt(),
                headers(raw),
                document(message, raw, plan),
                message.businessKey(),
                resolved(message));
    }

    private static JsonNode document(MessageRow message, RawDocument raw, ConnectionPlan plan) {
        try {
            return Formats.read(plan.documents(message.flow()), raw.body());
        } catch (UnreadableDocument e) {
            throw ApiProblem.conflict(
                    "document_unreadable",
                    "message " + message.id() + " was translated, yet it is not what flow " + message.flow()
                            + " reads now (" + e.code() + "); its format was changed since");
        }
    }

    private static Map<String, String> headers(RawDocument raw) {
        try {
            return ExactJson.mapper().readValue(raw.headers(), HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("message_raw.headers is not JSON", e);
        }
    }

    private static Map<String, JsonNode> resolved(MessageRow message) {
        Map<String, JsonNode> resolved = new HashMap<>();
        if (message.resolved() != null) {
            ExactJson.parse(message.resolved()).properties().forEach(one -> resolved.put(one.getKey(), one.getValue()));
        }
        return resolved;
    }
}
