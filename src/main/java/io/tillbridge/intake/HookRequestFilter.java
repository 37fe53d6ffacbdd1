package io.tillbridge.intake;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a webhook's raw bytes once, never more than its flow accepts, and shows Camel a request without headers,
 * parameters or body. Camel would read a form body into headers before anybody could verify it, and would turn what a
 * sender wrote into message headers; so nothing of it gets there.
 */
final class HookRequestFilter implements Filter {

    /** Where the route finds the {@link IncomingRequest}. */
    static final String ATTRIBUTE = IncomingRequest.class.getName();

    private static final String PREFIX = "/hooks/";
    private static final byte[] NOTHING = {};

    private final HookFlows flows;

    HookRequestFilter(HookFlows flows) {
        this.flows = flows;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (!flows.open()) {
            notOpen((HttpServletResponse) response);
            return;
        }
        http.setAttribute(ATTRIBUTE, read(http));
        chain.doFilter(new BareRequest(http), response);
    }

    private IncomingRequest read(HttpServletRequest http) throws IOException {
        String path = http.getRequestURI().substring(http.getContextPath().length());
        String rest = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
        int slash = rest.indexOf('/');
        String connection = slash < 0 ? rest : rest.substring(0, slash);
        String flowName = slash < 0 ? "" : rest.substring(slash + 1);
        HookFlow flow = flows.at(connection, flowName);
        byte[] body = NOTHING;
        boolean tooLarge = false;
        if (flow != null) {
            // One byte more than allowed tells a body of exactly the limit from a longer one
            int limit = (int) Math.min(Integer.MAX_VALUE - 16L, flow.source().maxBytes() + 1);
            tooLarge = http.getContentLengthLong() >= limit;
            if (!tooLarge) {
                body = http.getInputStream().readNBytes(limit);
                tooLarge = body.length == limit;
            }
        }
        return new IncomingRequest(
                connection, flowName, headers(http), tooLarge ? NOTHING : body, tooLarge, http.getRemoteAddr());
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

    private static void notOpen(HttpServletResponse response) throws IOException {
        byte[] problem = Problems.json(Refusal.NOT_STORED, "The node is starting or stopping.")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(Refusal.NOT_STORED.status());
        response.setHeader("Retry-After", Problems.RETRY_AFTER_SECONDS);
        response.setContentType(Problems.CONTENT_TYPE);
        response.setContentLength(problem.length);
        response.getOutputStream().write(problem);
    }
}
