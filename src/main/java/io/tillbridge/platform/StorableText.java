package io.tillbridge.platform;

/** What no text in PostgreSQL can hold: U+0000, and half of a surrogate pair, which UTF-8 cannot write (RFC 3629 section 3). */
public enum StorableText {
    /** Every text in the document can be stored. */
    WHOLE,
    /** A text contains U+0000. */
    NUL,
    /** A text contains a high surrogate without its low one, or the reverse. */
    HALF_PAIR;

    private static final String ESCAPED_NUL = "\\u0000";

    /**
     * What the texts of a document contain.
     *
     * @param json valid JSON in which only control characters are escaped by number, as Jackson writes it
     */
    public static StorableText of(String json) {
        for (int i = 0; i < json.length(); i++) {
            char unit = json.charAt(i);
            if (unit == '\\') {
                if (json.startsWith(ESCAPED_NUL, i)) {
                    return NUL;
                }
                i++; // what is escaped begins no escape
            } else if (Character.isSurrogate(unit)) {
                boolean pair = i + 1 < json.length() && Character.isSurrogatePair(unit, json.charAt(i + 1));
                if (!pair) {
                    return HALF_PAIR;
                }
                i++;
            }
        }
        return WHOLE;
    }
}
