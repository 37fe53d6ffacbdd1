package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One map of a connector, with its placeholders replaced while it is read. A wrong value is recorded as a problem and a
 * harmless stand-in is given, so that one reading finds every problem. {@link #close()} makes unread keys problems.
 */
final class Section {

    private static final String NO_TEXT = "";

    private final YamlMap map;
    private final Reading reading;
    private final Set<String> asked;

    Section(YamlMap map, Reading reading) {
        this(map, reading, new TreeSet<>());
    }

    private Section(YamlMap map, Reading reading, Set<String> asked) {
        this.map = map;
        this.reading = reading;
        this.asked = asked;
    }

    Reading reading() {
        return reading;
    }

    /** The same map, read with what an outbound flow tells; what was asked of it counts for both. */
    Section telling(Told told) {
        return new Section(map, reading.telling(told), asked);
    }

    /** The same for the elements of a list of what is told. */
    Section within(@Nullable JsonPointer list) {
        Told told = reading.told();
        return list == null || told == null ? this : telling(told.within(list.toString()));
    }

    YamlMap map() {
        return map;
    }

    YamlNode.Place place() {
        return map.place();
    }

    YamlNode.Place placeOf(String key) {
        return map.placeOf(key);
    }

    Collection<String> keys() {
        return map.keys();
    }

    boolean has(String key) {
        asked.add(key);
        return map.keys().contains(key);
    }

    @Nullable
    YamlNode node(String key) {
        asked.add(key);
        return map.node(key);
    }

    /** The key that is present of several that exclude each other; null (a problem unless optional) when none is. */
    @Nullable
    String only(boolean required, String... keys) {
        List<String> present = new ArrayList<>();
        for (String key : keys) {
            if (has(key)) {
                present.add(key);
            }
        }
        List<String> words = List.of(keys);
        if (present.size() > 1) {
            placeOf(present.get(1)).problem("too_many", present.toString(), "one of " + words, "remove the others");
        } else if (present.isEmpty() && required) {
            place().problem("missing_key", "none of " + words, "one of " + words, "add one of them");
        }
        return present.isEmpty() ? null : present.get(0);
    }

    void missing(String key, String expected) {
        asked.add(key);
        map.missing(key, expected);
    }

    @Nullable
    YamlText scalar(String key) {
        asked.add(key);
        return map.scalar(key);
    }

    /** The section; null when absent or no map. */
    @Nullable
    Section optional(String key) {
        asked.add(key);
        YamlMap child = map.optionalMap(key);
        return child == null ? null : new Section(child, reading);
    }

    /** The section; null (a problem) when absent or no map. */
    @Nullable
    Section required(String key, String expected) {
        if (!has(key)) {
            missing(key, expected);
            return null;
        }
        return optional(key);
    }

    /** The sections of a list of maps; empty when absent. */
    List<Section> rows(String key) {
        asked.add(key);
        return map.list(key).maps().stream()
                .map(row -> new Section(row, reading))
                .toList();
    }

    /** The sections of a map of maps, in file order; empty when absent. */
    Map<String, Section> named(String key) {
        asked.add(key);
        Map<String, Section> named = new LinkedHashMap<>();
        YamlMap children = map.map(key);
        for (String name : children.keys()) {
            YamlMap child = children.optionalMap(name);
            if (child != null) {
                named.put(name, new Section(child, reading));
            }
        }
        return named;
    }

    /** The texts of a list, placeholders replaced; those without a value are left out. */
    List<YamlText> texts(String key) {
        asked.add(key);
        YamlList list = map.list(key);
        return list.texts();
    }

    /** The constant text; null when absent, wrong, or not known before a connection is planned. */
    @Nullable
    String optionalText(String key) {
        YamlText text = scalar(key);
        return text == null ? null : Placeholders.constant(text, reading);
    }

    /** The constant text; empty when it is not known; a problem when absent. */
    String text(String key, String expected) {
        if (!has(key)) {
            missing(key, expected);
            return NO_TEXT;
        }
        String text = optionalText(key);
        return text == null ? NO_TEXT : text;
    }

    /** The text with the placeholders of the given scopes left in it; an empty template when absent (a problem). */
    Template template(String key, Set<String> roots) {
        if (!has(key)) {
            missing(key, "a text");
        }
        YamlText text = scalar(key);
        return text == null ? Template.parse(NO_TEXT) : Placeholders.template(text, roots, reading);
    }

    /** Templates by name; empty when absent. A credential that is written out is a problem. */
    Map<String, Template> templates(String key, Set<String> roots) {
        Map<String, Template> templates = new LinkedHashMap<>();
        Section child = optional(key);
        if (child != null) {
            child.keys().forEach(name -> {
                Template template = child.template(name, roots);
                WrittenCredentials.refuse(child.placeOf(name), name, template);
                templates.put(name, template);
            });
        }
        return templates;
    }

    Duration duration(String key, Duration otherwise) {
        Duration duration = optionalDuration(key);
        return duration == null ? otherwise : duration;
    }

    /** A duration that is not negative; null when absent, wrong or not known yet. */
    @Nullable
    Duration optionalDuration(String key) {
        return Typed.duration(scalar(key), reading);
    }

    /** An integer within bounds, or what stands in for an absent, wrong or unknown one. */
    int integer(String key, int otherwise, int least, int most) {
        Integer number = Typed.integer(scalar(key), least, most, reading);
        return number == null ? otherwise : number;
    }

    /** A JSON Pointer; the whole document when absent (a problem) or wrong. */
    JsonPointer pointer(String key) {
        if (!has(key)) {
            missing(key, "a JSON Pointer such as /data/id");
        }
        JsonPointer pointer = optionalPointer(key);
        return pointer == null ? JsonPointer.empty() : pointer;
    }

    @Nullable
    JsonPointer optionalPointer(String key) {
        return Typed.pointer(scalar(key), reading);
    }

    /** One of a closed list of words; null when absent (a problem), unknown or not known yet. */
    <T> @Nullable T word(String key, Map<String, T> words) {
        if (!has(key)) {
            missing(key, "one of " + new TreeSet<>(words.keySet()));
        }
        return optionalWord(key, words);
    }

    <T> @Nullable T optionalWord(String key, Map<String, T> words) {
        return Typed.word(scalar(key), words, reading);
    }

    /** Makes every key that was never asked for a problem. */
    void close() {
        OtherKeys.refuse(map, asked);
    }
}
