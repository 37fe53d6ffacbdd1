package io.tillbridge.connector.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.JmsSend;
import io.tillbridge.connector.KafkaSend;
import io.tillbridge.connector.OutboundCall;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Template;
import java.util.Set;
import java.util.TreeSet;

/** The {@code $(args.NAME)} and other placeholders that a call uses. */
final class Arguments {

    private Arguments() {}

    /** Names of the arguments that a call uses. */
    static Set<String> used(RequestTemplate request) {
        Set<String> names = new TreeSet<>();
        placeholders(request).stream()
                .filter(path -> path.startsWith("args."))
                .forEach(path -> names.add(path.substring("args.".length())));
        return names;
    }

    /** Paths of all placeholders that a call uses. */
    static Set<String> placeholders(OutboundCall call) {
        Set<String> paths = new TreeSet<>();
        if (call instanceof JmsSend jms) {
            jms.headers().values().forEach(template -> collect(template, paths));
        } else if (call instanceof KafkaSend kafka) {
            kafka.headers().values().forEach(template -> collect(template, paths));
        } else if (call instanceof RequestTemplate request) {
            collect(request, paths);
        }
        return paths;
    }

    private static void collect(RequestTemplate request, Set<String> paths) {
        collect(request.path(), paths);
        request.query().values().forEach(template -> collect(template, paths));
        request.headers().values().forEach(template -> collect(template, paths));
        if (request.body() instanceof RequestTemplate.Json json) {
            collect(json.json().json(), paths);
        } else if (request.body() instanceof RequestTemplate.GraphQl graphql) {
            collect(graphql.variables().json(), paths);
        }
    }

    /** Refuses an argument that is used and not given, or given and not used. */
    static void check(Section section, RequestTemplate request, Set<String> given) {
        Set<String> used = used(request);
        if (!used.equals(given)) {
            section.placeOf("args")
                    .problem("wrong_arguments", given.toString(), used.toString(), "give exactly the arguments used");
        }
    }

    private static void collect(JsonNode node, Set<String> paths) {
        if (node.isTextual()) {
            collect(Template.parse(node.textValue()), paths);
        } else {
            node.forEach(child -> collect(child, paths));
        }
    }

    private static void collect(Template template, Set<String> paths) {
        template.pieces().stream().filter(Template.Piece::placeholder).forEach(piece -> paths.add(piece.text()));
    }
}
