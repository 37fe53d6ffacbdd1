package io.tillbridge.intake;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context (github.com/w3c/trace-context): continues the sender's trace when it is valid, else starts one. */
final class Traceparent {

    private static final int LENGTH = 55;
    private static final HexFormat HEX = HexFormat.of();

    private Traceparent() {}

    /**
     * The trace context of an accept: the incoming trace id with a span id of our own, or a new trace.
     *
     * @param incoming value of the {@code traceparent} header; null when there is none
     */
    static String continued(@Nullable String incoming) {
        if (incoming == null || !valid(incoming)) {
            return "00-" + hex() + hex() + "-" + hex() + "-01";
        }
        return "00-" + incoming.substring(3, 35) + "-" + hex() + "-" + incoming.substring(53, 55);
    }

    /** Whether the text is a valid {@code traceparent}; a higher version is read by its prefix. */
    static boolean valid(String text) {
        if (text.length() < LENGTH
                || text.charAt(2) != '-'
                || text.charAt(35) != '-'
                || text.charAt(52) != '-'
                || !hex(text, 0, 2)
                || !hex(text, 3, 35)
                || !hex(text, 36, 52)
                || !hex(text, 53, 55)) {
            return false;
        }
        boolean firstVersion = text.startsWith("00");
        if (text.startsWith("ff") || (firstVersion && text.length() > LENGTH)) {
            return false;
        }
        if (text.length() > LENGTH && text.charAt(LENGTH) != '-') {
            return false;
        }
        return !zero(text, 3, 35) && !zero(text, 36, 52);
    }

    private static boolean hex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean zero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    /** Sixteen random hexadecimal digits that are not all zero. */
    private static String hex() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1L);
    }
}
