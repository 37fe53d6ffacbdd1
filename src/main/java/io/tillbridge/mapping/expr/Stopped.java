package io.tillbridge.mapping.expr;

import com.dashjoin.jsonata.JException;

/** A failure on its way out of JSONata, which lets only exceptions of its own kind pass as they are. */
final class Stopped extends JException {

    private static final long serialVersionUID = 1L;

    private final transient ExprFailure failure;

    private Stopped(ExprFailure failure) {
        super(failure.code(), 0);
        this.failure = failure;
    }

    static Stopped because(String code, String found, String expected) {
        return new Stopped(new ExprFailure(code, found, expected));
    }

    static Stopped decimal() {
        return because(
                "expr_decimal",
                "a decimal or a long integer in a calculation, comparison or text",
                "whole numbers up to 9007199254740992; calculate with calc, or take the digits with $dtext");
    }

    static Stopped tooLarge(String what) {
        return because("expr_too_large", what, "smaller values, or another row for them");
    }

    ExprFailure failure() {
        return failure;
    }
}
