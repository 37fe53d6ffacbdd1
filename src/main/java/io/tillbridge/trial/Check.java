package io.tillbridge.trial;

import java.util.Locale;

/** The checks of the standard suite, in the order of its table. */
public enum Check {
    DOCUMENTS("documents"),
    PAGING_END("paging end"),
    REPEATED_TOKEN("repeated token"),
    RATE_LIMIT("429 with Retry-After"),
    RATE_LIMIT_BARE("429 without"),
    UNAUTHORIZED("401"),
    SERVER_ERRORS("5xx storm"),
    CUT_CONNECTION("cut connection"),
    TIME_OUT("time-out after accepting"),
    ERROR_BODY("200 with an error"),
    SLOW_DRIP("slow drip"),
    DUPLICATE("duplicate"),
    DISTINCT_KEYS("distinct keys"),
    BAD_SIGNATURE("bad signature"),
    STALE_TIMESTAMP("stale timestamp"),
    OUT_OF_ORDER("out of order"),
    NULLS("null in required fields"),
    DST_HOUR("DST hour"),
    UNKNOWN_TYPE("unknown event type"),
    CASSETTES("cassettes"),
    OWN_CASES("own cases");

    private final String title;

    Check(String title) {
        this.title = title;
    }

    /** As the table says it. */
    public String title() {
        return title;
    }

    /** As test files name it, such as {@code repeated_token}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
