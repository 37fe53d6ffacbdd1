package io.tillbridge.format;

/** Bytes that are not what their format says. */
public final class UnreadableDocument extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String place;

    /**
     * What is wrong.
     *
     * @param code stable, such as {@code invalid_xml}
     * @param place such as {@code line 3, column 7}; empty when it is the whole document
     * @param detail what was found and what was expected; never more of the document than 80 characters
     */
    public UnreadableDocument(String code, String place, String detail) {
        super(detail);
        this.code = code;
        this.place = place;
    }

    public String code() {
        return code;
    }

    public String place() {
        return place;
    }
}
