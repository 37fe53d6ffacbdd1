package io.tillbridge.platform;

import org.jspecify.annotations.Nullable;

/**
 * A known reason why the hub cannot start. Its message is one line: where, what was found, what was expected, what to
 * do. It is shown without a stack trace and the process ends with exit code 1.
 */
public final class StartupFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * A failure with no technical cause worth keeping.
     *
     * @param code stable and searchable, such as {@code data_directory_in_use}
     */
    public StartupFailure(String code, String message) {
        this(code, message, null);
    }

    public StartupFailure(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable code of this failure. */
    public String code() {
        return code;
    }

    /** The message with its code, as it is printed. */
    public String line() {
        return getMessage() + " [" + code + "]";
    }

    /** The failure that explains {@code thrown}, or null if none of its causes is one. */
    public static @Nullable StartupFailure in(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupFailure failure) {
                return failure;
            }
        }
        return null;
    }
}
