package io.tillbridge.partner.auth;

import io.tillbridge.connector.Auth;
import io.tillbridge.partner.network.GuardedConnections;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Proves the client by its certificate, at the hosts it is for and nowhere else; a renewed certificate or key counts from
 * the next connection on.
 */
public final class ClientCertificate implements GuardedConnections.Identity {

    private static final char[] NO_PASSWORD = new char[0];

    private final Auth.Mtls auth;
    private final Values values;
    private final Set<String> hosts;
    private @Nullable Known known;

    private record Known(
            String certificate, String key, @Nullable String authorities, SSLContext context) {}

    /** The certificate of a client: for its base URL, and where it asks for tokens. */
    public ClientCertificate(Auth.Mtls auth, String baseUrl, Values values) {
        this.auth = auth;
        this.values = values;
        this.hosts = Stream.of(baseUrl, tokenUrl(auth.also()))
                .flatMap(url -> Stream.ofNullable(URI.create(url).getHost()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String tokenUrl(Auth also) {
        if (also instanceof Auth.OAuth2 oauth) {
            return oauth.tokenUrl();
        }
        return also instanceof Auth.Jwt jwt && jwt.exchange() != null
                ? jwt.exchange().tokenUrl()
                : "";
    }

    @Override
    public synchronized @Nullable SSLContext at(String host) throws IOException {
        if (!hosts.contains(host)) {
            return null;
        }
        String certificate = values.of(auth.certificate());
        String key = values.of(auth.privateKey());
        String authorities = values.optional(auth.authorities());
        Known before = known;
        if (before != null
                && before.certificate().equals(certificate)
                && before.key().equals(key)
                && Objects.equals(before.authorities(), authorities)) {
            return before.context();
        }
        SSLContext context = context(certificate, key, authorities);
        known = new Known(certificate, key, authorities, context);
        return context;
    }

    private static SSLContext context(String certificate, String key, @Nullable String authorities) throws IOException {
        List<X509Certificate> chain = Pem.certificates(certificate);
        try {
            KeyStore keys = empty();
            keys.setKeyEntry(
                    "client", Pem.privateKey(key, "RSA", "EC"), NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, NO_PASSWORD);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(authorities == null ? null : store(Pem.certificates(authorities)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new CredentialsUnusable(
                    "certificate and private key do not belong together, or cannot be used ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority-" + i, certificates.get(i));
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, Arrays.copyOf(NO_PASSWORD, 0));
        return store;
    }
}
