package io.tillbridge.intake;

import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.ErrorRule.Action;
import io.tillbridge.connector.Wait;
import java.time.Duration;
import java.util.List;

/** The language's last error rows, as planning adds them behind a connector's own. */
final class BuiltInErrors {

    private static final Wait BACKOFF = new Wait.Exponential(Duration.ofSeconds(1), Duration.ofMinutes(15));

    static final List<ErrorRule> ROWS = List.of(
            new ErrorRule(
                    new Condition.Status(List.of(429)),
                    Action.RATE_LIMITED,
                    new Wait.Header("Retry-After", Duration.ofHours(1), BACKOFF),
                    null,
                    null),
            new ErrorRule(new Condition.Status(List.of(408, 500, 502, 503, 504)), Action.RETRY, BACKOFF, null, null),
            new ErrorRule(new Condition.Status(List.of(400, 403, 404, 422)), Action.FAIL, null, null, null));

    private BuiltInErrors() {}
}
