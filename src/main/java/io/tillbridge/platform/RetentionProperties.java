package io.tillbridge.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what people asked for is kept, under {@code tillbridge.retention}.
 *
 * @param reposts lists of messages of reposts that ended; what was posted stays
 * @param previews of reposts that nobody confirmed
 * @param shadows findings of shadow runs that ended
 * @param diffs reports of diffs
 * @param tasks what people had to do, after it was done, and what they had to look at, after it was over; pending tenders that
 *     were settled, conditions that ended, the names of requests that took effect, and runs of reconciliation
 */
@ConfigurationProperties("tillbridge.retention")
public record RetentionProperties(
        @DefaultValue("90d") Duration reposts,
        @DefaultValue("7d") Duration previews,
        @DefaultValue("90d") Duration shadows,
        @DefaultValue("7d") Duration diffs,
        @DefaultValue("90d") Duration tasks) {

    public RetentionProperties {
        SettingRanges.of("tillbridge.retention")
                .positive("reposts", reposts)
                .positive("previews", previews)
                .positive("shadows", shadows)
                .positive("diffs", diffs)
                .positive("tasks", tasks)
                .refuse();
    }
}
