package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.Wait;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long a rate limit lasts: what the partner asks for, or what the row says, whichever is longer. */
class AnswerRulesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Wait FIXED = new Wait.Fixed(MINUTE);

    private final AnswerRules rules =
            new AnswerRules(new PlainConditions(), ManualClock.at("2026-05-01T12:00:00Z"), new Random(1));

    private Duration pause(Wait wait, Map<String, String> headers) {
        ErrorRule row =
                new ErrorRule(new Condition.Status(List.of(429)), ErrorRule.Action.RATE_LIMITED, wait, null, null);
        Received received = new Received(429, headers, new byte[0], MissingNode.getInstance());
        return ((Answer.RateLimited) rules.read(List.of(row), received, 0)).pause();
    }

    @Test
    void aFixedWaitIsNeverShorterThanRetryAfter() {
        assertThat(pause(FIXED, Map.of("retry-after", "600")))
                .isBetween(MINUTE.multipliedBy(10), MINUTE.multipliedBy(11));
    }

    @Test
    void anExponentialWaitIsNeverShorterThanRetryAfter() {
        assertThat(pause(new Wait.Exponential(Duration.ofSeconds(1), MINUTE), Map.of("retry-after", "600")))
                .isGreaterThanOrEqualTo(MINUTE.multipliedBy(10));
    }

    @Test
    void aHeaderWaitDoesNotCutRetryAfterAtItsMaximum() {
        assertThat(pause(new Wait.Header("Retry-After", MINUTE, FIXED), Map.of("retry-after", "7200")))
                .isGreaterThanOrEqualTo(Duration.ofHours(2));
    }

    @Test
    void aHeaderWaitCutsAnyOtherHeaderAtItsMaximum() {
        assertThat(pause(new Wait.Header("X-Reset", MINUTE, FIXED), Map.of("x-reset", "7200")))
                .isEqualTo(MINUTE);
    }

    @Test
    void aDetailIsCutAndHoldsOnlyWhatATextColumnTakes() {
        ErrorRule row = new ErrorRule(
                new Condition.Status(List.of(410)),
                ErrorRule.Action.PAUSE_CONNECTION,
                null,
                JsonPointer.compile("/message"),
                null);
        String message = "account\\u0000closed" + "\uD83D\uDE00".repeat(300);
        Received received =
                new Received(410, Map.of(), new byte[0], ExactJson.parse("{\"message\":\"" + message + "\"}"));
        assertThat(((Answer.PauseConnection) rules.read(List.of(row), received, 0)).detail())
                .isEqualTo("accountclosed" + "\uD83D\uDE00".repeat(243));
    }

    @Test
    void aRowThatWaitsLongerThanRetryAfterIsKept() {
        assertThat(pause(FIXED, Map.of("retry-after", "1"))).isEqualTo(MINUTE);
    }
}
