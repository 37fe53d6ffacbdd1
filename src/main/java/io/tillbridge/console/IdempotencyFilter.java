package io.tillbridge.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillbridge.console.IdempotentRequests.Start;
import io.tillbridge.platform.Sha256;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Lets every POST under {@code /api} take effect once per idempotency key (draft-ietf-httpapi-idempotency-key-header-07):
 * without a key 400, while the first runs 409, with another payload 422, afterwards the stored answer, refusals too. A
 * failure of ours (5xx) is not kept: the key is free again, so that a repetition is a new try.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

    /** The largest body of a POST: far more than any list of ids needs. */
    static final int LARGEST = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final String CLIENT = "api";

    private final IdempotentRequests requests;
    private final ObjectMapper json;

    IdempotencyFilter(IdempotentRequests requests, ObjectMapper json) {
        this.requests = requests;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable String key = key(request);
        if (key == null) {
            refuse(
                    response,
                    HttpStatus.BAD_REQUEST,
                    "idempotency_key_missing",
                    "header Idempotency-Key must hold one key of 1 to 255 characters, in quotes or bare; send a new one,"
                            + " such as a UUID, for each new request and the same one when you repeat it");
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            refuse(
                    response,
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    "body_too_large",
                    "the body is longer than " + LARGEST + " bytes; split the request");
            return;
        }
        Start start = begin(response, key, payload(request, body));
        if (start instanceof Start.First first) {
            run(new BufferedRequest(request, body), response, chain, key, first.at());
        } else if (start instanceof Start.Finished finished) {
            repeat(response, finished);
        } else if (start instanceof Start.Running) {
            response.setHeader("Retry-After", "1");
            refuse(
                    response,
                    HttpStatus.CONFLICT,
                    "request_running",
                    "the first request with this idempotency key is still running; ask again for its answer");
        } else if (start instanceof Start.OtherPayload) {
            refuse(
                    response,
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "idempotency_key_reused",
                    "this idempotency key was used for another request; send a new key");
        }
    }

    /** Null when the database did not answer, which has then been told. */
    private @Nullable Start begin(HttpServletResponse response, String key, byte[] payload) throws IOException {
        try {
            return requests.begin(CLIENT, key, payload);
        } catch (RuntimeException e) {
            LOG.warn("api.unavailable cause={}", String.valueOf(e.getMessage()));
            response.setHeader("Retry-After", "5");
            refuse(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "database_unavailable",
                    "PostgreSQL did not answer in time; nothing was changed, send the request again");
            return null;
        }
    }

    private void run(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, String key, Instant at)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        try {
            chain.doFilter(request, answer);
        } catch (IOException | ServletException | RuntimeException e) {
            free(key, at);
            throw e;
        }
        if (HttpStatus.Series.resolve(answer.getStatus()) == HttpStatus.Series.SERVER_ERROR) {
            free(key, at);
        } else {
            keep(key, at, answer);
        }
        answer.copyBodyToResponse();
    }

    private void keep(String key, Instant at, ContentCachingResponseWrapper answer) {
        try {
            requests.finish(
                    CLIENT,
                    key,
                    at,
                    answer.getStatus(),
                    answer.getContentType(),
                    new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            LOG.warn("api.answer_not_kept key={} cause={}", key, String.valueOf(e.getMessage()));
        }
    }

    /** If the database does not answer here either, the key is free after {@link IdempotentRequests#ABANDONED}. */
    private void free(String key, Instant at) {
        try {
            requests.free(CLIENT, key, at);
        } catch (RuntimeException e) {
            LOG.warn("api.key_not_freed key={} cause={}", key, String.valueOf(e.getMessage()));
        }
    }

    private static void repeat(HttpServletResponse response, Start.Finished finished) throws IOException {
        response.setStatus(finished.status());
        response.setHeader("Idempotency-Replayed", "true");
        if (finished.contentType() != null) {
            response.setContentType(finished.contentType());
        }
        response.getOutputStream().write(finished.answer().getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String key(HttpServletRequest request) {
        List<String> fields = Collections.list(request.getHeaders(IdempotencyKey.HEADER));
        return fields.size() == 1 ? IdempotencyKey.read(fields.get(0)).orElse(null) : null;
    }

    /** The same key and body at another resource is another request. */
    private static byte[] payload(HttpServletRequest request, byte[] body) {
        MessageDigest digest = Sha256.digest();
        String place = request.getRequestURI() + "?" + request.getQueryString() + "\n";
        digest.update(place.getBytes(StandardCharsets.UTF_8));
        return digest.digest(body);
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String code, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), ProblemDocuments.of(status, code, detail));
    }
}
