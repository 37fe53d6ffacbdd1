package io.tillbridge.platform;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads a YAML file in which every scalar is text: {@code NO}, {@code 0042}, {@code 22:30} and {@code 19.90} stay as
 * written. Duplicate keys, tags, anchors, aliases, merge keys, empty values and a second document are refused, each with
 * its position.
 */
public final class YamlDocument {

    private static final int MAX_DEPTH = 50;

    /** The parser's sentences say it as problems do. */
    private static final Pattern FOUND = Pattern.compile("^found ");

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new FailsafeSchema())
            .setUseMarks(true)
            .setCodePointLimit(8 * 1024 * 1024)
            .build();

    private final String file;
    private final Problems problems;
    private final Iterator<Event> events;

    private YamlDocument(String file, String text, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.events = new Parse(SETTINGS).parseString(text).iterator();
    }

    /**
     * The file's root map.
     *
     * @param file name used in problems
     * @param problems receives what is wrong; the tree's accessors add to it later
     * @return null when the file is no YAML map; the problem is recorded
     */
    public static @Nullable YamlMap read(String file, String text, Problems problems) {
        YamlNode root;
        try {
            root = new YamlDocument(file, text, problems).root();
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            problems.add(new Problem(
                    file,
                    mark.map(at -> at.getLine() + 1).orElse(0),
                    mark.map(at -> at.getColumn() + 1).orElse(0),
                    "not_yaml",
                    "",
                    FOUND.matcher(String.valueOf(e.getProblem())).replaceFirst(""),
                    "YAML 1.2",
                    "correct the syntax"));
            return null;
        } catch (YamlEngineException e) {
            problems.add(file, "not_yaml", String.valueOf(e.getMessage()), "YAML 1.2", "correct the syntax");
            return null;
        }
        if (root instanceof YamlMap map) {
            return map;
        }
        problems.add(file, "wrong_type", root == null ? "nothing" : "a " + root.shape(), "a map", "write key: value");
        return null;
    }

    private @Nullable YamlNode root() {
        YamlNode root = null;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case Scalar, MappingStart, SequenceStart, Alias -> {
                    YamlNode.Place place = new YamlNode.Place(file, line(event), column(event), "", problems);
                    YamlNode node = node(event, place, 0);
                    if (root == null) {
                        root = node;
                    } else {
                        place.problem("second_document", "a second document", "one document", "remove it");
                    }
                }
                default -> {
                    // stream and document marks carry nothing
                }
            }
        }
        return root;
    }

    private YamlNode node(Event event, YamlNode.Place place, int depth) {
        refuseExtras(event, place);
        return switch (event.getEventId()) {
            case Scalar -> text((ScalarEvent) event, place);
            case MappingStart -> map(place, depth + 1);
            case SequenceStart -> list(place, depth + 1);
            default -> new YamlText(place, "", true);
        };
    }

    private YamlText text(ScalarEvent event, YamlNode.Place place) {
        if (event.isPlain() && event.getValue().isEmpty()) {
            place.problem("empty_value", "nothing", "a value", "write a value, or \"\" for an empty text");
        }
        return new YamlText(place, event.getValue(), !event.isPlain());
    }

    private YamlMap map(YamlNode.Place place, int depth) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Map<String, YamlNode.Place> keys = new LinkedHashMap<>();
        for (Event event = next(place, depth); event.getEventId() != Event.ID.MappingEnd; event = next(place, depth)) {
            YamlNode.Place unnamed = place.child(line(event), column(event), "?");
            YamlNode keyNode = node(event, unnamed, depth);
            String key = keyNode instanceof YamlText text ? text.value() : "?";
            YamlNode.Place at = place.child(line(event), column(event), key);
            if (!(keyNode instanceof YamlText)) {
                at.problem("wrong_type", "a " + keyNode.shape() + " as key", "a text", "write a plain key");
            } else if (key.equals("<<")) {
                at.problem("merge_key", "<<", "no merge keys", "write the keys out");
            }
            Event valueEvent = next(place, depth);
            YamlNode value = node(valueEvent, place.child(line(valueEvent), column(valueEvent), key), depth);
            if (entries.putIfAbsent(key, value) != null) {
                at.problem("duplicate_key", "'" + key + "' twice", "every key once", "remove one of them");
            }
            keys.putIfAbsent(key, at);
        }
        return new YamlMap(place, entries, keys);
    }

    private YamlList list(YamlNode.Place place, int depth) {
        List<YamlNode> elements = new ArrayList<>();
        for (Event event = next(place, depth); event.getEventId() != Event.ID.SequenceEnd; event = next(place, depth)) {
            elements.add(node(event, place.element(line(event), column(event), elements.size()), depth));
        }
        return new YamlList(place, elements);
    }

    private Event next(YamlNode.Place place, int depth) {
        if (depth > MAX_DEPTH) {
            throw new YamlEngineException("nested deeper than " + MAX_DEPTH + " at " + place);
        }
        return events.next();
    }

    private static void refuseExtras(Event event, YamlNode.Place place) {
        if (event instanceof AliasEvent) {
            place.problem("alias", "an alias", "the value itself", "write the value out");
        } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            place.problem("anchor", "&" + node.getAnchor().get(), "no anchors", "remove the anchor");
        }
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
        tag.ifPresent(found -> place.problem("tag", found, "no tags", "remove the tag"));
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private static int column(Event event) {
        return event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    }
}
