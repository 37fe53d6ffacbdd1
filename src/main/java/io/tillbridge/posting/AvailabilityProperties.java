package io.tillbridge.posting;

import io.tillbridge.platform.SettingRanges;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How figures of availability are kept right, under {@code tillbridge.availability}.
 *
 * @param lookEvery how often rules that begin or end, and conditions that are set, are looked for
 */
@ConfigurationProperties("tillbridge.availability")
public record AvailabilityProperties(@DefaultValue("1s") Duration lookEvery) {

    public AvailabilityProperties {
        SettingRanges.of("tillbridge.availability").positive("look-every", lookEvery).refuse();
    }
}
