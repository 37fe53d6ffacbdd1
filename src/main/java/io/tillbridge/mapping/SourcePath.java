package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A compiled path into the source: names, {@code []}, {@code 'odd name'}, after an optional root. {@code []} makes a list
 * of what follows, absent and null elements left out; an object where an array is meant counts as an array of one.
 *
 * @param text as written
 * @param letSlot of {@code $let}; else -1
 */
record SourcePath(String text, Root root, int letSlot, List<Step> steps) {

    /** Where a path starts. */
    enum Root {
        ELEMENT,
        LET,
        PARENT,
        ROOT,
        CONNECTION,
        EVENT,
        RESOLVED,
        BATCH
    }

    /** One name; {@code each} when {@code []} follows. */
    record Step(String name, boolean each) {
        Step {
            // As the names of a document that was read are: the same text is then found by being the same object
            name = name.intern();
        }
    }

    SourcePath {
        steps = List.copyOf(steps);
    }

    /** What is there; a MissingNode when nothing is, a NullNode for an explicit null. */
    JsonNode read(Scope scope) {
        return switch (root) {
            case ELEMENT -> walk(scope.source(), 0);
            case LET -> walk(scope.run().let(letSlot), 0);
            case PARENT ->
                scope.parent() == null
                        ? MissingNode.getInstance()
                        : walk(scope.parent().source(), 0);
            case ROOT -> walk(scope.root().source(), 0);
            case CONNECTION -> connection(scope.input().connection());
            case EVENT -> event(scope.input().event());
            case RESOLVED ->
                steps.isEmpty()
                        ? MissingNode.getInstance()
                        : walk(scope.resolved(steps.get(0).name()), 1);
            case BATCH -> MissingNode.getInstance();
        };
    }

    /** JSON Pointer of what is read, {@code *} for each; the path itself for what is not the document. */
    String pointer(Scope scope) {
        String start = switch (root) {
            case ELEMENT -> scope.pointer();
            case PARENT -> scope.parent() == null ? "" : scope.parent().pointer();
            case ROOT -> "";
            default -> null;
        };
        if (start == null) {
            return text;
        }
        return start + pointer();
    }

    /** JSON Pointer of its steps from where it starts, {@code *} for each. */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (Step step : steps) {
            pointer.append('/').append(step.name().replace("~", "~0").replace("/", "~1"));
            if (step.each()) {
                pointer.append("/*");
            }
        }
        return pointer.toString();
    }

    /** The document's own member it reads first, or null: for the report of members that no row reads. */
    @Nullable
    String firstMember(boolean inBlock) {
        boolean document = root == Root.ROOT || (root == Root.ELEMENT && !inBlock);
        return document && !steps.isEmpty() ? steps.get(0).name() : null;
    }

    /** What the steps from {@code from} on find below a node. */
    JsonNode walk(JsonNode start, int from) {
        JsonNode node = start;
        for (int i = from; i < steps.size(); i++) {
            Step step = steps.get(i);
            JsonNode next = node.get(step.name());
            if (next == null) {
                // Below an explicit null is null: a reference set to null keeps opting out
                return node.isNull() ? node : MissingNode.getInstance();
            }
            if (step.each()) {
                return next.isNull() ? next : collect(next, i + 1);
            }
            node = next;
        }
        return node;
    }

    private JsonNode collect(JsonNode elements, int from) {
        ArrayNode all = ExactJson.nodes().arrayNode();
        if (elements.isArray()) {
            for (JsonNode element : elements) {
                add(all, walk(element, from));
            }
        } else {
            add(all, walk(elements, from));
        }
        return all;
    }

    private static void add(ArrayNode all, JsonNode found) {
        if (found.isArray()) {
            all.addAll((ArrayNode) found);
        } else if (!found.isMissingNode() && !found.isNull()) {
            all.add(found);
        }
    }

    private JsonNode connection(TranslationInput.Connection connection) {
        return switch (name(0)) {
            case "id" -> TextNode.valueOf(connection.id());
            case "timezone" -> TextNode.valueOf(connection.timezone().getId());
            case "settings" -> text(connection.settings().get(name(1)));
            default -> MissingNode.getInstance();
        };
    }

    private JsonNode event(TranslationInput.Event event) {
        return switch (name(0)) {
            case "receivedAt" -> TextNode.valueOf(event.receivedAt().toString());
            case "flow" -> TextNode.valueOf(event.flow());
            case "parentKey" -> text(event.parentKey());
            case "headers" -> text(event.headers().get(name(1).toLowerCase(Locale.ROOT)));
            default -> MissingNode.getInstance();
        };
    }

    private String name(int index) {
        return index < steps.size() ? steps.get(index).name() : "";
    }

    private static JsonNode text(@Nullable String value) {
        return value == null ? MissingNode.getInstance() : TextNode.valueOf(value);
    }
}
