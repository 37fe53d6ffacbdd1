package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.canonical.Audience;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose notices a flow is told; who does not say is told what customers are. */
class AudienceKeysTest {

    @TempDir
    private Path folder;

    private ConnectorCatalog.Loaded load(String accepts, String rest) {
        return new TestHome(folder)
                .connector("acme", """
                        clients:
                          api: {kind: http, baseUrl: "https://acme.example", auth: {kind: none}}
                        outbound:
                          push:
                            accepts: %s
                            mapping: acme.notice
                            key: {fields: [id]}
                            request: {post: /told, json: $(mapped)}
                            idempotency: {header: Idempotency-Key, key: {uuid5: [connection.id, canonical.id]}}
                            %s
                        """.formatted(accepts, rest))
                .connection("shop", "acme", "")
                .load();
    }

    private OutboundFlow flow(String rest) {
        ConnectorCatalog.Loaded loaded = load("notice", rest);
        assertThat(loaded.problems()).isEmpty();
        return TestHome.get(TestHome.get(loaded.plans(), "shop").outbound(), "push");
    }

    @Test
    void whoSaysNothingIsToldWhatCustomersAre() {
        assertThat(flow("").audience()).containsExactly(Audience.CUSTOMER);
    }

    @Test
    void staffAreNamed() {
        assertThat(flow("audience: [staff]").audience()).containsExactly(Audience.STAFF);
        assertThat(flow("audience: [customer, staff]").audience())
                .containsExactlyInAnyOrder(Audience.CUSTOMER, Audience.STAFF);
    }

    @Test
    void anotherWordNobodyAndOtherEventsAreRefused() {
        assertThat(load("notice", "audience: [everybody]").problems())
                .anyMatch(problem ->
                        problem.rule().equals("wrong_word") && problem.field().startsWith("outbound.push.audience"));
        assertThat(load("notice", "audience: []").problems())
                .anyMatch(problem ->
                        problem.rule().equals("missing") && problem.field().startsWith("outbound.push.audience"));
        assertThat(load("item", "audience: [staff]").problems())
                .anyMatch(problem ->
                        problem.rule().equals("too_many") && problem.field().startsWith("outbound.push.audience"));
    }

    @Test
    void aConnectionGivesItToAFlowOfItsConnector() {
        ConnectorCatalog.Loaded loaded = new TestHome(folder)
                .connector("acme", """
                        clients:
                          api: {kind: http, baseUrl: "https://acme.example", auth: {kind: none}}
                        outbound:
                          push:
                            accepts: notice
                            mapping: acme.notice
                            key: {fields: [id]}
                            request: {post: /told, json: $(mapped)}
                            idempotency: {header: Idempotency-Key, key: {uuid5: [connection.id, canonical.id]}}
                        """)
                .connection("shop", "acme", "overlay: [{target: $.outbound.push.audience, do: insert, value: [staff]}]")
                .load();

        assertThat(loaded.problems()).isEmpty();
        assertThat(TestHome.get(TestHome.get(loaded.plans(), "shop").outbound(), "push")
                        .audience())
                .containsExactly(Audience.STAFF);
    }
}
