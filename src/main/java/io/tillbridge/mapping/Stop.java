package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.HoldKey;
import org.jspecify.annotations.Nullable;

/**
 * Ends a translation from deep inside; never leaves this package and carries no stack. The cell that sees it first adds
 * where it happened.
 */
final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String MISS = "valuemap_miss";

    private final String code;
    private final transient @Nullable JsonNode found;
    private final String expected;
    private final transient @Nullable HoldKey missing;
    private @Nullable String at;
    private @Nullable String detail;

    private Stop(String code, @Nullable JsonNode found, String expected, @Nullable HoldKey missing) {
        super(code, null, false, false);
        this.code = code;
        this.found = found;
        this.expected = expected;
        this.missing = missing;
    }

    /**
     * A value that does not fit.
     *
     * @param expected what was expected and what to do, as the end of a sentence
     */
    static Stop because(String code, @Nullable JsonNode found, String expected) {
        return new Stop(code, found, expected, null);
    }

    /** A value map row is missing and the message is to wait for it. */
    static Stop hold(HoldKey key, JsonNode found) {
        return new Stop(MISS, found, "a row of the value map; add it", key);
    }

    String code() {
        return code;
    }

    /** Whether a value map had no row. */
    boolean miss() {
        return code.equals(MISS);
    }

    /** The same, as a dead letter instead of a hold. */
    Stop dead() {
        return new Stop(code, found, expected, null);
    }

    /** Adds where it happened, unless an inner cell did; {@code pii} hashes the found value. */
    Stop at(String path, @Nullable String pointer, boolean pii) {
        if (at == null) {
            at = path;
            detail = (pointer == null ? "" : pointer + ": ") + "found " + Shown.of(found, pii) + ", expected "
                    + expected;
        }
        return this;
    }

    /** The outcome it stands for. */
    Translation translation() {
        if (missing != null) {
            return new Translation.Missing(missing);
        }
        return new Translation.Untranslatable(
                code, at == null ? "" : at, detail == null ? "expected " + expected : detail);
    }
}
