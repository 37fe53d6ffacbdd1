package io.tillbridge.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path of the API with its query, whatever is in its parts. */
record ApiPath(String text) {

    /**
     * A path.
     *
     * @param beginning as it stands, such as {@code /api/tasks}
     * @param parts what follows it, each behind a slash
     */
    static ApiPath of(String beginning, String... parts) {
        StringBuilder path = new StringBuilder(beginning);
        for (String part : parts) {
            path.append('/').append(encoded(part).replace("+", "%20"));
        }
        return new ApiPath(path.toString());
    }

    /** With one more parameter of the query; null: without it. */
    ApiPath with(String name, @Nullable Object value) {
        return value == null
                ? this
                : new ApiPath(text + (text.indexOf('?') < 0 ? '?' : '&') + name + "=" + encoded(String.valueOf(value)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
