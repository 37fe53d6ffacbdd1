package io.tillbridge.reservation;

import io.tillbridge.platform.SettingRanges;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the reservation desk works, under {@code tillbridge.reservations}.
 *
 * @param round requests in one transaction at most
 * @param gather the least time between two rounds of a worker: one that rested longer decides at once what comes
 * @param workers rounds under way at once
 * @param waiting requests that wait at most; more are refused with 503
 * @param answerWithin how long a request waits for its round before it is answered 503
 * @param sweepEvery how often holds that have expired are written so; they count no more from their instant on
 * @param keep how long ended claims of reservations and the names of their steps are kept
 */
@ConfigurationProperties("tillbridge.reservations")
public record ReservationProperties(
        @DefaultValue("64") int round,
        @DefaultValue("12ms") Duration gather,
        @DefaultValue("1") int workers,
        @DefaultValue("2000") int waiting,
        @DefaultValue("5s") Duration answerWithin,
        @DefaultValue("1s") Duration sweepEvery,
        @DefaultValue("30d") Duration keep) {

    public ReservationProperties {
        SettingRanges.of("tillbridge.reservations")
                .within("round", round, 1, 1_000)
                .notNegative("gather", gather)
                .within("workers", workers, 1, 16)
                .within("waiting", waiting, 1, 100_000)
                .positive("answer-within", answerWithin)
                .positive("sweep-every", sweepEvery)
                .positive("keep", keep)
                .refuse();
    }
}
