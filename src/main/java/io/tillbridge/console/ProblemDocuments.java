package io.tillbridge.console;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Makes problem documents (RFC 9457): type, title, status, detail and the stable code that ends the type. */
final class ProblemDocuments {

    private static final String TYPES = "https://tillbridge.io/problems/";

    private ProblemDocuments() {}

    /**
     * A problem.
     *
     * @param code stable, lower case with underscores
     * @param detail a sentence for people: what was found, what was expected, what to do
     */
    static ProblemDetail of(HttpStatusCode status, String code, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create(TYPES + code));
        problem.setTitle(title(status));
        if (detail != null) {
            problem.setDetail(detail);
        }
        problem.setProperty("code", code);
        return problem;
    }

    /** The code of a status for which nothing more precise is known, such as {@code method_not_allowed}. */
    static String codeOf(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null ? "http_" + status.value() : known.name().toLowerCase(Locale.ROOT);
    }

    private static String title(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null ? "HTTP " + status.value() : known.getReasonPhrase();
    }
}
