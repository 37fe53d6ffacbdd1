package io.tillbridge.format;

/** A document that its format cannot say. */
public final class UnwritableDocument extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String place;

    /**
     * What is wrong.
     *
     * @param code stable, such as {@code too_long}
     * @param place such as {@code records[3].PRICE}; empty when it is the whole document
     * @param detail what was found and what was expected
     */
    public UnwritableDocument(String code, String place, String detail) {
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
