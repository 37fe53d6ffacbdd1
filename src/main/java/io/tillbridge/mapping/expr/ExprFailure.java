package io.tillbridge.mapping.expr;

/** An expression that gave no result for a document; a value of the translation, so it carries no stack. */
public final class ExprFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String expected;

    ExprFailure(String code, String found, String expected) {
        super(found, null, false, false);
        this.code = code;
        this.expected = expected;
    }

    /**
     * Stable: {@code expr_failed}, {@code expr_too_long}, {@code expr_too_deep}, {@code expr_too_large}, {@code
     * expr_decimal} or {@code expr_not_exact}.
     */
    public String code() {
        return code;
    }

    /** What was expected and what to do, as the end of a sentence. */
    public String expected() {
        return expected;
    }
}
