package io.tillbridge.cli;

import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.StartupFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells why the hub did not start in one line on standard error, or in one for each problem of a file, for the reasons it
 * knows; an unknown one is left to
 * Spring Boot, with its stack trace, because it is a defect.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(@Nullable Throwable failure) {
        @Nullable InvalidFilesException files = files(failure);
        if (files != null) {
            files.problems().forEach(System.err::println);
            System.err.println("tillbridge: The hub did not start: "
                    + files.problems().size() + " problem(s) in its files, as 'tillbridge lint' shows them; mend them."
                    + " [files_invalid]");
            return true;
        }
        @Nullable StartupFailure known = known(failure);
        if (known == null) {
            return false;
        }
        System.err.println("tillbridge: " + known.line());
        return true;
    }

    /** Whether the reason was told here. */
    static boolean knows(Throwable failure) {
        return files(failure) != null || known(failure) != null;
    }

    private static @Nullable InvalidFilesException files(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidFilesException files) {
                return files;
            }
        }
        return null;
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
