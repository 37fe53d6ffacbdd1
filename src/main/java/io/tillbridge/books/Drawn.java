package io.tillbridge.books;

import java.util.List;
import java.util.Map;

/** What comes of a document when its entry is drawn up. */
public sealed interface Drawn {

    /**
     * The lines of an entry, balanced.
     *
     * @param currency ISO 4217
     * @param lines none when there is no money in it
     */
    record Lines(String currency, List<JournalLine> lines) implements Drawn {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * No entry is made until somebody has looked.
     *
     * @param code {@code entry_unbalanced}: its figures do not add up; {@code entry_unreadable}: one cannot be read
     * @param detail what was found and what was expected
     */
    record Refused(String code, Map<String, String> detail) implements Drawn {}
}
