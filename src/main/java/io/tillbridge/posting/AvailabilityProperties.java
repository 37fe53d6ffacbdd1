package io.tillbridge.posting;

import io.tillbridge.platform.SettingRanges;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How figures of availability are kept right, under {@code tillbridge.availability}.
 *
 * @param lookEvery how often rules that begin or end, and conditions that are set, are looked for
 * @param staleAfter figures of a location are unknown when its source was not read for so long
 * @param keepFor how long the figures told last stay then, before zero is told
 * @param rateDays over how many days it is worked out how fast items sell
 */
@ConfigurationProperties("tillbridge.availability")
public record AvailabilityProperties(
        @DefaultValue("1s") Duration lookEvery,
        @DefaultValue("4h") Duration staleAfter,
        @DefaultValue("20h") Duration keepFor,
        @DefaultValue("28") int rateDays) {

    public AvailabilityProperties {
        SettingRanges.of("tillbridge.availability")
                .positive("look-every", lookEvery)
                .positive("stale-after", staleAfter)
                .notNegative("keep-for", keepFor)
                .within("rate-days", rateDays, 1, 366)
                .refuse();
    }
}
