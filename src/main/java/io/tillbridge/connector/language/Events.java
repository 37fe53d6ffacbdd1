package io.tillbridge.connector.language;

import io.tillbridge.canonical.EventType;
import io.tillbridge.platform.YamlText;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the event types and mapping subjects that flows name. */
final class Events {

    private Events() {}

    /** The event type under a key; null when it is absent or not one of that direction (a problem). */
    static @Nullable EventType read(Section section, String key, EventType.Direction direction) {
        if (!section.has(key)) {
            section.missing(key, "an event type");
        }
        YamlText text = section.scalar(key);
        return text == null ? null : read(text, direction, section.reading());
    }

    private static @Nullable EventType read(YamlText text, EventType.Direction direction, Reading reading) {
        Set<String> words = Arrays.stream(EventType.values())
                .filter(type -> type.direction() == direction)
                .map(EventType::word)
                .collect(Collectors.toCollection(TreeSet::new));
        String word = text.value();
        if (!words.contains(word)) {
            text.problem(
                    "unknown_event",
                    "'" + word + "'",
                    "one of " + words,
                    Words.fix(word, words, "use an event type of the canonical model"));
            return null;
        }
        if (!reading.events().declares(word)) {
            text.problem(
                    "unknown_event",
                    "'" + word + "'",
                    "an event type with x-events and x-fact-key in a canonical schema",
                    "add it to a schema under config/canonical");
            return null;
        }
        return EventType.of(word);
    }

    /** The subject of a mapping, such as {@code shopify.order}. Possessive: a long text would take the stack otherwise. */
    static String subject(YamlText text) {
        if (!text.value().matches("[a-z0-9_-]++(\\.[a-z0-9_-]++)++")) {
            text.problem("wrong_name", "'" + text.value() + "'", "system.subject", "write it like shopify.order");
        }
        return text.value();
    }
}
