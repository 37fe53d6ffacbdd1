package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dryRun} of a connection reaches the plan, and its mistakes are told. */
class DryRunKeysTest {

    private static final String CONNECTOR = """
            spec: {key: {type: secret}}
            clients:
              api: {kind: http, baseUrl: https://api.example.com, auth: {kind: none}}
            fetches:
              order: {get: /orders/$(args.id), record: /order, key: {pointer: /id}, emits: order, mapping: acme.order}
            inbound:
              events:
                key: {pointer: /id}
                source: {kind: webhook-in, verify: {kind: standard_webhooks, secrets: $(secrets.key)}}
                dispatch:
                  - {when: {any: true}, fetch: order, args: {id: {pointer: /id}}}
              again:
                key: {pointer: /id}
                source: {kind: webhook-in, verify: {kind: standard_webhooks, secrets: $(secrets.key)}}
                dispatch:
                  - {when: {any: true}, fetch: order, args: {id: {pointer: /id}}}
              returns:
                emits: return
                mapping: acme.return
                key: {pointer: /id}
                source: {kind: webhook-in, verify: {kind: standard_webhooks, secrets: $(secrets.key)}}
            """;
    private static final String SECRETS = "secrets: {key: {kind: env, name: KEY}}\n";

    @TempDir
    private Path folder;

    private TestHome home;

    @BeforeEach
    void connector() {
        home = new TestHome(folder).connector("acme", CONNECTOR);
    }

    private ConnectorCatalog.Loaded with(String dryRun) {
        return home.connection("one", "acme", SECRETS + dryRun).load();
    }

    @Test
    void nothingRunsDryUnlessItIsNamed() {
        assertThat(TestHome.get(with("").plans(), "one").dryRun()).isEmpty();
    }

    @Test
    void aNamedFlowRunsDryWithItsPartsAndWhatItFetches() {
        ConnectionPlan plan = TestHome.get(with("dryRun: [events, again]\n").plans(), "one");

        assertThat(plan.dryRun()).isEqualTo(Set.of("events", "again", "fetch:order"));
        assertThat(plan.runsDry("fetch:order#1")).isTrue();
        assertThat(plan.runsDry("returns")).isFalse();
    }

    @Test
    void switchingItIsANewGeneration() {
        String dry = TestHome.get(with("dryRun: [returns]\n").plans(), "one").sha256();

        assertThat(TestHome.get(with("").plans(), "one").sha256()).isNotEqualTo(dry);
    }

    @Test
    void aFlowThatIsNoneIsRefusedWithTheNearest() {
        assertThat(with("dryRun: [return]\n").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("undefined");
            assertThat(problem.line()).isEqualTo(7);
            assertThat(problem.fix()).contains("returns");
        });
    }

    @Test
    void aFetchThatAnotherFlowLeadsToIsRefused() {
        assertThat(with("dryRun: [events]\n").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("dry_run_shared");
            assertThat(problem.fix()).contains("again");
        });
    }
}
