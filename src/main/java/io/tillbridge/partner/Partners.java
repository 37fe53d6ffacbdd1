package io.tillbridge.partner;

import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.partner.auth.Authentications;
import io.tillbridge.partner.network.AddressRules;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * What the connections' clients reach; one partner per connection, client and configuration, shared by polls, fetches and
 * deliveries.
 */
public final class Partners {

    private final List<PartnerKind> kinds;
    private final RetiredPartners retired;
    private final Map<String, List<Known>> partners = new ConcurrentHashMap<>();

    private record Known(ConnectionPlan connection, ClientPlan plan, Partner partner) {

        boolean serves(ConnectionPlan other) {
            return plan.equals(other.clients().get(plan.name()))
                    && connection.secrets().equals(other.secrets());
        }
    }

    /** Partners of the given kinds. */
    Partners(List<PartnerKind> kinds, Clock clock) {
        this.kinds = List.copyOf(kinds);
        this.retired = new RetiredPartners(clock);
    }

    /** HTTP and messaging, for tools and tests: any address may be called, tokens stay in memory, and nothing pauses. */
    public Partners(
            CamelContext camel, CallSecrets secrets, ConditionTest conditions, Clock clock, RandomGenerator random) {
        this(
                List.of(
                        plain(camel, secrets, conditions, clock, random),
                        new MessagePartners(
                                camel,
                                HostGuard.everywhere(),
                                new PlanSecrets(secrets),
                                new AnswerRules(conditions, clock, random),
                                alone(clock),
                                random)),
                clock);
    }

    /** HTTP and files, for tools and tests, as above. */
    public Partners(
            CamelContext camel,
            CallSecrets secrets,
            ConditionTest conditions,
            Clock clock,
            RandomGenerator random,
            FileStores files) {
        this(
                List.of(
                        plain(camel, secrets, conditions, clock, random),
                        new FilePartners(
                                camel, files, new AnswerRules(conditions, clock, random), alone(clock), random)),
                clock);
    }

    /** HTTP only, for tools and tests. */
    public Partners(
            CamelContext camel,
            CallSecrets secrets,
            ConditionTest conditions,
            Clock clock,
            RandomGenerator random,
            Authentications authentications,
            Consumer<PauseAsked> pauses) {
        this(
                List.of(new HttpPartners(
                        camel,
                        secrets,
                        new AnswerRules(conditions, clock, random),
                        clock,
                        random,
                        alone(clock),
                        authentications,
                        pauses)),
                clock);
    }

    /** HTTP only, for tests of budgets that several share. */
    Partners(
            CamelContext camel,
            CallSecrets secrets,
            ConditionTest conditions,
            Clock clock,
            RandomGenerator random,
            CallGates gates) {
        this(
                List.of(new HttpPartners(
                        camel,
                        secrets,
                        new AnswerRules(conditions, clock, random),
                        clock,
                        random,
                        gates,
                        new Authentications(AddressRules.everywhere(), null, clock),
                        pause -> {})),
                clock);
    }

    /** Gates of a process that shares no budget. */
    private static CallGates alone(Clock clock) {
        return new CallGates(new LocalBudgets(clock), "local", clock);
    }

    private static PartnerKind plain(
            CamelContext camel, CallSecrets secrets, ConditionTest conditions, Clock clock, RandomGenerator random) {
        return new HttpPartners(
                camel,
                secrets,
                new AnswerRules(conditions, clock, random),
                clock,
                random,
                alone(clock),
                new Authentications(AddressRules.everywhere(), null, clock),
                pause -> {});
    }

    /**
     * What a connection reaches through a client; the same object for every generation that configures it alike, so that
     * budget, breaker and the partner's limits carry over.
     *
     * @throws IllegalArgumentException when the connection has no client of that name
     */
    public Partner partner(ConnectionPlan connection, String name) {
        ClientPlan plan = connection.clients().get(name);
        if (plan == null) {
            throw new IllegalArgumentException("connection " + connection.id() + " has no client '" + name
                    + "'; it has " + connection.clients().keySet());
        }
        List<Known> known = partners.compute(
                connection.id() + "." + name,
                (id, before) -> before != null && before.stream().anyMatch(one -> one.serves(connection))
                        ? before
                        : Stream.concat(
                                        before == null ? Stream.empty() : before.stream(),
                                        Stream.of(new Known(connection, plan, make(connection, plan))))
                                .toList());
        return known.stream()
                .filter(one -> one.serves(connection))
                .findFirst()
                .orElseThrow()
                .partner();
    }

    /**
     * The HTTP API that polls and fetches of a connection call.
     *
     * @throws IllegalArgumentException when the connection has no HTTP client of that name
     */
    public HttpPartner http(ConnectionPlan connection, String name) {
        if (partner(connection, name) instanceof HttpPartner http) {
            return http;
        }
        throw new IllegalArgumentException("client '" + name + "' of connection " + connection.id()
                + " is no HTTP API; polls and fetches need one");
    }

    /**
     * Forgets the partners that none of the running connections has, and closes them when their last call must have ended.
     * To be called now and then.
     */
    public void keepOnly(Collection<ConnectionPlan> running) {
        Map<String, ConnectionPlan> plans = new HashMap<>();
        running.forEach(plan -> plan.clients().keySet().forEach(name -> plans.put(plan.id() + "." + name, plan)));
        for (String id : partners.keySet()) {
            ConnectionPlan plan = plans.get(id);
            partners.computeIfPresent(id, (unused, before) -> {
                List<Known> kept = new ArrayList<>();
                for (Known one : before) {
                    if (plan != null && one.serves(plan)) {
                        kept.add(one);
                    } else {
                        retired.add(one.partner());
                    }
                }
                return kept.isEmpty() ? null : List.copyOf(kept);
            });
        }
        retired.close();
    }

    /** The partners made so far. */
    public Collection<Partner> all() {
        return partners.values().stream()
                .flatMap(List::stream)
                .map(Known::partner)
                .toList();
    }

    private Partner make(ConnectionPlan connection, ClientPlan plan) {
        return kinds.stream()
                .filter(kind -> kind.serves(plan))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no kind of partner serves client " + connection.id() + "." + plan.name()))
                .make(connection, plan);
    }
}
