package io.tillbridge.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Answers what Tomcat refuses before any servlet sees it, such as a malformed path: as a problem document, not HTML. */
final class ServerRefusals extends ErrorReportValve {

    private final ObjectMapper json;

    ServerRefusals(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatusCode status = HttpStatusCode.valueOf(response.getStatus());
        if (!status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream()
                    .write(json.writeValueAsBytes(
                            ProblemDocuments.of(status, ProblemDocuments.codeOf(status), detail(status))));
            response.finishResponse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String detail(HttpStatusCode status) {
        return status.isSameCodeAs(HttpStatus.BAD_REQUEST)
                ? "the request line or a header is malformed; percent-encode what is no letter or digit"
                : null;
    }
}
