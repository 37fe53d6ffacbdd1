package io.tillbridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.connector.HttpClientPlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpMethods;
import org.jspecify.annotations.Nullable;

/**
 * One API of one connection: admits calls by budget, breaker and the partner's own limits, sends them through one Camel
 * {@code http:} endpoint and reads their answers. Thread-safe; no method waits except for the answer itself.
 */
public final class PartnerClient {

    private final String id;
    private final HttpClientPlan plan;
    private final Endpoint endpoint;
    private final ProducerTemplate template;
    private final AnswerRules rules;
    private final CallBudget budget;
    private final Breaker breaker;
    private final ObjectReader json;
    private final Clock clock;
    private final RandomGenerator random;
    private volatile Instant closedUntil = Instant.EPOCH;

    PartnerClient(
            String id,
            HttpClientPlan plan,
            Endpoint endpoint,
            ProducerTemplate template,
            AnswerRules rules,
            ObjectReader json,
            Clock clock,
            RandomGenerator random) {
        this.id = id;
        this.plan = plan;
        this.endpoint = endpoint;
        this.template = template;
        this.rules = rules;
        this.json = json;
        this.clock = clock;
        this.random = random;
        this.budget = new CallBudget(plan.budget(), clock);
        this.breaker = new Breaker(id, clock);
    }

    /** {@code connection.client}: the name under which breaker and metrics show. */
    public String id() {
        return id;
    }

    public HttpClientPlan plan() {
        return plan;
    }

    /**
     * How long after its beginning a call has ended everywhere, on this side and on the wire: connecting and answering may
     * each take the timeout.
     */
    public Duration callEnds() {
        return plan.timeout().multipliedBy(2);
    }

    public Breaker breaker() {
        return breaker;
    }

    public CallBudget budget() {
        return budget;
    }

    /** The {@code http:} endpoint that route templates send to. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Reads the errors of single items by the connector's rows. */
    public AnswerRules rules() {
        return rules;
    }

    /** The partner asked not to be called before this moment; in the past when it did not. */
    public Instant closedUntil() {
        return closedUntil;
    }

    /** Asks for one call, without waiting. */
    public Admission admit() {
        Duration closed = Duration.between(clock.instant(), closedUntil);
        if (closed.toMillis() > 0) {
            return new Admission.NotYet(closed, "rate_limited");
        }
        Duration wait = budget.take();
        if (!wait.isZero()) {
            return new Admission.NotYet(wait, "budget");
        }
        if (!breaker.allows()) {
            budget.giveBack();
            return new Admission.NotYet(Breaker.PAUSE, "breaker_open");
        }
        return new Admission.Admitted();
    }

    /** The admitted call was not made after all. */
    public void giveBack() {
        budget.giveBack();
        breaker.notCalled();
    }

    /**
     * Admits, sends and reads in one go; for callers outside a delivery route.
     *
     * @param attempt failed calls so far, from 0; sets exponential waits
     * @return never throws for what a partner or a network can do; {@link Answer.NotCalled} when it is not admitted
     */
    public Answer call(PartnerRequest request, int attempt) {
        if (admit() instanceof Admission.NotYet notYet) {
            return new Answer.NotCalled(notYet.pause(), notYet.reason());
        }
        return callAdmitted(request, attempt);
    }

    /**
     * Sends and reads a call that {@link #admit} has admitted, and ends the admission.
     *
     * @param attempt failed calls so far, from 0; sets exponential waits
     * @return never throws for what a partner or a network can do
     */
    public Answer callAdmitted(PartnerRequest request, int attempt) {
        Exchange exchange = template.send(endpoint, prepared -> prepare(prepared, request));
        return read(exchange, attempt);
    }

    /** Puts an admitted call on the exchange that goes to {@link #endpoint}. Everything else on the message is removed. */
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

    /** Reads what the exchange brought back from {@link #endpoint}, and ends the admission. Called once per admission. */
    public Answer read(Exchange exchange, int attempt) {
        Answer answer;
        try {
            Exception thrown = exchange.getException() != null
                    ? exchange.getException()
                    : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            answer = thrown != null
                    ? CallFailure.read(thrown, attempt, random)
                    : rules.read(plan.errors(), received(exchange.getMessage()), attempt);
        } finally {
            budget.ended();
        }
        breaker.count(answer);
        closes(answer).ifPresent(this::close);
        return answer;
    }

    /** For how long the partner asks by this answer not to be called; empty when it does not ask. */
    public static Optional<Duration> closes(Answer answer) {
        if (answer instanceof Answer.RateLimited limited) {
            return Optional.of(limited.pause());
        }
        if (answer instanceof Answer.Transient later
                && later.received() != null
                && later.received().headers().containsKey("retry-after")) {
            return Optional.of(later.pause());
        }
        String limit = answer instanceof Answer.Ok ok ? ok.received().headers().get("ratelimit") : null;
        return limit == null ? Optional.empty() : RateLimitHeader.exhaustedFor(limit);
    }

    private synchronized void close(Duration pause) {
        Instant until = clock.instant().plus(pause);
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
        }
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
        return new Received(status == null ? 0 : status, headers, bytes, parse(bytes));
    }

    private JsonNode parse(byte[] bytes) {
        int first = 0;
        while (first < bytes.length && bytes[first] <= ' ') {
            first++;
        }
        if (first == bytes.length || (bytes[first] != '{' && bytes[first] != '[')) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(bytes);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
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
