package io.tillbridge.platform;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;

/**
 * The embedded broker's configuration: durable, bounded, and tuned so that many small sends share one flush
 * (activemq.apache.org/components/artemis/documentation, chapters Persistence, Paging, Undelivered Messages).
 */
final class BrokerSettings {

    /** Sends that arrive within this many nanoseconds share one flush of the journal. */
    private static final int GROUP_COMMIT_NANOS = 500_000;

    private static final int JOURNAL_BUFFER_BYTES = 1024 * 1024;

    private BrokerSettings() {}

    /** The configuration of a broker in {@code directory}, reached inside this JVM as {@code vm://serverId}. */
    static Configuration of(Path directory, int serverId, BrokerProperties properties) throws Exception {
        boolean libaio = AIOSequentialFileFactory.isSupported();
        Configuration settings = new ConfigurationImpl()
                .setName("tillbridge-" + serverId)
                .setPersistenceEnabled(true)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
                .setJournalType(libaio ? JournalType.ASYNCIO : JournalType.NIO)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalBufferTimeout_NIO(GROUP_COMMIT_NANOS)
                .setJournalBufferTimeout_AIO(GROUP_COMMIT_NANOS)
                .setJournalBufferSize_NIO(JOURNAL_BUFFER_BYTES)
                .setJournalBufferSize_AIO(JOURNAL_BUFFER_BYTES)
                .setJournalFileSize(10 * 1024 * 1024)
                .setJournalMinFiles(4)
                .setJournalPoolFiles(32)
                .setGlobalMaxSize(properties.memory().toBytes())
                .setMaxDiskUsage(properties.maxDiskUsage())
                .setSecurityEnabled(properties.listen() != null)
                .setJMXManagementEnabled(false)
                .setGracefulShutdownEnabled(false)
                .addAcceptorConfiguration("in-vm", "vm://" + serverId);
        if (properties.listen() != null) {
            settings.addAcceptorConfiguration("network", properties.listen());
        }
        return settings.addAddressSetting("#", everywhere())
                .addAddressSetting(Channels.INTAKE, intake(properties))
                .addAddressSetting(Channels.DEAD, everywhere().setMaxDeliveryAttempts(-1))
                .addAddressConfiguration(queue(Channels.INTAKE))
                .addAddressConfiguration(queue(Channels.DEAD));
    }

    private static AddressSettings everywhere() {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(Channels.DEAD))
                // A partner's message with a time to live is kept too when it runs out
                .setExpiryAddress(SimpleString.of(Channels.DEAD))
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE);
    }

    private static AddressSettings intake(BrokerProperties properties) {
        return everywhere()
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(0)
                .setPageLimitBytes(properties.pageLimit().toBytes())
                .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL);
    }

    private static CoreAddressConfiguration queue(String name) {
        return new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(QueueConfiguration.of(name)
                        .setAddress(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true)
                        .setAutoDelete(false));
    }
}
