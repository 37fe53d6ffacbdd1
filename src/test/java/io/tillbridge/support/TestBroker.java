package io.tillbridge.support;

import io.tillbridge.platform.BrokerAccess;
import io.tillbridge.platform.BrokerProperties;
import io.tillbridge.platform.LocalBroker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.util.unit.DataSize;

/** The embedded broker as it ships, started once per JVM; tests keep apart by fresh queue names. */
public final class TestBroker {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestBroker() {}

    private static final class Server {
        static final LocalBroker BROKER = start();

        private static LocalBroker start() {
            LocalBroker broker = LocalBroker.start(FastDisk.directory("broker"), properties());
            FastDisk.beforeRemoval(broker::close);
            return broker;
        }
    }

    /** The properties a hub has without any configuration, with less memory and room on disk. */
    public static BrokerProperties properties() {
        return new BrokerProperties(
                null,
                "tillbridge",
                "",
                null,
                DataSize.ofMegabytes(16),
                DataSize.ofMegabytes(64),
                99,
                Duration.ofSeconds(5),
                2);
    }

    /** The broker, for its depth and state. */
    public static LocalBroker broker() {
        return Server.BROKER;
    }

    /** How to reach it. */
    public static BrokerAccess access() {
        return new BrokerAccess(Server.BROKER.url(), "tillbridge", "");
    }

    /** A new connection factory; close it. */
    public static ActiveMQConnectionFactory connectionFactory() {
        return access().factory();
    }

    /** A queue name no other test has; the queue comes into being with its first use. */
    public static String freshQueue() {
        return "test.queue." + NUMBER.incrementAndGet();
    }
}
