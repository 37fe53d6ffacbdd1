package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a scalar as a type once its placeholders are replaced. Null when it is absent, wrong (a problem) or not known. */
final class Typed {

    private Typed() {}

    /** An ISO-8601 duration that is not negative. */
    static @Nullable Duration duration(@Nullable YamlText text, Reading reading) {
        String value = text == null ? null : Placeholders.constant(text, reading);
        if (text == null || value == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(value);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // reported below, as a negative one is
        }
        text.problem("wrong_type", "'" + value + "'", "an ISO-8601 duration", "write it like PT15M or P3D");
        return null;
    }

    /** An integer within bounds. */
    static @Nullable Integer integer(@Nullable YamlText text, int least, int most, Reading reading) {
        String value = text == null ? null : Placeholders.constant(text, reading);
        if (text == null || value == null) {
            return null;
        }
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        text.problem(
                "wrong_type", "'" + value + "'", "an integer from " + least + " to " + most, "write digits within it");
        return null;
    }

    /** A JSON Pointer: empty, or starting with a slash. */
    static @Nullable JsonPointer pointer(@Nullable YamlText text, Reading reading) {
        String value = text == null ? null : Placeholders.constant(text, reading);
        if (text == null || value == null) {
            return null;
        }
        if (!value.isEmpty() && !value.startsWith("/")) {
            text.problem("wrong_type", "'" + value + "'", "a JSON Pointer", "write it like /data/id");
            return null;
        }
        return JsonPointer.compile(value);
    }

    /** One of a closed list of words. */
    static <T> @Nullable T word(@Nullable YamlText text, Map<String, T> words, Reading reading) {
        String value = text == null ? null : Placeholders.constant(text, reading);
        T meaning = value == null ? null : words.get(value);
        if (text != null && value != null && meaning == null) {
            wrongWord(text.place(), value, words.keySet());
        }
        return meaning;
    }

    /** Records a word that is not known here. */
    static void wrongWord(YamlNode.Place place, String word, Collection<String> known) {
        String expected = "one of " + new TreeSet<>(known);
        place.problem("wrong_word", "'" + word + "'", expected, Words.fix(word, known, "use one of the known words"));
    }
}
