package io.tillbridge.console;

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
                    "invalid_" + name,
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
                    "invalid_" + name, "'" + name + "' must be at most " + LONGEST_TEXT + " characters of text");
        }
        return value.strip();
    }

    /** The reason of an action, for the audit log; must be there. */
    static String reason(@Nullable String value) {
        String reason = optional("reason", value);
        if (reason == null) {
            throw ApiProblem.badRequest(
                    "reason_missing", "'reason' says why, for the audit log; send {\"reason\": \"...\"}");
        }
        return reason;
    }
}
