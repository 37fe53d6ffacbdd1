package io.tillbridge.authoring;

import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What YAML says, on one line. */
final class YamlWords {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private YamlWords() {}

    /** A value with all it holds; empty when it is absent. */
    static String of(@Nullable YamlNode node) {
        if (node instanceof YamlMap map) {
            return rest(map);
        }
        if (node instanceof YamlList list) {
            StringJoiner joined = new StringJoiner(", ", "[", "]");
            list.elements().forEach(element -> joined.add(of(element)));
            return joined.toString();
        }
        return node instanceof YamlText scalar ? scalar.value() : "";
    }

    /** The members of a map but some. */
    static String rest(@Nullable YamlMap map, String... without) {
        StringJoiner joined = new StringJoiner(", ");
        for (String key : map == null ? List.<String>of() : map.keys()) {
            if (map != null && !List.of(without).contains(key)) {
                joined.add(key + " " + of(map.node(key)));
            }
        }
        return joined.toString();
    }

    /** A call such as {@code GET /orders}; empty when the map makes none. */
    static String call(@Nullable YamlMap request) {
        if (request == null) {
            return "";
        }
        for (String method : METHODS) {
            if (request.has(method)) {
                return "`" + method.toUpperCase(Locale.ROOT) + " " + request.text(method) + "`";
            }
        }
        if (request.has("graphqlFile")) {
            return "GraphQL `" + request.text("graphqlFile") + "`";
        }
        return request.has("graphql") ? "GraphQL `" + request.text("graphql") + "`" : "";
    }

    /** What is sent where, such as {@code queue WMS.IN, xml}; empty when the map says none. */
    static String sent(@Nullable YamlMap send) {
        if (send == null) {
            return "";
        }
        for (String place : List.of("queue", "topic", "path")) {
            if (send.has(place)) {
                String format = send.has("cloudevents")
                        ? "CloudEvents"
                        : send.map("format").text("kind", "json");
                return (place.equals("path") ? "file" : place) + " `" + send.text(place) + "`, " + format;
            }
        }
        return "";
    }
}
