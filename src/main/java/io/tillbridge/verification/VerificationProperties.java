package io.tillbridge.verification;

import io.tillbridge.platform.SettingRanges;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the books are verified, under {@code tillbridge.verification}.
 *
 * @param every how often one node looks whether the books keep their laws
 */
@ConfigurationProperties("tillbridge.verification")
public record VerificationProperties(@DefaultValue("1d") Duration every) {

    public VerificationProperties {
        SettingRanges.of("tillbridge.verification").positive("every", every).refuse();
    }
}
