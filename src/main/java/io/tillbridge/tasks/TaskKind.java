package io.tillbridge.tasks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is to be done. */
public enum TaskKind {
    /** A promise cannot be kept: offer the customer another place, item or day, or the money. */
    PROMISE_AT_RISK;

    /** As in tables and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words. */
    public static List<String> words() {
        return Stream.of(values()).map(TaskKind::word).toList();
    }
}
