package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.authoring.draft.Login;
import io.tillbridge.authoring.draft.Names;
import io.tillbridge.authoring.draft.Notes;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How an API wants to know its caller: the first requirement of which every scheme can be said. */
final class ApiLogin {

    private final ApiDocument document;
    private final Notes notes;
    private final @Nullable String baseUrl;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private @Nullable String auth;

    private ApiLogin(ApiDocument document, @Nullable String baseUrl, Notes notes) {
        this.document = document;
        this.baseUrl = baseUrl;
        this.notes = notes;
    }

    static Login of(ApiDocument document, @Nullable String baseUrl, Notes notes) {
        JsonNode schemes = document.root().path("components").path("securitySchemes");
        List<List<String>> requirements = requirements(document);
        if (requirements.isEmpty() && !schemes.isEmpty()) {
            requirements.add(List.of(schemes.fieldNames().next()));
        }
        Login found = null;
        Set<String> used = new TreeSet<>();
        for (List<String> requirement : requirements) {
            ApiLogin login = new ApiLogin(document, baseUrl, notes);
            if (found == null
                    && !requirement.isEmpty()
                    && requirement.stream().allMatch(name -> login.take(document.at(schemes.path(name)), name))) {
                found = new Login(login.auth == null ? "{kind: none}" : login.auth, login.headers, login.secrets);
                used.addAll(requirement);
            }
        }
        schemes.fieldNames().forEachRemaining(name -> {
            if (!used.contains(name)) {
                notes.notTakenOver("security scheme " + name + ": "
                        + (used.isEmpty()
                                ? "no auth of a client says it"
                                : "another way in than " + String.join(" and ", used)));
            }
        });
        if (found == null) {
            notes.decide(
                    "the client's auth: the description names no credentials that can be taken over, so none are sent");
        }
        return found == null ? Login.none() : found;
    }

    /** Requirements of the document, then of its operations, each once. */
    private static List<List<String>> requirements(ApiDocument document) {
        Set<List<String>> requirements = new LinkedHashSet<>();
        List<JsonNode> said = new ArrayList<>(List.of(document.root().path("security")));
        for (String method : List.of("get", "put", "patch", "post")) {
            document.operations(method).values().forEach(operation -> said.add(operation.path("security")));
        }
        said.forEach(list -> list.forEach(one -> {
            List<String> names = new ArrayList<>();
            one.fieldNames().forEachRemaining(names::add);
            if (!names.isEmpty()) {
                requirements.add(names);
            }
        }));
        return new ArrayList<>(requirements);
    }

    private boolean take(JsonNode scheme, String name) {
        String type = scheme.path("type").asText();
        String how = scheme.path("scheme").asText().toLowerCase(Locale.ROOT);
        if (type.equals("apiKey") && !scheme.path("in").asText().equals("cookie")) {
            apiKey(scheme, name);
            return true;
        }
        if (auth != null) {
            return false;
        }
        if (type.equals("http") && how.equals("basic")) {
            take(Login.basic());
        } else if (type.equals("http") && how.equals("bearer")) {
            take(Login.bearer());
        } else if (type.equals("oauth2")) {
            return oauth2(scheme.path("flows"), name);
        } else {
            return false;
        }
        return true;
    }

    private void take(Login login) {
        auth = login.auth();
        secrets.putAll(login.secrets());
    }

    /** A second key beside another way in is a header of every call. */
    private void apiKey(JsonNode scheme, String name) {
        String header = scheme.path("name").asText();
        String in = scheme.path("in").asText();
        String secret = Names.setting(name);
        secrets.put(secret, Login.SECRET);
        if (auth == null) {
            if (header.equalsIgnoreCase("Authorization")) {
                notes.decide("the secret " + secret
                        + ": it is all of the header Authorization, a word such as Bearer before it included");
            }
            auth = "{kind: api_key, in: " + in + ", name: " + Names.scalar(header) + ", value: $(secrets." + secret
                    + ")}";
        } else if (in.equals("header")) {
            headers.put(header, "$(secrets." + secret + ")");
        }
    }

    private boolean oauth2(JsonNode flows, String name) {
        boolean own = flows.has("clientCredentials");
        JsonNode flow = own ? flows.path("clientCredentials") : flows.path("authorizationCode");
        String url = url(flow.path("refreshUrl").asText(flow.path("tokenUrl").asText()));
        if (url == null) {
            return false;
        }
        secrets.put("clientId", Login.SECRET);
        secrets.put("clientSecret", Login.SECRET);
        if (!own) {
            secrets.put("refreshToken", "{type: secret, rotates: true}");
        }
        List<String> scopes = own ? scopes(name, flow) : List.of();
        auth = "{kind: oauth2, grant: " + (own ? "client_credentials" : "refresh_token") + ", tokenUrl: "
                + Names.scalar(url)
                + ", clientId: $(secrets.clientId), clientSecret: $(secrets.clientSecret)"
                + (own ? "" : ", refreshToken: $(secrets.refreshToken)")
                + (scopes.isEmpty()
                        ? ""
                        : ", scopes: " + scopes.stream().map(Names::scalar).toList()) + "}";
        return true;
    }

    /** Scopes that some operation asks for; all of the flow when none does. */
    private List<String> scopes(String name, JsonNode flow) {
        Set<String> scopes = new TreeSet<>();
        document.root().path("security").forEach(one -> one.path(name).forEach(scope -> scopes.add(scope.asText())));
        for (String method : List.of("get", "put", "patch", "post")) {
            document.operations(method)
                    .values()
                    .forEach(operation -> operation
                            .path("security")
                            .forEach(one -> one.path(name).forEach(scope -> scopes.add(scope.asText()))));
        }
        if (scopes.isEmpty()) {
            flow.path("scopes").fieldNames().forEachRemaining(scopes::add);
        }
        if (!scopes.isEmpty()) {
            notes.decide(
                    "the client's scopes: all that the description's calls ask for; leave only those that the flows need");
        }
        return new ArrayList<>(scopes);
    }

    private @Nullable String url(String written) {
        try {
            URI uri = baseUrl == null
                    ? URI.create(written)
                    : URI.create(baseUrl + "/").resolve(written);
            return uri.isAbsolute() && !written.isEmpty() ? uri.toString() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
