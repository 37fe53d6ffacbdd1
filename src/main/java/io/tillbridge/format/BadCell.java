package io.tillbridge.format;

/** A cell that is not what its column says. Carries no stack: it is an expected outcome. */
final class BadCell extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String column;

    /**
     * What is wrong.
     *
     * @param code stable, such as {@code not_a_number}
     * @param column empty when it is the whole row
     */
    BadCell(String code, String column, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.column = column;
    }

    FormatRecord.Bad record(long number, String raw) {
        return new FormatRecord.Bad(number, code, column, String.valueOf(getMessage()), Limits.raw(raw));
    }

    UnreadableDocument document(long line) {
        return new UnreadableDocument(code, "line " + line + ", " + column, String.valueOf(getMessage()));
    }
}
