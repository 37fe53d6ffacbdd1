package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.RecordedDocument;
import io.tillbridge.message.RecordedDocuments;
import io.tillbridge.posting.DocumentRoutes;
import io.tillbridge.posting.TranslationInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes of a document on record what its translation read when it came: nothing is looked up again. Thread-safe. */
@Component
public final class Recording {

    private final ConnectionPlans plans;
    private final DocumentRoutes routes;

    public Recording(ConnectionPlans plans) {
        this.plans = plans;
        this.routes = new DocumentRoutes(plans);
    }

    /** What is there to translate. */
    public sealed interface Input {}

    /** All that a translation reads. */
    public record Whole(TranslationInput input, @Nullable EventType event) implements Input {}

    /** No version is asked: it waits for, or died of, what its flow looks up before. */
    public record Untouched(String why) implements Input {}

    /** It cannot be read as its flow says now. */
    public record Unreadable(String code) implements Input {}

    /** It belongs to another mapping. */
    public record Elsewhere() implements Input {}

    /** The flows whose documents may become a mapping's. */
    public List<RecordedDocuments.Flow> flows(String mapping) {
        List<RecordedDocuments.Flow> flows = new ArrayList<>();
        for (ConnectionPlan plan : plans.all()) {
            plan.inbound().forEach((name, flow) -> {
                if (emits(flow.dispatch(), mapping)) {
                    flows.add(new RecordedDocuments.Flow(plan.id(), name));
                }
            });
            plan.fetches().forEach((name, fetch) -> {
                if (emits(fetch.dispatch(), mapping)) {
                    flows.add(new RecordedDocuments.Flow(plan.id(), "fetch:" + name));
                }
            });
        }
        return flows;
    }

    /** The input of a document, for a mapping. */
    public Input of(RecordedDocument document, String mapping) {
        ConnectionPlan plan = plans.find(document.connection());
        if (plan == null) {
            return new Unreadable("connection_missing");
        }
        if (!document.stamped()) {
            return untranslated(document, mapping, plan);
        }
        try {
            JsonNode json = Formats.read(plan.documents(document.flow()), document.body());
            EventType event = document.eventType() == null ? null : EventType.of(document.eventType());
            return new Whole(input(document, plan, json, document.businessKey()), event);
        } catch (UnreadableDocument e) {
            return new Unreadable(e.code());
        }
    }

    /** One that no version was asked for says by its flow whose it is. */
    private Input untranslated(RecordedDocument document, String mapping, ConnectionPlan plan) {
        DocumentRoutes.Route route = routes.of(new AcceptedDocument(
                document.id(),
                null,
                document.connection(),
                document.flow(),
                null,
                document.businessKey(),
                document.receivedAt(),
                null,
                document.headers(),
                document.body(),
                null));
        if (route instanceof DocumentRoutes.Unreadable unreadable) {
            return new Unreadable(unreadable.code());
        }
        if (!(route instanceof DocumentRoutes.Translated translated)
                || !translated.mapping().equals(mapping)) {
            return new Elsewhere();
        }
        if (Objects.equals(document.reason(), "no_active_mapping")) {
            return new Whole(
                    input(document, plan, translated.document(), translated.businessKey()), translated.event());
        }
        String why = document.holdKey() != null ? document.holdKey() : document.reason();
        return new Untouched(why == null ? document.state() : why);
    }

    private static TranslationInput input(
            RecordedDocument document, ConnectionPlan plan, JsonNode json, @Nullable String businessKey) {
        return TranslationInputs.of(
                plan,
                document.flow(),
                document.receivedAt(),
                document.headers(),
                json,
                businessKey,
                resolved(document.resolved()));
    }

    private static Map<String, JsonNode> resolved(@Nullable String text) {
        Map<String, JsonNode> resolved = new HashMap<>();
        if (text != null) {
            ExactJson.parse(text).properties().forEach(one -> resolved.put(one.getKey(), one.getValue()));
        }
        return resolved;
    }

    private static boolean emits(List<DispatchRule> dispatch, String mapping) {
        return dispatch.stream()
                .anyMatch(rule -> rule.outcome() instanceof DispatchRule.Emit emit
                        && emit.mapping().equals(mapping));
    }
}
