package io.tillbridge.message;

import java.util.Locale;

/** The state of a message: exactly one at a time. */
public enum MessageState {
    /** Durable and ready to be posted. */
    ACCEPTED,
    /** Waits for what it only names to be fetched. */
    FETCHING,
    /** Waits on a named condition and goes on by itself. */
    HELD,
    /** Its effects are in the books. */
    POSTED,
    /** Needs no effect, for the reason it carries. */
    SKIPPED,
    /** Could not be processed; a person decides. */
    DEAD;

    /** As in tables, JSON and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
