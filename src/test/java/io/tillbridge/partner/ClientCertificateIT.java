package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Template;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.Plans;
import io.tillbridge.support.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner that takes calls of one client certificate only, over real TLS. */
class ClientCertificateIT {

    private static final PartnerRequest REQUEST = new PartnerRequest("GET", "/things", Map.of(), Map.of(), new byte[0]);

    @TempDir
    private Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> callers = new CopyOnWriteArrayList<>();
    private TestCertificates us;
    private TestCertificates them;
    private HttpsServer server;

    @BeforeEach
    void start() throws IOException {
        camel.start();
        us = TestCertificates.make(folder, "us", "EC");
        them = TestCertificates.make(folder, "them", "RSA");
        SSLContext context = them.trusting(us);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(true);
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/", exchange -> {
            callers.add(((HttpsExchange) exchange)
                            .getSSLSession()
                            .getPeerPrincipal()
                            .getName() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.stop(0);
    }

    private Answer call(TestCertificates who, String authorities, Auth also) {
        Map<String, String> secrets = Map.of("cert", who.certificate(), "key", who.privateKey(), "ca", authorities);
        Partners clients = new Partners(
                camel,
                reference -> List.of(Objects.requireNonNull(secrets.get(reference.name()))),
                new PlainConditions(),
                ManualClock.at("2026-05-01T12:00:00Z"),
                new Random(1));
        Auth auth = new Auth.Mtls(
                Template.parse("$(secrets.cert)"),
                Template.parse("$(secrets.key)"),
                Template.parse("$(secrets.ca)"),
                also);
        HttpClientPlan plan = new HttpClientPlan(
                "api",
                "https://127.0.0.1:" + server.getAddress().getPort(),
                "",
                Map.of(),
                Map.of(),
                auth,
                null,
                List.of(),
                Duration.ofSeconds(20),
                1_000);
        ConnectionPlan like = Plans.connection(plan, Map.of());
        ConnectionPlan connection = new ConnectionPlan(
                like.id(),
                like.connector(),
                like.connectorVersion(),
                like.timezone(),
                null,
                Map.of(),
                Map.of(
                        "cert", new SecretReference("env", "cert", false),
                        "key", new SecretReference("env", "key", false),
                        "ca", new SecretReference("env", "ca", false)),
                Set.of(),
                Map.of("api", plan),
                Map.of(),
                Map.of(),
                Map.of(),
                like.sha256());
        return clients.http(connection, "api").call(REQUEST, 0);
    }

    @Test
    void thePartnerSeesOurCertificateAndAnotherProofBesideIt() {
        assertThat(call(us, them.certificate(), new Auth.None())).isInstanceOf(Answer.Ok.class);
        assertThat(call(us, them.certificate(), new Auth.Bearer(Template.parse("t"))))
                .isInstanceOf(Answer.Ok.class);

        assertThat(callers).containsExactly("CN=us null", "CN=us Bearer t");
    }

    @Test
    void nothingIsSentToAPartnerThatWeDoNotTrustOrThatDoesNotTrustUs() {
        assertThat(call(us, us.certificate(), new Auth.None()))
                .isInstanceOfSatisfying(
                        Answer.Transient.class,
                        answer -> assertThat(answer.sent()).isFalse());
        assertThat(call(them, them.certificate(), new Auth.None())).isNotInstanceOf(Answer.Ok.class);
        assertThat(callers).isEmpty();
    }

    @Test
    void aCertificateThatIsNoneIsToldAndNothingSent() {
        assertThat(call(us, "no certificate", new Auth.None()))
                .isInstanceOfSatisfying(Answer.Transient.class, answer -> {
                    assertThat(answer.sent()).isFalse();
                    assertThat(answer.detail()).contains("expected X.509 as PEM");
                });
    }
}
