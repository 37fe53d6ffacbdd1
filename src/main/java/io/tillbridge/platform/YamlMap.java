package io.tillbridge.platform;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A map in file order. Its accessors record a problem when a value is missing or has the wrong shape and go on with a
 * harmless stand-in, so that one pass finds all problems. It remembers which keys were asked for: {@link
 * #refuseUnread()} at the end of reading makes all others unknown keys.
 */
public final class YamlMap implements YamlNode {

    private final Place place;
    private final Map<String, YamlNode> entries;
    private final Map<String, Place> keys;
    private final Set<String> asked = new TreeSet<>();

    YamlMap(Place place, Map<String, YamlNode> entries, Map<String, Place> keys) {
        this.place = place;
        this.entries = new LinkedHashMap<>(entries);
        this.keys = Map.copyOf(keys);
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public String shape() {
        return "map";
    }

    /** Keys in file order; asking for them does not count as reading. */
    public Collection<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** Whether the key is present; counts as reading it. */
    public boolean has(String key) {
        return node(key) != null;
    }

    /** Where the key stands; the map's own place when it is absent. */
    public Place placeOf(String key) {
        return keys.getOrDefault(key, place);
    }

    /** The value, whatever its shape; null when absent. */
    public @Nullable YamlNode node(String key) {
        asked.add(key);
        return entries.get(key);
    }

    /** The scalar; null when absent; a problem and null when it is not a scalar. */
    public @Nullable YamlText scalar(String key) {
        YamlNode node = node(key);
        if (node == null || node instanceof YamlText) {
            return (YamlText) node;
        }
        wrong(node, "a text");
        return null;
    }

    /** The text; null when absent. */
    public @Nullable String optionalText(String key) {
        YamlText text = scalar(key);
        return text == null ? null : text.value();
    }

    /** The text; a problem and the empty text when absent. */
    public String text(String key) {
        String text = optionalText(key);
        if (text == null && !entries.containsKey(key)) {
            missing(key, "a text");
        }
        return text == null ? "" : text;
    }

    /** The text, or what stands in for an absent one. */
    public String text(String key, String otherwise) {
        String text = optionalText(key);
        return text == null ? otherwise : text;
    }

    /** The integer; a problem and 0 when absent or no integer. */
    public int integer(String key) {
        if (!entries.containsKey(key)) {
            missing(key, "an integer");
        }
        return integer(key, 0);
    }

    /** The integer, or what stands in for an absent or wrong one. */
    public int integer(String key, int otherwise) {
        YamlText text = scalar(key);
        Integer value = text == null ? null : text.integer();
        return value == null ? otherwise : value;
    }

    /** The truth value, or what stands in for an absent or wrong one. */
    public boolean bool(String key, boolean otherwise) {
        YamlText text = scalar(key);
        Boolean value = text == null ? null : text.bool();
        return value == null ? otherwise : value;
    }

    /** The duration; null when absent or wrong. */
    public @Nullable Duration duration(String key) {
        YamlText text = scalar(key);
        return text == null ? null : text.duration();
    }

    /** The word's meaning; a problem and null when absent or no word of the list. */
    public <T> @Nullable T word(String key, Map<String, T> words) {
        if (!entries.containsKey(key)) {
            missing(key, "one of " + new TreeSet<>(words.keySet()));
        }
        return optionalWord(key, words);
    }

    /** The word's meaning; null when absent or (with a problem) no word of the list. */
    public <T> @Nullable T optionalWord(String key, Map<String, T> words) {
        YamlText text = scalar(key);
        return text == null ? null : text.word(words);
    }

    /** The map; null when absent; a problem and null when it is no map. */
    public @Nullable YamlMap optionalMap(String key) {
        YamlNode node = node(key);
        if (node == null || node instanceof YamlMap) {
            return (YamlMap) node;
        }
        wrong(node, "a map");
        return null;
    }

    /** The map; an empty one when absent or wrong. Absence is no problem. */
    public YamlMap map(String key) {
        YamlMap map = optionalMap(key);
        return map == null ? new YamlMap(place.child(place.line(), place.column(), key), Map.of(), Map.of()) : map;
    }

    /** The list; an empty one when absent or wrong. Absence is no problem. */
    public YamlList list(String key) {
        YamlNode node = node(key);
        if (node instanceof YamlList list) {
            return list;
        }
        if (node != null) {
            wrong(node, "a list");
        }
        return new YamlList(place.child(place.line(), place.column(), key), List.of());
    }

    /**
     * A copy in which one key has another value; nothing in the copy counts as read.
     *
     * @param value null to remove the key
     */
    public YamlMap with(String key, @Nullable YamlNode value) {
        Map<String, YamlNode> changed = new LinkedHashMap<>(entries);
        Map<String, Place> changedKeys = new LinkedHashMap<>(keys);
        if (value == null) {
            changed.remove(key);
            changedKeys.remove(key);
        } else {
            changed.put(key, value);
            changedKeys.putIfAbsent(key, value.place());
        }
        return new YamlMap(place, changed, changedKeys);
    }

    /** Records that a required key is absent. */
    public void missing(String key, String expected) {
        asked.add(key);
        place.child(place.line(), place.column(), key)
                .problem("missing_key", "no '" + key + "'", expected, "add " + key + ": ...");
    }

    /** Makes every key that was never asked for an unknown key. */
    public void refuseUnread() {
        for (String key : entries.keySet()) {
            if (!asked.contains(key)) {
                placeOf(key).problem("unknown_key", "'" + key + "'", "one of " + asked, "remove or rename the key");
            }
        }
    }

    @Override
    public String toString() {
        return place + " " + entries.keySet();
    }

    private static void wrong(YamlNode node, String expected) {
        node.problem("wrong_type", "a " + node.shape(), expected, "write " + expected + " here");
    }
}
