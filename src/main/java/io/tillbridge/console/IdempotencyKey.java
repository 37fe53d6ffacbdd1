package io.tillbridge.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code Idempotency-Key}: a structured-field string (RFC 9651 section 4.2.5) such as
 * {@code "8e03978e"} in quotes, or leniently a bare key. 1 to 255 characters; parameters behind it are ignored.
 */
final class IdempotencyKey {

    /** The header's name (draft-ietf-httpapi-idempotency-key-header). */
    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9!#$%&'*+./:=?@^_`|~-]{1," + LONGEST + "}");

    private IdempotencyKey() {}

    /** The key; empty when the field holds none. */
    static Optional<String> read(@Nullable String field) {
        if (field == null) {
            return Optional.empty();
        }
        String text = field.strip();
        if (!text.startsWith("\"")) {
            return BARE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
        }
        StringBuilder key = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return rest(text.substring(i + 1)) && !key.isEmpty() && key.length() <= LONGEST
                        ? Optional.of(key.toString())
                        : Optional.empty();
            }
            if (c == '\\') {
                i++;
                if (i == text.length() || (text.charAt(i) != '"' && text.charAt(i) != '\\')) {
                    return Optional.empty();
                }
                c = text.charAt(i);
            }
            if (c < ' ' || c > '~') {
                return Optional.empty();
            }
            key.append(c);
        }
        return Optional.empty();
    }

    /** That of a request which {@link IdempotencyFilter} let through: what it asks for bears this name in the books. */
    static String of(HttpServletRequest request) {
        return read(request.getHeader(HEADER)).orElseThrow();
    }

    private static boolean rest(String rest) {
        return rest.isEmpty() || rest.startsWith(";");
    }
}
