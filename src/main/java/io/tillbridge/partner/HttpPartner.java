package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.OutboundCall;
import io.tillbridge.connector.RequestTemplate;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * One API of one connection: admits calls by budget, breaker and the partner's own limits, sends them through one Camel
 * {@code http:} endpoint and reads their answers. Thread-safe; no method waits except for the answer itself.
 */
public final class HttpPartner implements Partner {

    private final CallGate gate;
    private final HttpClientPlan plan;
    private final Endpoint endpoint;
    private final ProducerTemplate template;
    private final AnswerRules rules;
    private final Consumer<String> pauses;
    private final RandomGenerator random;
    private final Download download;

    HttpPartner(
            CallGate gate,
            HttpClientPlan plan,
            Endpoint endpoint,
            ProducerTemplate template,
            AnswerRules rules,
            Consumer<String> pauses,
            Clock clock,
            RandomGenerator random,
            Download download) {
        this.download = download;
        this.gate = gate;
        this.plan = plan;
        this.endpoint = endpoint;
        this.template = template;
        this.rules = rules.until(received -> gate.budget().roomIn(received, clock));
        this.pauses = pauses;
        this.random = random;
    }

    @Override
    public HttpClientPlan plan() {
        return plan;
    }

    /** Fetches files of the partner. */
    public Download download() {
        return download;
    }

    @Override
    public CallGate gate() {
        return gate;
    }

    /** Connecting and answering may each take the timeout; before each of them, so may getting a token. */
    @Override
    public Duration callEnds() {
        return callEnds(plan);
    }

    static Duration callEnds(HttpClientPlan plan) {
        return plan.timeout().multipliedBy(plan.auth().fetchesTokens() ? 4 : 2);
    }

    @Override
    public void close() {
        ServiceHelper.stopAndShutdownServices(template, endpoint);
    }

    /** The {@code http:} endpoint that route templates send to. */
    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public PartnerRequest render(OutboundCall call, Function<String, ? extends @Nullable JsonNode> scope) {
        if (!(call instanceof RequestTemplate request)) {
            throw new IllegalArgumentException("client " + gate.id() + " calls by HTTP; found " + call.route());
        }
        return RequestRenderer.render(plan, request, scope);
    }

    @Override
    public AnswerRules rules() {
        return rules;
    }

    /**
     * Admits, sends and reads in one go; for callers outside a delivery route.
     *
     * @param attempt failed calls so far, from 0; sets exponential waits
     * @return never throws for what a partner or a network can do; {@link Answer.NotCalled} when it is not admitted
     */
    public Answer call(PartnerRequest request, int attempt) {
        if (gate.admit() instanceof Admission.NotYet notYet) {
            return new Answer.NotCalled(notYet.pause(), notYet.reason());
        }
        return callAdmitted(request, attempt);
    }

    /**
     * As {@link #call}, to where a link in an answer leads: the link's own path and query, the request's headers and body.
     * What the client adds to every query is left out of the link.
     *
     * @param link absolute; the caller has made sure that the client's credentials may go there
     */
    public Answer follow(URI link, PartnerRequest request, int attempt) {
        if (gate.admit() instanceof Admission.NotYet notYet) {
            return new Answer.NotCalled(notYet.pause(), notYet.reason());
        }
        PartnerRequest bare = new PartnerRequest(request.method(), "", Map.of(), request.headers(), request.body());
        Exchange exchange = template.send(endpoint, prepared -> {
            prepare(prepared, bare);
            String text = link.toString();
            int query = text.indexOf('?');
            prepared.getMessage().setHeader(Exchange.HTTP_URI, query < 0 ? text : text.substring(0, query));
            if (link.getRawQuery() != null) {
                prepared.getMessage().setHeader(Exchange.HTTP_QUERY, ownQuery(link.getRawQuery()));
            }
        });
        return read(exchange, attempt);
    }

    private String ownQuery(String raw) {
        StringJoiner own = new StringJoiner("&");
        for (String part : raw.split("&", -1)) {
            String name = URLDecoder.decode(part.split("=", 2)[0], StandardCharsets.UTF_8);
            boolean credential = plan.auth() instanceof Auth.ApiKey key
                    && key.in() == Auth.ApiKey.Place.QUERY
                    && key.name().equals(name);
            if (!credential && !plan.query().containsKey(name)) {
                own.add(part);
            }
        }
        return own.toString();
    }

    /**
     * Sends and reads a call that {@link CallGate#admit} has admitted, and ends the admission.
     *
     * @param attempt failed calls so far, from 0; sets exponential waits
     * @return never throws for what a partner or a network can do
     */
    public Answer callAdmitted(PartnerRequest request, int attempt) {
        Exchange exchange = template.send(endpoint, prepared -> prepare(prepared, request));
        Answer answer = read(exchange, attempt);
        if (answer instanceof Answer.PauseConnection pause) {
            pauses.accept(pause.code() + ": " + pause.detail());
        }
        return answer;
    }

    @Override
    public void prepare(Exchange exchange, PartnerRequest request) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        request.headers().forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.method()));
        if (!request.path().isEmpty()) {
            message.setHeader(Exchange.HTTP_PATH, request.path());
        }
        if (!request.query().isEmpty()) {
            StringJoiner query = new StringJoiner("&");
            request.query()
                    .forEach((name, value) ->
                            query.add(RequestRenderer.encode(name) + "=" + RequestRenderer.encode(value)));
            message.setHeader(Exchange.HTTP_QUERY, query.toString());
        }
        message.setBody(request.body().length == 0 ? null : request.body());
    }

    @Override
    public Answer read(Exchange exchange, int attempt) {
        Answer answer;
        try {
            Exception thrown = exchange.getException() != null
                    ? exchange.getException()
                    : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            answer = thrown != null
                    ? CallFailure.read(thrown, attempt, random)
                    : told(received(exchange.getMessage()), attempt);
        } finally {
            gate.ended();
        }
        gate.count(answer);
        return answer;
    }

    private Answer told(Received received, int attempt) {
        gate.read(received);
        return rules.read(plan.errors(), received, attempt);
    }

    private Received received(Message message) {
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        byte @Nullable [] body = message.getBody(byte[].class);
        byte[] bytes = body == null ? new byte[0] : body;
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel")) {
                headers.put(name.toLowerCase(Locale.ROOT), text(value));
            }
        });
        return new Received(status == null ? 0 : status, headers, bytes, AnswerBody.json(bytes));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Collection<?> several) {
            StringJoiner joined = new StringJoiner(", ");
            several.forEach(one -> joined.add(String.valueOf(one)));
            return joined.toString();
        }
        return String.valueOf(value);
    }
}
