package io.tillbridge.partner;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.HttpClientPlan;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;

/** The clients of all connections; one per connection, client and configuration, shared by polls, fetches and deliveries. */
public final class Partners {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final CamelContext camel;
    private final CallSecrets secrets;
    private final AnswerRules rules;
    private final Clock clock;
    private final RandomGenerator random;
    private final CallGates gates;
    private final ObjectReader json = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .reader();
    private final Map<String, Known> clients = new ConcurrentHashMap<>();

    private record Known(ConnectionPlan connection, HttpClientPlan plan, HttpPartner client) {}

    /** Clients that send through the given context's {@code http} and {@code https} components and share no budget. */
    public Partners(
            CamelContext camel, CallSecrets secrets, ConditionTest conditions, Clock clock, RandomGenerator random) {
        this(camel, secrets, conditions, clock, random, new CallGates(new LocalBudgets(clock), "local", clock));
    }

    /** Clients whose budgets are those of the given gates. */
    Partners(
            CamelContext camel,
            CallSecrets secrets,
            ConditionTest conditions,
            Clock clock,
            RandomGenerator random,
            CallGates gates) {
        this.camel = camel;
        this.gates = gates;
        this.secrets = secrets;
        this.clock = clock;
        this.random = random;
        this.rules = new AnswerRules(conditions, clock, random);
    }

    /**
     * The client of a connection; the same object until the connection's configuration changes, so that budget, breaker
     * and the partner's limits carry over.
     *
     * @throws IllegalArgumentException when the connection has no HTTP client of that name
     */
    public HttpPartner http(ConnectionPlan connection, String name) {
        if (!(connection.clients().get(name) instanceof HttpClientPlan plan)) {
            throw new IllegalArgumentException("connection " + connection.id() + " has no HTTP client '" + name
                    + "'; it has " + connection.clients().keySet());
        }
        Known known = clients.compute(
                connection.id() + "." + name,
                (id, before) -> before != null
                                && before.plan().equals(plan)
                                && before.connection().secrets().equals(connection.secrets())
                        ? before
                        : new Known(connection, plan, create(connection, plan)));
        return known.client();
    }

    /**
     * What a connection's deliveries through a client talk to.
     *
     * @throws IllegalArgumentException when the connection has no client of that name
     */
    public Partner partner(ConnectionPlan connection, String name) {
        return http(connection, name);
    }

    /** The clients made so far. */
    public Collection<HttpPartner> all() {
        return clients.values().stream().map(Known::client).toList();
    }

    private HttpPartner create(ConnectionPlan connection, HttpClientPlan plan) {
        // A template keeps its producers by URI, and several clients may have the same one
        ProducerTemplate template = camel.createProducerTemplate(1);
        CallGate gate = gates.gate(connection, plan, HttpPartner.callEnds(plan));
        return new HttpPartner(gate, plan, endpoint(connection, plan), template, rules, json, clock, random);
    }

    /** An endpoint of its own per client: two connections at one host must not share credentials or connections. */
    private HttpEndpoint endpoint(ConnectionPlan connection, HttpClientPlan plan) {
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
            OutgoingCall outgoing = new OutgoingCall(
                    new Credentials(connection, plan, secrets), plan.maxResponseBytes(), plan.timeout());
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
