package io.tillbridge.verification;

import io.tillbridge.platform.SettingRanges;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the books are verified, under {@code tillbridge.verification}.
 *
 * @param every how often one node looks whether the books keep their laws
 * @param share percent of the time that such a look may keep the database busy; the rest is the traffic's
 */
@ConfigurationProperties("tillbridge.verification")
public record VerificationProperties(
        @DefaultValue("1d") Duration every,
        @DefaultValue("5") int share) {

    public VerificationProperties {
        SettingRanges.of("tillbridge.verification")
                .positive("every", every)
                .within("share", share, 1, 100)
                .refuse();
    }
}
