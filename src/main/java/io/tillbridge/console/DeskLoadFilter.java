package io.tillbridge.console;

import io.tillbridge.reservation.DeskLoad;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes how long each POST to the reservations waits for its answer. */
final class DeskLoadFilter extends OncePerRequestFilter {

    private final DeskLoad load;

    DeskLoadFilter(DeskLoad load) {
        this.load = load;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long since = load.asked();
        try {
            chain.doFilter(request, response);
        } finally {
            load.answered(since);
        }
    }
}
