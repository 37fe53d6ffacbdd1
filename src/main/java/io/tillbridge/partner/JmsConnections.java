package io.tillbridge.partner;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.JmsClientPlan;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
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
    private final PlanSecrets secrets;
    private final ConnectionPlan connection;
    private final JmsClientPlan client;

    public JmsConnections(PlanSecrets secrets, ConnectionPlan connection, JmsClientPlan client) {
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
            login = secrets.login(connection, client.login());
        } catch (IllegalStateException missing) {
            throw new JMSRuntimeException(String.valueOf(missing.getMessage()));
        }
        return login == null ? broker.createContext(mode) : broker.createContext(login.user(), login.password(), mode);
    }
}
