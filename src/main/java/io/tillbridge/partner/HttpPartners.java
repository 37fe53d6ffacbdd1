package io.tillbridge.partner;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.partner.auth.Authentication;
import io.tillbridge.partner.auth.Authentications;
import io.tillbridge.partner.auth.ClientCertificate;
import io.tillbridge.partner.network.GuardedConnections;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

/** Makes the clients of HTTP APIs, which send through the context's {@code http} and {@code https} components. */
final class HttpPartners implements PartnerKind {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Each download has a shorter limit of its own. */
    private static final Duration LONGEST_DOWNLOAD = Duration.ofDays(1);

    private final CamelContext camel;
    private final CallSecrets secrets;
    private final AnswerRules rules;
    private final Clock clock;
    private final RandomGenerator random;
    private final CallGates gates;
    private final Authentications authentications;
    private final Consumer<PauseAsked> pauses;

    /**
     * Makes no client yet.
     *
     * @param pauses told of polls and fetches after which a connection must rest
     */
    HttpPartners(
            CamelContext camel,
            CallSecrets secrets,
            AnswerRules rules,
            Clock clock,
            RandomGenerator random,
            CallGates gates,
            Authentications authentications,
            Consumer<PauseAsked> pauses) {
        this.camel = camel;
        this.secrets = secrets;
        this.rules = rules;
        this.clock = clock;
        this.random = random;
        this.gates = gates;
        this.authentications = authentications;
        this.pauses = pauses;
    }

    @Override
    public boolean serves(ClientPlan client) {
        return client instanceof HttpClientPlan;
    }

    @Override
    public Partner make(ConnectionPlan connection, ClientPlan client) {
        HttpClientPlan plan = (HttpClientPlan) client;
        CallGate gate = gates.gate(connection, plan, HttpPartner.callEnds(plan));
        Wire wire = wire(connection, plan, gate);
        return new HttpPartner(
                gate,
                plan,
                endpoint(connection, plan, wire),
                // A template keeps its producers by URI, and several clients may have the same one
                camel.createProducerTemplate(1),
                rules,
                reason -> pauses.accept(new PauseAsked(connection.id(), reason)),
                clock,
                random,
                new Download(wire.connections(), wire.step().of(Long.MAX_VALUE, LONGEST_DOWNLOAD)));
    }

    /** The first client that logs in the same way: two clients must not replace each other's refresh token. */
    private static String login(ConnectionPlan connection, HttpClientPlan plan) {
        return connection.clients().values().stream()
                .filter(other -> other instanceof HttpClientPlan http
                        && http.auth().equals(plan.auth())
                        && http.baseUrl().equals(plan.baseUrl()))
                .map(ClientPlan::name)
                .sorted()
                .findFirst()
                .orElse(plan.name());
    }

    /** Connections of one client, and the last step before them for answers of a size and time. */
    private record Wire(PoolingHttpClientConnectionManager connections, Step step) {
        @FunctionalInterface
        interface Step {
            OutgoingCall of(long maxBytes, Duration timeout);
        }
    }

    private Wire wire(ConnectionPlan connection, HttpClientPlan plan, CallGate gate) {
        Credentials credentials = new Credentials(connection, plan, secrets);
        GuardedConnections.Identity identity = plan.auth() instanceof Auth.Mtls mtls
                ? new ClientCertificate(mtls, plan.baseUrl(), credentials.values())
                : host -> null;
        Authentication authentication = authentications.of(
                connection.id(), login(connection, plan), plan, credentials.values(), identity, gate::charge);
        return new Wire(
                GuardedConnections.of(
                        authentications.addresses(),
                        identity,
                        plan.timeout().compareTo(CONNECT_TIMEOUT) < 0 ? plan.timeout() : CONNECT_TIMEOUT,
                        plan.timeout()),
                (maxBytes, timeout) -> new OutgoingCall(
                        credentials,
                        authentication,
                        new TokenRefusal(plan.errors(), rules),
                        plan.baseUrl(),
                        gate::charge,
                        maxBytes,
                        timeout));
    }

    /** An endpoint of its own per client: two connections at one host must not share credentials or connections. */
    private HttpEndpoint endpoint(ConnectionPlan connection, HttpClientPlan plan, Wire wire) {
        String scheme = plan.baseUrl().startsWith("https:") ? "https" : "http";
        HttpComponent component = camel.getComponent(scheme, HttpComponent.class);
        long timeout = plan.timeout().toMillis();
        String uri = plan.baseUrl() + "?"
                + String.join(
                        "&",
                        List.of(
                                "throwExceptionOnFailure=false",
                                "copyHeaders=false",
                                "followRedirects=false",
                                "contentTypeCharsetEnabled=false",
                                "deleteWithBody=true",
                                "connectTimeout=" + Math.min(CONNECT_TIMEOUT.toMillis(), timeout),
                                "connectionRequestTimeout=" + timeout,
                                "soTimeout=" + timeout,
                                "responseTimeout=" + timeout));
        try {
            HttpEndpoint endpoint = (HttpEndpoint) component.createEndpoint(uri);
            HttpClientConfigurer before = endpoint.getHttpClientConfigurer();
            endpoint.setClientConnectionManager(wire.connections());
            OutgoingCall outgoing = wire.step().of(plan.maxResponseBytes(), plan.timeout());
            endpoint.setHttpClientConfigurer(builder -> {
                if (before != null) {
                    before.configureHttpClient(builder);
                }
                builder.disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .addExecInterceptorFirst("tillbridge", outgoing);
            });
            endpoint.start();
            return endpoint;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "connection " + connection.id() + ", client " + plan.name() + ": base URL '" + plan.baseUrl()
                            + "' makes no HTTP endpoint; expected an absolute http or https URL",
                    e);
        }
    }
}
