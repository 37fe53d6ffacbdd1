package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.authoring.draft.Draft;
import io.tillbridge.authoring.draft.InboundDraft;
import io.tillbridge.authoring.draft.Kind;
import io.tillbridge.authoring.draft.Login;
import io.tillbridge.authoring.draft.Notes;
import io.tillbridge.authoring.draft.PushDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an OpenAPI document says of a system, as a draft of its connector. */
public final class OpenApiDraft {

    private OpenApiDraft() {}

    /**
     * Reads a document.
     *
     * @param text OpenAPI 3.0 or 3.1, JSON or YAML
     * @param sample a real document, better than any that a schema composes; null when there is none
     * @throws IllegalArgumentException when it is none
     */
    public static Draft of(String name, String text, @Nullable JsonNode sample, Notes notes) {
        ApiDocument document = ApiDocument.read(text);
        Examples examples = new Examples(document, sample);
        String baseUrl = ApiServer.url(document, notes);
        Login login = ApiLogin.of(document, baseUrl, notes);
        Map<String, String> settings = new LinkedHashMap<>();
        List<InboundDraft> inbound = new ArrayList<>(new ApiHooks(document, examples, name, notes).read());
        Set<Kind> hooked = new TreeSet<>();
        inbound.forEach(flow -> hooked.add(flow.mapping().kind()));
        inbound.addAll(new ApiListings(document, examples, name, settings, notes).read(hooked));
        @Nullable PushDraft push = new ApiPush(document, name, notes).read();
        return new Draft(name, baseUrl, login, settings, inbound, push, notes);
    }
}
