package io.tillbridge.partner;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context (github.com/w3c/trace-context): continues a trace when it is valid, else starts one. */
public final class Traceparent {

    /** The header's name. */
    public static final String HEADER = "traceparent";

    private static final int LENGTH = 55;
    private static final HexFormat HEX = HexFormat.of();

    private Traceparent() {}

    /**
     * The trace context of an accept or of a call: the known trace id with a span id of our own, or a new trace.
     *
     * @param known value of the {@code traceparent} header that came, or of the message that caused the call; null when
     *     there is none
     */
    public static String continued(@Nullable String known) {
        if (known == null || !valid(known)) {
            return "00-" + hex() + hex() + "-" + hex() + "-01";
        }
        return "00-" + known.substring(3, 35) + "-" + hex() + "-" + known.substring(53, 55);
    }

    /** Whether the text is a valid {@code traceparent}; a higher version is read by its prefix. */
    public static boolean valid(String text) {
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
