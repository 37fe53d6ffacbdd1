package io.tillbridge.console;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The share of documents that a rehearsal reads. */
final class SampleShare {

    private SampleShare() {}

    /** Above 0 and at most 1; all when nothing is said. */
    static BigDecimal of(@Nullable String text) {
        if (text == null) {
            return BigDecimal.ONE;
        }
        if (text.matches("0?\\.[0-9]{1,6}|1(\\.0{1,6})?") && new BigDecimal(text).signum() > 0) {
            return new BigDecimal(text);
        }
        throw ApiProblem.badRequest("invalid_sample", "'sample' must be a share above 0 and at most 1, such as 0.1");
    }
}
