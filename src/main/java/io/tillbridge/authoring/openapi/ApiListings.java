package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.authoring.draft.Changes;
import io.tillbridge.authoring.draft.Envelope;
import io.tillbridge.authoring.draft.InboundDraft;
import io.tillbridge.authoring.draft.InboundMapping;
import io.tillbridge.authoring.draft.Kind;
import io.tillbridge.authoring.draft.Names;
import io.tillbridge.authoring.draft.Notes;
import io.tillbridge.authoring.draft.Paging;
import io.tillbridge.authoring.draft.SourceDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The listings of an API: calls without a body whose answer is an array, or an object with one. */
final class ApiListings {

    private final ApiDocument document;
    private final Examples examples;
    private final String system;
    private final Map<String, String> settings;
    private final Notes notes;

    /**
     * Listings of a document.
     *
     * @param settings receives what the calls need and the description does not say
     */
    ApiListings(ApiDocument document, Examples examples, String system, Map<String, String> settings, Notes notes) {
        this.document = document;
        this.examples = examples;
        this.system = system;
        this.settings = settings;
        this.notes = notes;
    }

    /**
     * One flow for the first listing of each kind.
     *
     * @param hooked kinds that webhooks tell already: their listing is to find what was lost
     */
    List<InboundDraft> read(Set<Kind> hooked) {
        List<InboundDraft> flows = new ArrayList<>();
        Set<Kind> seen = new TreeSet<>();
        Set<String> single = new TreeSet<>();
        document.operations("get").forEach((path, operation) -> {
            JsonNode content = document.json(document.success(operation));
            JsonNode answer = content.isMissingNode() ? content : document.example(content);
            String records = content.isMissingNode() ? null : Envelope.list(answer);
            Kind kind = Kind.of(path).orElse(null);
            if (records == null || path.endsWith("}")) {
                single.add(path);
            } else if (parent(path)) {
                notes.notTakenOver("GET " + path + ": one listing per record of another; write it with source.parent");
            } else if (kind == null) {
                notes.notTakenOver("GET " + path + ": its name is none of an event; give it emits and a mapping");
            } else if (!seen.add(kind)) {
                notes.notTakenOver("GET " + path + ": another listing of " + kind.flow());
            } else {
                flows.add(flow(path, operation, content, answer, records, kind, hooked.contains(kind)));
            }
        });
        if (!single.isEmpty()) {
            notes.notTakenOver(
                    "calls that read one document, for a fetch or a check: GET " + String.join(", GET ", single));
        }
        return flows;
    }

    private InboundDraft flow(
            String path,
            JsonNode operation,
            JsonNode content,
            JsonNode answer,
            String records,
            Kind kind,
            boolean hooked) {
        JsonNode record = examples.record(kind, answer.at(records).path(0));
        InboundMapping mapping = new InboundMapping(
                system,
                hooked ? kind.subject() + "_listed" : kind.subject(),
                kind,
                record,
                StateWords.of(document, content.path("schema")),
                notes);
        List<JsonNode> parameters = document.parameters(path, operation);
        List<Paging.Parameter> ofTheQuery = parameters.stream()
                .filter(one -> one.path("in").asText().equals("query"))
                .map(one -> new Paging.Parameter(one.path("name").asText(), document.schema(one.path("schema"))))
                .toList();
        Map<String, Paging.Parameter> named = Paging.byName(ofTheQuery);
        boolean links = document.success(operation).path("headers").has("Link");
        Paging paging = Paging.described(named, answer, links, mapping.key());
        SourceDraft.CursorDraft changes =
                Changes.of(ofTheQuery.stream().map(Paging.Parameter::name).toList());
        List<String> hints = new ArrayList<>();
        notes.guessed(kind.flow() + ": GET " + path + ", records at '" + records + "'");
        if (paging.known()) {
            notes.guessed(kind.flow() + ": " + paging.evidence());
        } else {
            hints.add(
                    "the description tells of no pages: one answer is taken for all of it; else pages: {kind: page, ...}");
        }
        if (changes == null) {
            hints.add("no parameter asks for what changed since a time; with one: cursor: {field: /updated_at, ...}");
        } else if (mapping.changed() == null) {
            hints.add(changes.from() + " asks for changes, but nothing in a record says when it changed");
        } else if (Changes.created(changes.from())) {
            hints.add(changes.from() + " asks by creation: later changes of a record are not told by it");
        }
        Changes.decide(hooked ? kind.flow() + "_reconcile" : kind.flow(), mapping, notes);
        Map<String, String> query = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonNode parameter : parameters) {
            needed(parameter, paging, changes, query, headers);
        }
        query.putAll(paging.query());
        return new InboundDraft(
                hooked ? kind.flow() + "_reconcile" : kind.flow(),
                new SourceDraft.Poll(settled(path), query, headers, records, paging.pages(), changes, hints),
                mapping,
                record);
    }

    /** Parameters that must be there and that neither pages nor cursor give. */
    private void needed(
            JsonNode parameter,
            Paging paging,
            SourceDraft.@Nullable CursorDraft changes,
            Map<String, String> query,
            Map<String, String> headers) {
        String name = parameter.path("name").asText();
        boolean given = paging.query().containsKey(name) || (changes != null && name.equals(changes.from()));
        String in = parameter.path("in").asText();
        if (given || !parameter.path("required").asBoolean() || !(in.equals("query") || in.equals("header"))) {
            return;
        }
        JsonNode schema = document.schema(parameter.path("schema"));
        String value = schema.path("default").asText(schema.path("enum").path(0).asText());
        if (value.isEmpty()) {
            value = "$(settings." + setting(name) + ")";
        }
        (in.equals("query") ? query : headers).put(name, value);
    }

    private String setting(String name) {
        String setting = Names.setting(name);
        settings.put(setting, "{help: parameter " + Names.setting(name) + " of the API's calls}");
        notes.decide("the connection's setting " + setting + ": the description wants a value and names none");
        return setting;
    }

    /** A path whose parameters, which no listing gives, are settings. */
    private String settled(String path) {
        String settled = path;
        for (String step : path.split("/", -1)) {
            if (step.startsWith("{")) {
                settled = settled.replace(step, "$(settings." + setting(step.replaceAll("[{}]", "")) + ")");
            }
        }
        return settled;
    }

    /** Whether a path has a parameter that another listing gives. */
    private boolean parent(String path) {
        int brace = path.indexOf("/{");
        return brace > 0 && document.operations("get").containsKey(path.substring(0, brace));
    }
}
