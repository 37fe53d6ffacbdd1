package io.tillbridge.connector.language;

import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One change of a connection to its connector.
 *
 * @param path keys, and indexes as digits, from the connector's root: {@code $.inbound.orders.source.every}
 * @param value what is put there; null for {@code remove}
 */
record OverlayRow(List<String> path, Verb verb, @Nullable YamlNode value, YamlNode.Place place) {

    enum Verb {
        UPDATE,
        INSERT,
        REMOVE
    }

    private static final Set<String> KEYS = Set.of("target", "do", "value");
    private static final Map<String, Verb> VERBS =
            Map.of("update", Verb.UPDATE, "insert", Verb.INSERT, "remove", Verb.REMOVE);
    private static final Set<String> SECTIONS = Set.of("clients", "check", "inbound", "fetches", "outbound");
    private static final Set<String> FIXED = Set.of("verify", "receipt", "idempotency");
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z0-9_-]+)|\\[([0-9]{1,4})]|\\['([^']+)']");

    OverlayRow {
        path = List.copyOf(path);
    }

    static List<OverlayRow> readAll(YamlList list) {
        List<OverlayRow> rows = new ArrayList<>();
        for (YamlMap map : list.maps()) {
            OtherKeys.refuse(map, KEYS);
            String target = map.text("target");
            Verb verb = map.word("do", VERBS);
            YamlNode value = map.node("value");
            List<String> path = path(target);
            if (path.isEmpty()) {
                map.placeOf("target")
                        .problem(
                                "wrong_target",
                                "'" + target + "'",
                                "a path below one of " + SECTIONS,
                                "write it like $.inbound.orders.source.every");
            } else if (path.stream().anyMatch(FIXED::contains)) {
                map.placeOf("target")
                        .problem(
                                "overlay_fixed",
                                "'" + target + "'",
                                "a path without " + FIXED,
                                "change the connector itself; these stay for every connection");
            } else if (verb != null && (verb == Verb.REMOVE) == (value != null)) {
                map.place()
                        .problem(
                                "wrong_target",
                                value == null ? "no value" : "a value",
                                "a value for update and insert, none for remove",
                                "correct the row");
            } else if (verb != null) {
                rows.add(new OverlayRow(path, verb, value, map.placeOf("target")));
            }
        }
        return rows;
    }

    private static List<String> path(String target) {
        List<String> path = new ArrayList<>();
        Matcher step = STEP.matcher(target);
        int at = 1;
        while (target.startsWith("$") && at < target.length() && step.find(at) && step.start() == at) {
            path.add(step.group(1) != null ? step.group(1) : step.group(2) != null ? step.group(2) : step.group(3));
            at = step.end();
        }
        boolean whole = at == target.length() && !path.isEmpty() && SECTIONS.contains(path.get(0));
        return whole ? path : List.of();
    }

    /** The tree with this row applied; the same tree when the target does not fit (a problem). */
    YamlMap apply(YamlMap root) {
        YamlNode changed = change(root, 0);
        return changed instanceof YamlMap map ? map : root;
    }

    private @Nullable YamlNode change(YamlNode node, int depth) {
        String step = path.get(depth);
        boolean last = depth == path.size() - 1;
        if (node instanceof YamlMap map) {
            YamlNode child = map.node(step);
            if (last) {
                return leaf(child, map.keys()) ? map.with(step, put(child)) : node;
            }
            return child == null ? refuse(node, step, map.keys()) : map.with(step, change(child, depth + 1));
        }
        if (node instanceof YamlList list && step.matches("[0-9]+")) {
            int index = Integer.parseInt(step);
            List<YamlNode> elements = new ArrayList<>(list.elements());
            if (index >= elements.size()) {
                return refuse(node, step, List.of(elements.size() + " elements"));
            }
            if (!last) {
                YamlNode below = change(elements.get(index), depth + 1);
                elements.set(index, below == null ? elements.get(index) : below);
            } else if (verb == Verb.INSERT && value != null) {
                elements.add(index, value);
            } else if (value != null) {
                elements.set(index, value);
            } else {
                elements.remove(index);
            }
            return new YamlList(list.place(), elements);
        }
        return refuse(node, step, List.of("a " + node.shape()));
    }

    /** Whether the verb fits what stands at the last step of a map. */
    private boolean leaf(@Nullable YamlNode child, Iterable<String> known) {
        if (verb != Verb.INSERT && child == null) {
            refuse(null, path.get(path.size() - 1), known);
            return false;
        }
        if (verb == Verb.INSERT && child != null && !(child instanceof YamlList)) {
            place.problem("wrong_target", "a key that exists", "a new key or a list", "use do: update");
            return false;
        }
        return true;
    }

    /** What stands there afterwards: an insert at a list adds to its end. */
    private @Nullable YamlNode put(@Nullable YamlNode child) {
        if (verb == Verb.INSERT && child instanceof YamlList list && value != null) {
            List<YamlNode> elements = new ArrayList<>(list.elements());
            elements.add(value);
            return new YamlList(list.place(), elements);
        }
        return value;
    }

    private @Nullable YamlNode refuse(@Nullable YamlNode unchanged, String step, Iterable<String> known) {
        place.problem(
                "wrong_target",
                "no '" + step + "' in the connector",
                "one of [" + String.join(", ", known) + "]",
                "correct the path");
        return unchanged;
    }
}
