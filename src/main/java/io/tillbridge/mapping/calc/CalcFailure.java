package io.tillbridge.mapping.calc;

/** An expression that has no value for these operands. Carries no stack: it is an expected outcome of a document. */
public final class CalcFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * A failure.
     *
     * @param code stable: {@code calc_operand_missing}, {@code calc_type}, {@code calc_division_by_zero},
     *     {@code too_many_digits}
     */
    public CalcFailure(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
