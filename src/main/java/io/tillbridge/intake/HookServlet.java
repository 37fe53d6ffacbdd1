package io.tillbridge.intake;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The address {@code /hooks/{connection}/{flow}}: reads a webhook's raw bytes once, never more than its flow accepts, runs
 * it through the {@code hooks} route and writes the route's answer. Large bodies share a budget of memory.
 */
final class HookServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    /** Announced lengths up to this are allocated at once: 200 threads may hold 13 MB so, and one read is faster. */
    private static final int SMALL = 64 * 1024;

    private final transient HookFlows flows;
    private final transient HookEngine engine;
    private final transient BodyBudget budget;

    HookServlet(HookFlows flows, HookEngine engine, BodyBudget budget) {
        this.flows = flows;
        this.engine = engine;
        this.budget = budget;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HookEngine.HookConsumer consumer = engine.consumer();
        if (!flows.open() || consumer == null) {
            problem(response, Refusal.NOT_STORED, "The node is starting or stopping.");
            return;
        }
        try (BodyBudget.Share share = budget.share()) {
            IncomingRequest incoming = read(request, share);
            if (incoming == null) {
                problem(response, Refusal.BODY_MEMORY_FULL, "The memory for large documents is in use.");
                return;
            }
            Exchange exchange = run(consumer, incoming);
            if (exchange.getException() == null) {
                answer(response, exchange.getMessage());
            } else {
                problem(response, Refusal.NOT_STORED, "The document could not be accepted.");
            }
        }
    }

    private Exchange run(HookEngine.HookConsumer consumer, IncomingRequest incoming) {
        Exchange exchange = consumer.run(incoming);
        String planId = exchange.getProperty(Hooks.PLAN, String.class);
        if (planId != null) {
            flows.left(planId);
        }
        return exchange;
    }

    /** Null when the budget for large bodies is used up. */
    private @Nullable IncomingRequest read(HttpServletRequest http, BodyBudget.Share share) throws IOException {
        String path = http.getPathInfo() == null ? "" : http.getPathInfo().substring(1);
        int slash = path.indexOf('/');
        String connection = slash < 0 ? path : path.substring(0, slash);
        String flowName = slash < 0 ? "" : path.substring(slash + 1);
        HookFlow flow = flows.at(connection, flowName);
        byte @Nullable [] body = NOTHING;
        boolean tooLarge = false;
        if (flow != null) {
            // One byte more than allowed tells a body of exactly the limit from a longer one
            int limit = (int) Math.min(Integer.MAX_VALUE - 16L, flow.source().maxBytes() + 1);
            tooLarge = http.getContentLengthLong() >= limit;
            if (!tooLarge) {
                int announced = http.getContentLength();
                body = announced >= 0 && announced <= SMALL
                        ? whole(http, announced)
                        : ArrivingBody.read(http.getInputStream(), announced < 0 ? limit : announced, share);
                if (body == null) {
                    return null;
                }
                tooLarge = body.length == limit;
            }
        }
        return new IncomingRequest(
                connection,
                flowName,
                headers(http),
                tooLarge ? NOTHING : body,
                tooLarge,
                http.getRemoteAddr(),
                http.getQueryString() == null ? "" : http.getQueryString(),
                subject(http));
    }

    private static @Nullable String subject(HttpServletRequest http) {
        return http.getAttribute("jakarta.servlet.request.X509Certificate") instanceof X509Certificate[] chain
                        && chain.length > 0
                ? chain[0].getSubjectX500Principal().getName()
                : null;
    }

    private static byte[] whole(HttpServletRequest http, int length) throws IOException {
        byte[] body = new byte[length];
        int read = http.getInputStream().readNBytes(body, 0, length);
        return read == length ? body : Arrays.copyOf(body, read);
    }

    private static Map<String, String> headers(HttpServletRequest http) {
        Map<String, String> headers = new HashMap<>();
        Enumeration<String> names = http.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            Enumeration<String> values = http.getHeaders(name);
            while (values.hasMoreElements()) {
                headers.merge(name.toLowerCase(Locale.ROOT), values.nextElement(), (one, two) -> one + "," + two);
            }
        }
        return headers;
    }

    private static void answer(HttpServletResponse response, Message message) throws IOException {
        String retryAfter = message.getHeader("Retry-After", String.class);
        if (retryAfter != null) {
            response.setHeader("Retry-After", retryAfter);
        }
        write(
                response,
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
                message.getHeader(Exchange.CONTENT_TYPE, String.class),
                message.getBody(String.class));
    }

    private static void problem(HttpServletResponse response, Refusal refusal, String detail) throws IOException {
        response.setHeader("Retry-After", Problems.RETRY_AFTER_SECONDS);
        write(response, refusal.status(), Problems.CONTENT_TYPE, Problems.json(refusal, detail));
    }

    private static void write(HttpServletResponse response, int status, String contentType, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
