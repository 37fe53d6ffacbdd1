package io.tillbridge.trial;

import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arguments with which a recorded fetch was made, read back from its URI. */
final class RecordedArguments {

    private static final Pattern ARGUMENT = Pattern.compile("args\\.([A-Za-z0-9_]+)");

    private RecordedArguments() {}

    /** Every argument of a request; one that is not in the URI has a value of its own. */
    static Map<String, String> of(RequestTemplate request, String uri) {
        Map<String, String> args = new TreeMap<>();
        Matcher names = ARGUMENT.matcher(request.toString());
        while (names.find()) {
            args.put(names.group(1), names.group(1) + "-1");
        }
        read(request.path(), AskedAlike.path(uri), args);
        Map<String, String> query = AskedAlike.query(uri);
        request.query().forEach((name, template) -> read(template, query.getOrDefault(name, ""), args));
        return args;
    }

    private static void read(Template template, String rendered, Map<String, String> args) {
        StringBuilder pattern = new StringBuilder(".*?");
        List<String> places = new ArrayList<>();
        for (Template.Piece piece : template.pieces()) {
            pattern.append(piece.placeholder() ? "(.+?)" : Pattern.quote(piece.text()));
            if (piece.placeholder()) {
                places.add(piece.text());
            }
        }
        Matcher found = Pattern.compile(pattern.toString()).matcher(rendered);
        if (found.matches()) {
            for (int i = 0; i < places.size(); i++) {
                Matcher argument = ARGUMENT.matcher(places.get(i));
                if (argument.matches()) {
                    args.put(argument.group(1), found.group(i + 1));
                }
            }
        }
    }
}
