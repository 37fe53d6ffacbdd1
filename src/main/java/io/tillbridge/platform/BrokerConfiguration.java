package io.tillbridge.platform;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;

/**
 * The broker and its connection factories: a pooled one for sending, the primary; a plain one, {@code
 * consumerConnectionFactory}, for consumers, which keep their own sessions and must not give them back to a pool with
 * messages prefetched; {@code journalConnectionFactory} for intake, whose commits are confirmed instead of its sends.
 */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

    /** A whole batch of ordinary documents lies ready for its worker. */
    private static final int PREFETCHED_BYTES = 4 * 1024 * 1024;

    private static final int JOURNAL_WINDOW_BYTES = 16 * 1024 * 1024;

    /** Most documents fit without their buffer growing. */
    private static final int JOURNAL_PACKET_BYTES = 8 * 1024;

    /** Lazy: asked for only when no external broker is named. */
    @Lazy
    @Bean(destroyMethod = "close")
    LocalBroker localBroker(DataDirectory data, BrokerProperties properties) {
        return LocalBroker.start(data.artemis(), properties);
    }

    @Bean
    BrokerAccess brokerAccess(BrokerProperties properties, ObjectProvider<LocalBroker> local) {
        return BrokerAccess.of(properties, local::getObject);
    }

    @Bean(destroyMethod = "close")
    ActiveMQConnectionFactory consumerConnectionFactory(BrokerAccess access) {
        ActiveMQConnectionFactory factory = access.factory();
        factory.setConsumerWindowSize(PREFETCHED_BYTES);
        return factory;
    }

    @Bean(destroyMethod = "close")
    ActiveMQConnectionFactory journalConnectionFactory(BrokerAccess access, BrokerProperties properties) {
        ActiveMQConnectionFactory factory = access.factory();
        factory.setBlockOnDurableSend(false);
        factory.setCallTimeout(properties.sendTimeout().toMillis());
        // More than a group holds: within one, sends ask the broker for nothing
        factory.setProducerWindowSize(JOURNAL_WINDOW_BYTES);
        factory.setInitialMessagePacketSize(JOURNAL_PACKET_BYTES);
        return factory;
    }

    @Primary
    @Bean(destroyMethod = "stop")
    JmsPoolConnectionFactory connectionFactory(BrokerAccess access, BrokerProperties properties) {
        ActiveMQConnectionFactory factory = access.factory();
        factory.setCallTimeout(properties.sendTimeout().toMillis());
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(factory);
        pool.setMaxConnections(properties.producers());
        pool.setMaxSessionsPerConnection(200);
        pool.setUseAnonymousProducers(true);
        return pool;
    }

    /** The Camel component {@code jms:}; zero redeliveries in memory, the schedule lives in PostgreSQL. */
    @Bean
    JmsComponent jms(
            @Qualifier("connectionFactory") ConnectionFactory sending,
            @Qualifier("consumerConnectionFactory") ConnectionFactory receiving) {
        JmsComponent component = new JmsComponent();
        component.getConfiguration().setConnectionFactory(sending);
        component.getConfiguration().setListenerConnectionFactory(receiving);
        component.getConfiguration().setTemplateConnectionFactory(sending);
        component.getConfiguration().setDeliveryPersistent(true);
        component.getConfiguration().setCacheLevelName("CACHE_CONSUMER");
        component.getConfiguration().setTestConnectionOnStartup(false);
        return component;
    }
}
