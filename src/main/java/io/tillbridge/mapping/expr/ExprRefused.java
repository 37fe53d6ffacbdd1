package io.tillbridge.mapping.expr;

/** A text that is no expression of the language; ends its compilation. */
public final class ExprRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean forbidden;
    private final String instead;

    private ExprRefused(boolean forbidden, String message, int position, String instead) {
        super(message + " at character " + (position + 1), null, false, false);
        this.forbidden = forbidden;
        this.instead = instead;
    }

    /** JSONata knows it, the language does not. */
    static ExprRefused forbidden(String what, int position, String instead) {
        return new ExprRefused(true, what, position, instead);
    }

    /** JSONata cannot read it, and says why. */
    static ExprRefused unreadable(String why, int position) {
        return new ExprRefused(false, why, Math.max(0, position), "correct the expression");
    }

    /** Whether JSONata could run it and the language does not let it. */
    public boolean forbidden() {
        return forbidden;
    }

    /** What to do, as a sentence. */
    public String instead() {
        return instead;
    }
}
