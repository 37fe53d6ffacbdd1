package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.authoring.draft.Kind;
import io.tillbridge.authoring.draft.Notes;
import io.tillbridge.authoring.draft.PushDraft;
import io.tillbridge.authoring.draft.StockRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The call of an API that sets a stock figure: PUT before PATCH before POST. */
final class ApiPush {

    private final ApiDocument document;
    private final String system;
    private final Notes notes;

    ApiPush(ApiDocument document, String system, Notes notes) {
        this.document = document;
        this.system = system;
        this.notes = notes;
    }

    /** The first that can be written as a mapping; null when there is none. */
    @Nullable
    PushDraft read() {
        PushDraft found = null;
        for (String method : List.of("put", "patch", "post")) {
            for (Map.Entry<String, JsonNode> entry : document.operations(method).entrySet()) {
                if (!tellsStock(entry.getKey())) {
                    continue;
                }
                String call = method.toUpperCase(Locale.ROOT) + " " + entry.getKey();
                PushDraft push = found == null ? push(method, entry.getKey(), entry.getValue(), call) : null;
                if (push != null) {
                    notes.guessed("availability: " + call);
                    found = push;
                } else {
                    notes.notTakenOver(call
                            + (found == null ? ": no figure was found in its body" : ": another way to tell stock"));
                }
            }
        }
        return found;
    }

    private static boolean tellsStock(String path) {
        for (String step : path.split("/", -1)) {
            if (!step.startsWith("{")
                    && Kind.of(step).filter(kind -> kind == Kind.SNAPSHOT).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private @Nullable PushDraft push(String method, String path, JsonNode operation, String call) {
        JsonNode schema =
                document.schema(document.json(operation.path("requestBody")).path("schema"));
        StockRows rows = new StockRows(system, call, notes);
        Map<String, JsonNode> members = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(one -> members.put(one.getKey(), document.schema(one.getValue())));
        List<String> written = new ArrayList<>();
        boolean batch = false;
        if (!rows.add(members, names(schema.path("required")), "  ", written)) {
            written.clear();
            for (Map.Entry<String, JsonNode> member : members.entrySet()) {
                JsonNode element = document.schema(member.getValue().path("items"));
                Map<String, JsonNode> inner = new LinkedHashMap<>();
                element.path("properties")
                        .properties()
                        .forEach(one -> inner.put(one.getKey(), document.schema(one.getValue())));
                if (!batch && !inner.isEmpty()) {
                    rows.open(member.getKey(), written);
                    batch = rows.add(inner, names(element.path("required")), "      ", written);
                }
            }
            if (!batch) {
                return null;
            }
        }
        String header = null;
        for (JsonNode parameter : document.parameters(path, operation)) {
            String name = parameter.path("name").asText();
            header = name.toLowerCase(Locale.ROOT).contains("idempotency") ? name : header;
        }
        String called = rows.path(path);
        return new PushDraft(method, called, written, batch, rows.resolve(), !rows.locations(), header);
    }

    private static List<String> names(JsonNode required) {
        List<String> names = new ArrayList<>();
        required.forEach(one -> names.add(one.asText()));
        return names;
    }
}
