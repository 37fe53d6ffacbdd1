package io.tillbridge.demo;

import io.tillbridge.platform.SettingRanges;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The demo's own settings.
 *
 * @param port the first of five ports in a row for the simulated systems
 * @param every time between two sales or orders
 * @param seed of what is bought when
 */
@ConfigurationProperties("tillbridge.demo")
public record DemoProperties(
        @DefaultValue("18101") int port,
        @DefaultValue("PT1S") Duration every,
        @DefaultValue("42") long seed) {

    public DemoProperties {
        SettingRanges.of("tillbridge.demo")
                .within("port", port, 0, 65_531)
                .positive("every", every)
                .refuse();
    }
}
