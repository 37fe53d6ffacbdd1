package io.tillbridge.deadletter;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** The place of a dead letter in the desk's list; as text a cursor. */
public record DeskPlace(Instant failedAt, UUID id) {

    /** Where this letter stands now. */
    public static DeskPlace of(DeadLetter letter) {
        return new DeskPlace(letter.failedAt(), letter.id());
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static DeskPlace parse(String text) {
        int between = text.indexOf('_');
        if (between < 0) {
            throw new IllegalArgumentException("no place in the list of dead letters: " + text);
        }
        try {
            return new DeskPlace(
                    Instant.parse(text.substring(0, between)), UUID.fromString(text.substring(between + 1)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no place in the list of dead letters: " + text, e);
        }
    }

    /** {@code <instant>_<id>}, which needs no escaping in a URL. */
    @Override
    public String toString() {
        return failedAt + "_" + id;
    }
}
