package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.authoring.draft.InboundDraft;
import io.tillbridge.authoring.draft.InboundMapping;
import io.tillbridge.authoring.draft.Kind;
import io.tillbridge.authoring.draft.Notes;
import io.tillbridge.authoring.draft.SourceDraft;
import io.tillbridge.authoring.draft.SourceHooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The webhooks of an API: one flow for each kind, of the first that tells it. */
final class ApiHooks {

    private final ApiDocument document;
    private final Examples examples;
    private final String system;
    private final Notes notes;

    ApiHooks(ApiDocument document, Examples examples, String system, Notes notes) {
        this.document = document;
        this.examples = examples;
        this.system = system;
        this.notes = notes;
    }

    List<InboundDraft> read() {
        List<InboundDraft> flows = new ArrayList<>();
        Set<Kind> seen = new TreeSet<>();
        JsonNode hooks = document.root().path("webhooks");
        for (Map.Entry<String, JsonNode> hook :
                (hooks.isMissingNode() ? document.root().path("x-webhooks") : hooks).properties()) {
            JsonNode operation = document.at(hook.getValue()).path("post");
            JsonNode content = document.json(operation.path("requestBody"));
            Kind kind = Kind.of(hook.getKey())
                    .or(() -> Kind.of(operation.path("operationId").asText()))
                    .orElse(null);
            if (content.isMissingNode()) {
                notes.notTakenOver("webhook " + hook.getKey() + ": no JSON body is described");
            } else if (kind == null) {
                notes.notTakenOver(
                        "webhook " + hook.getKey() + ": its name is none of an event; give it emits and a mapping");
            } else if (seen.add(kind)) {
                flows.add(flow(hook.getKey(), operation, content, kind));
            } else {
                notes.decide("webhook " + hook.getKey() + ": send it to the flow " + kind.flow()
                        + " too if its body has the same shape, else give it a flow of its own");
            }
        }
        return flows;
    }

    private InboundDraft flow(String name, JsonNode operation, JsonNode content, Kind kind) {
        JsonNode body = examples.body(kind, content);
        List<JsonNode> parameters = document.parameters("", operation);
        SourceDraft.Hook source = source(name, parameters, operation);
        notes.guessed(kind.flow() + ": webhook " + name);
        InboundMapping mapping = new InboundMapping(
                system, kind.subject(), kind, body, StateWords.of(document, content.path("schema")), notes);
        return new InboundDraft(kind.flow(), source, mapping, body);
    }

    private SourceDraft.Hook source(String name, List<JsonNode> parameters, JsonNode operation) {
        String signature = null;
        String receipt = null;
        String told = operation.path("description").asText()
                + operation.path("summary").asText();
        for (JsonNode parameter : parameters) {
            String header = parameter.path("name").asText();
            String plain = header.toLowerCase(Locale.ROOT);
            if (!parameter.path("in").asText().equals("header")) {
                continue;
            }
            if (plain.matches(".*(signature|hmac|sign)$") || plain.contains("signature")) {
                signature = header;
                told = told + parameter.path("description").asText();
            } else if (plain.matches(".*(delivery|event|webhook|request|message)-?id|.*-delivery")) {
                receipt = header;
            }
        }
        if ("webhook-signature".equalsIgnoreCase(signature)) {
            return new SourceDraft.Hook(
                    "kind: standard_webhooks, secrets: $(secrets.webhookSecrets)", receipt, List.of());
        }
        String encoding = told.toLowerCase(Locale.ROOT).contains("base64") ? "base64" : "hex";
        notes.decide("verify of webhook " + name + ": "
                + (signature == null
                        ? "the description names no header with a signature; X-Signature stands in"
                        : "the header is " + signature)
                + "; HMAC SHA-256 of the body in " + encoding + " is taken until the system's documents say otherwise");
        return new SourceDraft.Hook(
                SourceHooks.hmac(signature == null ? "X-Signature" : signature, encoding), receipt, List.of());
    }
}
