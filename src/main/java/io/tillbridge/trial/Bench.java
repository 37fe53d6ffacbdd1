package io.tillbridge.trial;

import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.intake.IntakeTrial;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.SampleCase;
import io.tillbridge.partner.Partners;
import io.tillbridge.posting.PostingTrial;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What the checks of one connector share: its plan, its samples, the engine's own parts and a fake partner.
 *
 * @param samples of the mappings, in the order of their files
 */
record Bench(
        ConnectionPlan plan,
        Mappings mappings,
        List<SampleCase> samples,
        CamelContext camel,
        FakePartner fake,
        TrialClock clock) {

    /** Serves every scheme: as text, as a key, and as a Standard Webhooks secret. */
    static final String SECRET = "whsec_dHJpYWwtc2VjcmV0LXRyaWFsLXNlY3JldA==";

    /** Clients that were never called: no breaker, budget or limit carries over from another check. */
    Partners partners() {
        return new Partners(
                camel,
                reference -> List.of(SECRET),
                (condition, status, headers, document) -> Conditions.holds(
                        condition, document, name -> headers.get(name.toLowerCase(Locale.ROOT)), status),
                clock,
                new Random(1));
    }

    PostingTrial posting() {
        return new PostingTrial(new OnePlan(plan), new NewestMappings(mappings));
    }

    IntakeTrial intake() {
        return new IntakeTrial(
                partners(),
                reference -> List.of(SECRET.getBytes(StandardCharsets.UTF_8)),
                posting().mapped(),
                clock);
    }

    /** The HTTP client of a name; null when it is of another kind. */
    @Nullable
    HttpClientPlan http(String client) {
        return plan.clients().get(client) instanceof HttpClientPlan http ? http : null;
    }

    /** Whole examples of a mapping: what it translates and what becomes of it. */
    List<SampleCase> samples(String subject) {
        return samples.stream()
                .filter(sample -> sample.mapping().subject().equals(subject))
                .filter(sample -> sample.expectation() instanceof SampleCase.Expectation.Equal)
                .toList();
    }

    /** Everything a partner names is known, under the id it has there. */
    static String known(Remote remote) {
        return remote.remoteId();
    }

    private record OnePlan(ConnectionPlan plan) implements ConnectionPlans {
        @Override
        public @Nullable ConnectionPlan find(String connection) {
            return connection.equals(plan.id()) ? plan : null;
        }

        @Override
        public Collection<ConnectionPlan> all() {
            return List.of(plan);
        }

        @Override
        public int generation(String connection) {
            return 1;
        }
    }
}
