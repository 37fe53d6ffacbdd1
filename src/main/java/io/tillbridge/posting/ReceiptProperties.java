package io.tillbridge.posting;

import io.tillbridge.platform.SettingRanges;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How gaps in the running numbers of receipts are told, under {@code tillbridge.receipts}.
 *
 * @param gapAfter a gap older than this is raised; those of a register that closes at once
 * @param checkEvery how often gaps are looked for
 * @param keep series that had no receipt for this long are forgotten
 */
@ConfigurationProperties("tillbridge.receipts")
public record ReceiptProperties(
        @DefaultValue("15m") Duration gapAfter,
        @DefaultValue("1m") Duration checkEvery,
        @DefaultValue("90d") Duration keep) {

    public ReceiptProperties {
        SettingRanges.of("tillbridge.receipts")
                .notNegative("gap-after", gapAfter)
                .positive("check-every", checkEvery)
                .positive("keep", keep)
                .refuse();
    }
}
