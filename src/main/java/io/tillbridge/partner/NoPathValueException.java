package io.tillbridge.partner;

import io.tillbridge.connector.Template;

/** A call that would go to another resource than the one meant: a placeholder of its path has no value, or only dots. */
public final class NoPathValueException extends RuntimeException {

    /** Stable code of the failure. */
    public static final String CODE = "no_path_value";

    private static final long serialVersionUID = 1L;

    NoPathValueException(String placeholder, Template path, String value) {
        super("$(" + placeholder + ") of the path " + path + (value.isEmpty() ? " has no value" : " is '" + value + "'")
                + "; correct the path, or what the document or its mapping gives for it");
    }

    /** The sentence that says which placeholder of which path, and what to do. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
