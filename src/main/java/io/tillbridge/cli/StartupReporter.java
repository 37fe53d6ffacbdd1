package io.tillbridge.cli;

import io.tillbridge.platform.StartupFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells why the hub did not start in one line on standard error, for the reasons it knows; an unknown one is left to
 * Spring Boot, with its stack trace, because it is a defect.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(@Nullable Throwable failure) {
        @Nullable StartupFailure known = known(failure);
        if (known == null) {
            return false;
        }
        System.err.println("tillbridge: " + known.getMessage() + " [" + known.code() + "]");
        return true;
    }

    private static @Nullable StartupFailure known(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException port) {
                return HttpPort.taken(port.getPort());
            }
        }
        return StartupFailure.in(failure);
    }
}
