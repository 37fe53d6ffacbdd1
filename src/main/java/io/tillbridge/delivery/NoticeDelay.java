package io.tillbridge.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tillbridge.canonical.EventType;
import java.time.Duration;
import java.time.Instant;

/**
 * The time from finding out what a notice says to the destination having it, by kind and audience. A message's own delay
 * begins with the business fact, and a reservation's id has no time in it.
 */
final class NoticeDelay {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MeterRegistry registry;

    NoticeDelay(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts a lane that was delivered, if it told a notice. */
    void told(String destination, Lane lane, Instant now) {
        Instant found = lane.occurredAt();
        if (found == null || !lane.eventType().equals(EventType.NOTICE.word())) {
            return;
        }
        JsonNode notice = read(lane.document());
        Timer.builder("tillbridge.delivery.notice")
                .description("from finding out what a notice says to the destination having it")
                .tag("destination", destination)
                .tag("kind", notice.path("kind").asText("unknown"))
                .tag("audience", notice.path("audience").asText("unknown"))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofHours(4))
                .register(registry)
                .record(now.isBefore(found) ? Duration.ZERO : Duration.between(found, now));
    }

    /** Only a repetition's bytes are known after a takeover. */
    private static JsonNode read(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
