package io.tillbridge.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request to {@code /api/**} pass only with the bearer token; {@code /actuator/prometheus} also without one from
 * the same machine. Hooks prove themselves by signature, and health is for the load balancer: both are free.
 */
final class BearerTokenFilter extends OncePerRequestFilter {

    private static final String UNAUTHENTIC = """
            {"type":"https://tillbridge.io/problems/unauthentic","title":"A valid bearer token is needed","status":401,\
            "detail":"Send 'Authorization: Bearer TOKEN'; 'tillbridge token' prints it on the hub's machine.",\
            "code":"unauthentic"}""";

    private final ApiToken token;

    BearerTokenFilter(ApiToken token) {
        this.token = token;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (free(request) || authentic(request)) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Bearer realm=\"tillbridge\"");
        response.setContentType("application/problem+json");
        response.getOutputStream().write(UNAUTHENTIC.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean free(HttpServletRequest request) throws IOException {
        return request.getRequestURI().startsWith("/actuator/")
                && request.getHeader("X-Forwarded-For") == null
                && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }

    private boolean authentic(HttpServletRequest request) {
        @Nullable String header = request.getHeader("Authorization");
        return header != null
                && header.length() > 7
                && header.substring(0, 7).toLowerCase(Locale.ROOT).equals("bearer ")
                && token.matches(header.substring(7).strip());
    }
}
