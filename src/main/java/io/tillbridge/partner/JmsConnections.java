package io.tillbridge.partner;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.JmsClientPlan;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connections to a partner's broker. The login is read anew for each, so that a rotated secret counts from the next one on;
 * it is in no URL and no property of a route.
 */
public final class JmsConnections implements ConnectionFactory {

    /** A message that is taken and not yet kept must not hold up others on a node that is slow. */
    private static final int PREFETCHED_BYTES = 256 * 1024;

    private final ActiveMQConnectionFactory broker;
    private final HostGuard hosts;
    private final PlanSecrets secrets;
    private final ConnectionPlan connection;
    private final JmsClientPlan client;

    public JmsConnections(HostGuard hosts, PlanSecrets secrets, ConnectionPlan connection, JmsClientPlan client) {
        this.hosts = hosts;
        this.secrets = secrets;
        this.connection = connection;
        this.client = client;
        this.broker = new ActiveMQConnectionFactory(client.url());
        broker.setCallTimeout(client.timeout().toMillis());
        broker.setConsumerWindowSize(PREFETCHED_BYTES);
    }

    @Override
    public Connection createConnection() throws JMSException {
        PlanSecrets.Login login;
        try {
            hosts.check(hosts());
            login = secrets.login(connection, client.login());
        } catch (IllegalStateException missing) {
            JMSException refused = new JMSException(String.valueOf(missing.getMessage()));
            refused.initCause(missing);
            throw refused;
        }
        return login == null ? broker.createConnection() : broker.createConnection(login.user(), login.password());
    }

    @Override
    public Connection createConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return createConnection();
    }

    @Override
    public JMSContext createContext() {
        return createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password) {
        return createContext();
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password, int mode) {
        return createContext(mode);
    }

    @Override
    public JMSContext createContext(int mode) {
        PlanSecrets.Login login;
        try {
            hosts.check(hosts());
            login = secrets.login(connection, client.login());
        } catch (IllegalStateException missing) {
            throw new JMSRuntimeException(String.valueOf(missing.getMessage()), null, missing);
        }
        return login == null ? broker.createContext(mode) : broker.createContext(login.user(), login.password(), mode);
    }

    /** Of the URL's brokers and proxies; one that names none is in this process or found by asking around. */
    private List<String> hosts() {
        List<String> named = new ArrayList<>();
        TransportConfiguration[] brokers = broker.getStaticConnectors();
        for (TransportConfiguration one : brokers == null ? new TransportConfiguration[0] : brokers) {
            one.getParams().forEach((name, value) -> {
                if (name.toLowerCase(Locale.ROOT).endsWith("host")) {
                    named.add(String.valueOf(value));
                }
            });
        }
        return named.isEmpty() ? List.of("localhost") : named;
    }
}
