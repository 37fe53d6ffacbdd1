package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From finding out what a notice says to the destination having it, whatever the message was that it was told for. */
class NoticeDelayTest {

    private static final Instant FOUND = Instant.parse("2026-11-21T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final NoticeDelay delay = new NoticeDelay(registry);

    private static Lane lane(String type, String document) {
        return new Lane("n", 1, type, document, FOUND, new UUID(1, 2), 0, null, null, null, 0, false, null, false);
    }

    @Test
    void aNoticeCountsByKindAndAudienceFromWhenItWasFoundOut() {
        delay.told(
                "letters.notices",
                lane("notice", "{\"kind\":\"promise_broken\",\"audience\":\"customer\"}"),
                FOUND.plusSeconds(180));
        delay.told("letters.notices", lane("item", "{}"), FOUND.plusSeconds(9));

        assertThat(registry.find("tillbridge.delivery.notice").timers()).hasSize(1);
        Timer timer = registry.get("tillbridge.delivery.notice")
                .tags("destination", "letters.notices", "kind", "promise_broken", "audience", "customer")
                .timer();
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(180);
    }

    @Test
    void whatIsToldAgainAfterATakeoverCountsWithoutItsKind() {
        delay.told("letters.notices", lane("notice", ""), FOUND.plusSeconds(60));

        assertThat(registry.get("tillbridge.delivery.notice")
                        .tag("kind", "unknown")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(60);
    }
}
