package io.tillbridge.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, for the audit log: {@code api}, or {@code api:NAME} when the tool names the person behind it in the header
 * {@code Tillbridge-Actor}. The token is shared, so the name is a claim, and the prefix says so.
 */
final class Actor {

    private static final String HEADER = "Tillbridge-Actor";
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._@+-]{1,80}");

    private Actor() {}

    static String of(HttpServletRequest request) {
        @Nullable String name = request.getHeader(HEADER);
        if (name == null) {
            return "api";
        }
        if (!NAME.matcher(name).matches()) {
            throw ApiProblem.badRequest(
                    "invalid_actor",
                    "header " + HEADER + " must be a name of at most 80 letters, digits, blanks and ._@+-");
        }
        return "api:" + name.strip();
    }
}
