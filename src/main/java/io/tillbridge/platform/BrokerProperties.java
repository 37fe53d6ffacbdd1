package io.tillbridge.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which Artemis the hub uses, and the limits of the embedded one.
 *
 * @param url an external broker or pair, {@code (tcp://a:61616,tcp://b:61616)?ha=true}; without one the hub starts its
 *     own in the data directory
 * @param listen an acceptor for JMS systems beside the in-VM one, such as {@code tcp://0.0.0.0:61616}
 * @param memory messages kept in memory over all addresses; beyond it they go to page files
 * @param pageLimit page files of the intake address; beyond it a send fails and the sender gets 503
 * @param maxDiskUsage percent of the disk in use at which the broker blocks all senders
 * @param sendTimeout a send not confirmed within it counts as refused
 * @param producers pooled connections for sending
 */
@ConfigurationProperties("tillbridge.broker")
public record BrokerProperties(
        @Nullable String url,
        @DefaultValue("tillbridge") String user,
        @DefaultValue("") String password,
        @Nullable String listen,
        @DefaultValue("64MB") DataSize memory,
        @DefaultValue("20GB") DataSize pageLimit,
        @DefaultValue("95") int maxDiskUsage,
        @DefaultValue("PT5S") Duration sendTimeout,
        @DefaultValue("4") int producers) {

    public BrokerProperties {
        SettingRanges.of("tillbridge.broker")
                .atLeast("memory", memory, DataSize.ofBytes(1))
                .atLeast("page-limit", pageLimit, DataSize.ofBytes(1))
                .within("max-disk-usage", maxDiskUsage, 1, 100)
                .positive("send-timeout", sendTimeout)
                .within("producers", producers, 1, 1_000)
                .refuse();
        if (url != null && !url.isBlank()) {
            BrokerUrl.require(url);
        }
    }

    /** Whether an external broker was named. */
    public boolean external() {
        return url != null && !url.isBlank();
    }

    private static String shown(@Nullable String url) {
        return url == null ? "" : ShownUrl.of(url);
    }

    /** Without any password. */
    @Override
    public String toString() {
        return "BrokerProperties[url=" + shown(url) + ", user=" + user + ", listen=" + shown(listen) + "]";
    }
}
