package io.tillbridge.console;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people may write into ids, names and reasons. */
final class Texts {

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_TEXT = 500;

    private Texts() {}

    /** An id: 1 to 200 characters, none of them a control character, none of them blank at either end. */
    static String id(String name, @Nullable String value) {
        if (value == null
                || value.isEmpty()
                || value.length() > LONGEST_ID
                || !value.strip().equals(value)
                || value.chars().anyMatch(Character::isISOControl)) {
            throw ApiProblem.badRequest(
                    invalid(name),
                    "'" + name + "' must be 1 to " + LONGEST_ID
                            + " characters without control characters and without blanks at its ends");
        }
        return value;
    }

    /** A text or nothing; an empty one is nothing. */
    static @Nullable String optional(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > LONGEST_TEXT || value.indexOf('\0') >= 0) {
            throw ApiProblem.badRequest(
                    invalid(name), "'" + name + "' must be at most " + LONGEST_TEXT + " characters of text");
        }
        return value.strip();
    }

    /**
     * One of the words, or nothing.
     *
     * @throws ApiProblem 400 with the words
     */
    static void word(String name, @Nullable String value, List<String> words) {
        if (value != null && !words.contains(value)) {
            throw ApiProblem.badRequest(
                    invalid(name), "'" + name + "' is '" + value + "'; expected one of " + String.join(", ", words));
        }
    }

    /** {@code localId} gives {@code invalid_local_id}. */
    static String invalid(String name) {
        return "invalid_" + name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
