package io.tillbridge.platform;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.jspecify.annotations.Nullable;

/** An Artemis broker inside this JVM whose journal lies in the data directory and is flushed before a send returns. */
public final class LocalBroker implements AutoCloseable {

    private static final AtomicInteger SERVER_IDS = new AtomicInteger();

    private static final String ROLE = "tillbridge";

    private final int serverId;
    private final EmbeddedActiveMQ broker;

    private LocalBroker(int serverId, EmbeddedActiveMQ broker) {
        this.serverId = serverId;
        this.broker = broker;
    }

    /**
     * Starts a broker on the journal in {@code directory} and reads its settings back.
     *
     * @throws StartupFailure {@code broker_not_started}; {@code broker_not_durable} if a setting did not take
     */
    public static LocalBroker start(Path directory, BrokerProperties properties) {
        int serverId = SERVER_IDS.getAndIncrement();
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        try {
            Configuration settings = BrokerSettings.of(directory, serverId, properties);
            broker.setConfiguration(settings);
            if (settings.isSecurityEnabled()) {
                broker.setSecurityManager(users(settings, properties));
            }
            broker.start();
        } catch (Exception e) {
            throw new StartupFailure(
                    "broker_not_started",
                    "Embedded Artemis in " + directory + " did not start (" + e.getMessage()
                            + "); check tillbridge.broker.*, or use a broker of your own with tillbridge.broker.url.",
                    e);
        }
        LocalBroker started = new LocalBroker(serverId, broker);
        if (!broker.getActiveMQServer().isActive()) {
            started.close();
            throw new StartupFailure(
                    "broker_not_started",
                    "Embedded Artemis in " + directory + " is not active; another process may hold its journal.");
        }
        started.requireDurable();
        return started;
    }

    private static ActiveMQJAASSecurityManager users(Configuration settings, BrokerProperties properties) {
        if (properties.password().isEmpty()) {
            throw new StartupFailure(
                    "broker_password_missing",
                    "tillbridge.broker.listen opens the broker to the network and tillbridge.broker.password is empty;"
                            + " set one.");
        }
        settings.getSecurityRoles()
                .put(
                        "#",
                        Set.of(new Role(ROLE, true, true, true, true, true, true, true, true, true, true, true, true)));
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(properties.user(), properties.password());
        users.addRole(properties.user(), ROLE);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }

    private void requireDurable() {
        ActiveMQServer server = broker.getActiveMQServer();
        AddressSettings intake = server.getAddressSettingsRepository().getMatch(Channels.INTAKE);
        AddressSettings dead = server.getAddressSettingsRepository().getMatch(Channels.DEAD);
        @Nullable String wrong = null;
        if (!server.getConfiguration().isPersistenceEnabled()
                || !server.getConfiguration().isJournalSyncNonTransactional()
                || !server.getConfiguration().isJournalSyncTransactional()) {
            wrong = "the journal is not kept and flushed";
        } else if (intake.getMaxDeliveryAttempts() != -1) {
            wrong = "max-delivery-attempts of " + Channels.INTAKE + " is " + intake.getMaxDeliveryAttempts();
        } else if (dead.getMaxDeliveryAttempts() != -1) {
            wrong = "max-delivery-attempts of " + Channels.DEAD + " is " + dead.getMaxDeliveryAttempts();
        } else if (!Objects.equals(SimpleString.of(Channels.DEAD), intake.getDeadLetterAddress())) {
            wrong = "dead-letter-address is " + intake.getDeadLetterAddress();
        } else if (intake.getPageFullMessagePolicy() != PageFullMessagePolicy.FAIL) {
            wrong = "page-full-policy of " + Channels.INTAKE + " is " + intake.getPageFullMessagePolicy();
        } else if (!durableQueue(server, Channels.INTAKE) || !durableQueue(server, Channels.DEAD)) {
            wrong = "a durable queue " + Channels.INTAKE + " or " + Channels.DEAD + " is missing";
        }
        if (wrong != null) {
            close();
            throw new StartupFailure(
                    "broker_not_durable",
                    "Embedded Artemis would lose messages: " + wrong + "; this is a defect of this version.");
        }
    }

    private static boolean durableQueue(ActiveMQServer server, String name) {
        @Nullable Queue queue = server.locateQueue(SimpleString.of(name));
        return queue != null && queue.isDurable() && !queue.isAutoDelete();
    }

    /** The URL for connection factories in this JVM. */
    public String url() {
        return "vm://" + serverId;
    }

    /** Whether the broker takes messages. */
    public boolean active() {
        return broker.getActiveMQServer().isActive();
    }

    /** Messages waiting in {@code queue}, including those being delivered; 0 if there is no such queue. */
    public long depth(String queue) {
        @Nullable Queue found = broker.getActiveMQServer().locateQueue(SimpleString.of(queue));
        return found == null ? 0 : found.getMessageCount();
    }

    /** Stops the broker; what is in the journal stays for the next start. */
    @Override
    public void close() {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("embedded Artemis did not stop", e);
        }
    }
}
