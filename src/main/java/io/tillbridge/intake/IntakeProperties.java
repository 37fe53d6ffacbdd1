package io.tillbridge.intake;

import io.tillbridge.platform.SettingRanges;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of intake, under {@code tillbridge.intake}.
 *
 * @param bodyMemory what webhooks of more than 64 KB may hold together between their first byte and their answer; 0 is a
 *     quarter of the heap, at most 256 MB
 */
@ConfigurationProperties("tillbridge.intake")
public record IntakeProperties(@DefaultValue("0") DataSize bodyMemory) {

    private static final long MOST_BY_DEFAULT = DataSize.ofMegabytes(256).toBytes();

    public IntakeProperties {
        SettingRanges.of("tillbridge.intake")
                .atLeast("body-memory", bodyMemory, DataSize.ofBytes(0))
                .refuse();
    }

    /** The limit in bytes. */
    long bodyBytes() {
        return bodyMemory.toBytes() > 0
                ? bodyMemory.toBytes()
                : Math.min(MOST_BY_DEFAULT, Runtime.getRuntime().maxMemory() / 4);
    }
}
