package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.Wait;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Waits that stand in the body of an answer, and waits for budget. */
class WaitingBodiesTest {

    private final AnswerRules rules =
            new AnswerRules(new PlainConditions(), ManualClock.at("2026-05-01T12:00:00Z"), new Random(1));

    private static Duration pause(AnswerRules rules, Wait wait, String body) {
        JsonNode json = ExactJson.parse(body);
        Received received = new Received(503, Map.of(), body.getBytes(StandardCharsets.UTF_8), json);
        ErrorRule row = new ErrorRule(new Condition.Any(), ErrorRule.Action.RETRY, wait, null, null);
        return ((Answer.Transient) rules.read(List.of(row), received, 0)).pause();
    }

    private static Wait body(ChronoUnit unit) {
        return new Wait.Body(
                JsonPointer.compile("/after"), unit, Duration.ofMinutes(1), new Wait.Fixed(Duration.ofSeconds(7)));
    }

    @Test
    void theNumberInTheBodyIsWaitedInItsUnitWithAJitterBelowASecond() {
        assertThat(pause(rules, body(ChronoUnit.SECONDS), "{\"after\":\"2.5\"}"))
                .isBetween(Duration.ofMillis(2_500), Duration.ofMillis(3_499));
        assertThat(pause(rules, body(ChronoUnit.MILLIS), "{\"after\":1500}"))
                .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_499));
    }

    @Test
    void itIsCutAtItsMostAndOneThatIsNoNumberIsReplaced() {
        assertThat(pause(rules, body(ChronoUnit.MINUTES), "{\"after\":5}")).isEqualTo(Duration.ofMinutes(1));
        assertThat(pause(rules, body(ChronoUnit.SECONDS), "{\"after\":\"soon\"}"))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(pause(rules, body(ChronoUnit.SECONDS), "{}")).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aWaitForBudgetEndsWhenThereIsRoomAsTheAnswerTells() {
        AnswerRules told = rules.until(received -> Optional.of(Duration.ofSeconds(20)));
        assertThat(pause(told, new Wait.ForBudget(), "{}"))
                .isBetween(Duration.ofSeconds(20), Duration.ofMillis(20_999));
        assertThat(pause(rules, new Wait.ForBudget(), "{}")).isEqualTo(Backoff.BASE);
    }
}
