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

    /** A text as a text column takes it: without U+0000 and without halves of pairs. */
    public static String clean(String text) {
        return cut(text, text.length());
    }

    /**
     * The beginning of a text as a text column takes it: without U+0000, and without halves of pairs, also the one that
     * the cut would leave.
     *
     * @param longest in UTF-16 units
     */
    public static String cut(String text, int longest) {
        StringBuilder whole = new StringBuilder(Math.min(text.length(), longest));
        for (int i = 0; i < text.length(); i++) {
            int point = text.codePointAt(i);
            if (whole.length() + Character.charCount(point) > longest) {
                break;
            }
            if (Character.isSupplementaryCodePoint(point)) {
                i++; // the pair's other half
            }
            if (point != 0 && !(Character.isBmpCodePoint(point) && Character.isSurrogate((char) point))) {
                whole.appendCodePoint(point);
            }
        }
        return whole.toString();
    }

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
