package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.authoring.draft.Notes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The address of an API. */
final class ApiServer {

    private ApiServer() {}

    /** URL of the first server, its variables at their defaults; null when none is named. */
    static @Nullable String url(ApiDocument document, Notes notes) {
        JsonNode servers = document.root().path("servers");
        String url = servers.path(0).path("url").asText();
        for (Map.Entry<String, JsonNode> variable :
                servers.path(0).path("variables").properties()) {
            String value = variable.getValue().path("default").asText();
            url = url.replace("{" + variable.getKey() + "}", value);
            notes.decide("the connection's setting baseUrl: the server's variable " + variable.getKey()
                    + " is taken as '" + value + "', its default");
        }
        for (int i = 1; i < servers.size(); i++) {
            notes.notTakenOver("another server: " + servers.path(i).path("url").asText());
        }
        if (!url.matches("https?://[^{}\\s]+")) {
            notes.decide("the connection's setting baseUrl: the description names no absolute address"
                    + (url.isEmpty() ? "" : ", only '" + url + "'"));
            return null;
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
