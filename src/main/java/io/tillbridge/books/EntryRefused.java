package io.tillbridge.books;

import java.util.Map;

/** A document of which no entry is made: its figures do not add up or cannot be read. Its goods move nevertheless. */
final class EntryRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;
    private final transient Map<String, String> detail;

    /**
     * @param code {@code entry_unbalanced} or {@code entry_unreadable}
     * @param detail what was found and what was expected, for people
     */
    EntryRefused(String code, Map<String, String> detail) {
        super(code + " " + detail);
        this.code = code;
        this.detail = Map.copyOf(detail);
    }

    String code() {
        return code;
    }

    Map<String, String> detail() {
        return detail;
    }
}
