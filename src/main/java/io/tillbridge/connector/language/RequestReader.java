package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.JsonTemplate;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a call: a method with its path and {@code json}, or {@code graphqlFile} with {@code variables}. */
final class RequestReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final RequestTemplate UNREADABLE =
            new RequestTemplate("GET", Template.parse("/"), Map.of(), Map.of(), null);

    private RequestReader() {}

    /** The call under a key; one that is never made when it is absent (a problem). */
    static RequestTemplate required(Section parent, String key, Set<String> roots, boolean graphqlClient) {
        Section section = parent.required(key, "a call such as {get: /orders}");
        if (section == null) {
            return UNREADABLE;
        }
        RequestTemplate request = read(section, roots, graphqlClient);
        section.close();
        return request;
    }

    /**
     * The call written in a section among other keys; the caller closes the section.
     *
     * @param roots scopes that path, query, headers and body may use; headers may name secrets too
     * @param graphqlClient whether the client has a GraphQL path
     */
    static RequestTemplate read(Section section, Set<String> roots, boolean graphqlClient) {
        String form = section.only(true, "get", "post", "put", "patch", "delete", "graphqlFile", "graphql");
        if (form == null) {
            return UNREADABLE;
        }
        Map<String, Template> query = section.templates("query", roots);
        Map<String, Template> headers = section.templates("headers", Roots.withSecrets(roots));
        if (form.startsWith("graphql")) {
            if (!graphqlClient) {
                section.placeOf(form)
                        .problem("missing_key", "a client without graphqlPath", "graphqlPath on the client", "add it");
            }
            String document = form.equals("graphql") ? section.text("graphql", "a document") : document(section);
            return new RequestTemplate(
                    "POST",
                    Template.parse(""),
                    query,
                    headers,
                    new RequestTemplate.GraphQl(document, new JsonTemplate(variables(section, roots))));
        }
        Template path = section.template(form, roots);
        if (!path.toString().startsWith("/")) {
            section.placeOf(form).problem("wrong_type", "'" + path + "'", "a path", "start it with /");
        }
        WrittenCredentials.refuseIn(section.placeOf(form), path.toString());
        YamlText json = section.scalar("json");
        RequestTemplate.Body body =
                json == null ? null : new RequestTemplate.Json(json(json, roots, section.reading()));
        if (body != null && form.equals("get")) {
            section.placeOf("json").problem("too_many", "a body with get", "no body", "use post or remove json");
        }
        return new RequestTemplate(form.toUpperCase(Locale.ROOT), path, query, headers, body);
    }

    /** The same call with some variables, query parameters or the body replaced. */
    static RequestTemplate narrowed(RequestTemplate base, Section changes, Set<String> roots) {
        Map<String, Template> query = new LinkedHashMap<>(base.query());
        query.putAll(changes.templates("query", roots));
        RequestTemplate.Body body = base.body();
        YamlText json = changes.scalar("json");
        if (json != null) {
            body = new RequestTemplate.Json(json(json, roots, changes.reading()));
        }
        if (changes.has("variables") && body instanceof RequestTemplate.GraphQl graphql) {
            ObjectNode merged = graphql.variables().json().deepCopy();
            merged.setAll((ObjectNode) variables(changes, roots));
            body = new RequestTemplate.GraphQl(graphql.document(), new JsonTemplate(merged));
        } else if (changes.has("variables")) {
            changes.placeOf("variables")
                    .problem("too_many", "variables", "variables with graphqlFile only", "use json or query");
        }
        Template path = changes.has("get") ? changes.template("get", roots) : base.path();
        return new RequestTemplate(base.method(), path, query, base.headers(), body);
    }

    private static String document(Section section) {
        YamlText file = section.scalar("graphqlFile");
        if (file == null) {
            return "";
        }
        section.reading().use("graphql." + file.value());
        String text = section.reading().graphql().apply(file.value());
        if (text == null) {
            file.problem(
                    "undefined",
                    "'" + file.value() + "'",
                    "a file below " + section.reading().connector().folder(),
                    "add the file or correct the name");
        }
        return text == null ? "" : text;
    }

    /** JSON text with placeholders of the given scopes. */
    static JsonTemplate json(YamlText text, Set<String> roots, Reading reading) {
        String written = text.value().strip();
        if (written.matches("\\$\\([^()]+\\)")) {
            return new JsonTemplate(TextNode.valueOf(
                    Placeholders.template(written, text.place(), roots, reading).toString()));
        }
        try {
            JsonNode json = replace(JSON.readTree(written), text.place(), roots, reading);
            WrittenCredentials.refuse(text.place(), json);
            return new JsonTemplate(json);
        } catch (JsonProcessingException e) {
            text.problem(
                    "wrong_json",
                    e.getOriginalMessage(),
                    "JSON with placeholders inside quotes, or one placeholder",
                    e.getLocation() == null
                            ? "correct the text"
                            : "correct line " + e.getLocation().getLineNr() + " of the text");
            return new JsonTemplate(JsonNodeFactory.instance.objectNode());
        }
    }

    private static JsonNode replace(JsonNode node, YamlNode.Place place, Set<String> roots, Reading reading) {
        if (node.isTextual()) {
            return TextNode.valueOf(Placeholders.template(node.textValue(), place, roots, reading)
                    .toString());
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(replace(member.getValue(), place, roots, reading)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, replace(array.get(i), place, roots, reading));
            }
        }
        return node;
    }

    private static JsonNode variables(Section section, Set<String> roots) {
        YamlNode node = section.node("variables");
        if (node != null && !(node instanceof YamlMap)) {
            node.problem("wrong_type", "a " + node.shape(), "a map", "write {name: value, ...}");
        }
        if (!(node instanceof YamlMap map)) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode variables = tree(map, roots, section.reading());
        WrittenCredentials.refuse(map.place(), variables);
        return variables;
    }

    private static JsonNode tree(@Nullable YamlNode node, Set<String> roots, Reading reading) {
        if (node instanceof YamlMap map) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            map.keys().forEach(key -> object.set(key, tree(map.node(key), roots, reading)));
            return object;
        }
        if (node instanceof YamlList list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            list.elements().forEach(element -> array.add(tree(element, roots, reading)));
            return array;
        }
        return node instanceof YamlText text
                ? TextNode.valueOf(Placeholders.template(text, roots, reading).toString())
                : JsonNodeFactory.instance.nullNode();
    }
}
