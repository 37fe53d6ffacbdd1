package io.tillbridge.partner.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Connections that are made only to addresses the rules allow. The address checked is the one connected to: a name is
 * resolved once per connection, so a name server cannot answer differently after the check.
 */
public final class GuardedConnections {

    private static final int PER_HOST = 20;
    private static final int ALL = 200;

    private GuardedConnections() {}

    /** Who the client is in a TLS handshake. */
    @FunctionalInterface
    public interface Identity {

        /** Read anew for each connection to a host; null for nobody. */
        @Nullable
        SSLContext at(String host) throws IOException;
    }

    /**
     * A pool of connections.
     *
     * @param connect longest for making one, its handshake included
     * @param silence longest between two packets of an answer
     */
    public static PoolingHttpClientConnectionManager of(
            AddressRules rules, Identity identity, Duration connect, Duration silence) {
        return of(rules, SystemDefaultDnsResolver.INSTANCE, identity, connect, silence);
    }

    static PoolingHttpClientConnectionManager of(
            AddressRules rules, DnsResolver names, Identity identity, Duration connect, Duration silence) {
        int millis = Math.toIntExact(silence.toMillis());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Guard(rules, names))
                .setTlsSocketStrategy(new Handshake(identity))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect.toMillis(), TimeUnit.MILLISECONDS)
                        .setSocketTimeout(millis, TimeUnit.MILLISECONDS)
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(millis, TimeUnit.MILLISECONDS)
                        .build())
                .setMaxConnPerRoute(PER_HOST)
                .setMaxConnTotal(ALL)
                .build();
    }

    private record Guard(AddressRules rules, DnsResolver names) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return rules.allowed(host, names.resolve(host));
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return names.resolveCanonicalHostname(host);
        }
    }

    private record Handshake(Identity identity) implements TlsSocketStrategy {
        private static final TlsSocketStrategy NOBODY = DefaultClientTlsStrategy.createDefault();

        @Override
        public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
                throws IOException {
            SSLContext current = identity.at(target);
            TlsSocketStrategy strategy = current == null ? NOBODY : new DefaultClientTlsStrategy(current);
            return strategy.upgrade(socket, target, port, attachment, context);
        }
    }
}
