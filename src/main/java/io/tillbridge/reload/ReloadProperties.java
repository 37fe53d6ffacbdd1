package io.tillbridge.reload;

import io.tillbridge.platform.SettingRanges;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether changed files are noticed.
 *
 * @param every how often the files of home and layers are looked at; zero for never, and a reload is asked for
 */
@ConfigurationProperties("tillbridge.reload")
public record ReloadProperties(@DefaultValue("PT2S") Duration every) {

    public ReloadProperties {
        SettingRanges.of("tillbridge.reload").notNegative("every", every).refuse();
    }
}
