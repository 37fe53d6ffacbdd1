package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

    private static final String CONNECTOR = """
            spec:
              a: {optional: true}
              b: {default: "7", type: int}
              key: {type: secret}
            clients:
              api:
                kind: http
                baseUrl: https://example.com/
                headers: {X-A: "$(settings.a)", X-B: "$(settings.b)"}
                auth: {kind: none}
            inbound:
              orders:
                emits: order
                mapping: acme.order
                key: {pointer: /id}
                source: {kind: webhook-in, verify: {kind: standard_webhooks, secrets: $(secrets.key)}}
              poll:
                emits: order
                mapping: acme.order
                key: {pointer: /id}
                source:
                  kind: poll-http
                  every: PT15M
                  request: {get: /orders, query: {since: $(cursor.from)}}
                  records: /orders
                  pages: {kind: none}
                  cursor: {field: /t, type: instant}
            """;
    private static final String SECRETS = "secrets: {key: {kind: env, name: KEY}}\n";

    @TempDir
    private Path folder;

    @Test
    void anOverlayChangesItsConnectionOnly() {
        PollHttpSource overlaid = poll(TestHome.sample("acme-us"), "orders_reconcile");
        PollHttpSource plain = poll(TestHome.sample("acme-de"), "orders_reconcile");

        assertThat(overlaid.schedule()).isEqualTo(new Schedule.Every(Duration.ofMinutes(5)));
        assertThat(plain.schedule()).isEqualTo(new Schedule.Every(Duration.ofMinutes(15)));
    }

    @Test
    void twoConnectionsOfOneConnectorShareNothing() {
        ConnectionPlan us = TestHome.sample("acme-us");
        ConnectionPlan de = TestHome.sample("acme-de");

        assertThat(TestHome.http(de, "admin").baseUrl()).isEqualTo("https://acme-de.myshopify.com/admin/api/2026-07");
        assertThat(TestHome.get(de.secrets(), "accessToken").name()).isEqualTo("ACME_DE_SHOPIFY_TOKEN");
        assertThat(TestHome.get(de.outbound(), "availability").destination()).isEqualTo("acme-de.availability");
        assertThat(de.sha256()).isNotEqualTo(us.sha256());
    }

    @Test
    void overlayRowsInsertAndRemoveInOrder() {
        ConnectionPlan plan = plan(CONNECTOR, SECRETS + """
                overlay:
                  - {target: $.inbound.poll, do: remove}
                  - {target: $.inbound.orders.headers, do: insert, value: [X-One]}
                  - {target: $.inbound.orders.headers, do: insert, value: X-Two}
                  - {target: "$.inbound.orders.headers[0]", do: update, value: X-Three}
                """);

        assertThat(plan.inbound()).containsOnlyKeys("orders");
        assertThat(TestHome.get(plan.inbound(), "orders").headers()).containsExactlyInAnyOrder("x-three", "x-two");
    }

    @Test
    void theOverlaidConnectorIsLintedWhole() {
        Problem problem = onlyProblem(CONNECTOR, SECRETS + """
                overlay:
                  - {target: $.inbound.poll.source.pages, do: remove}
                """);

        assertThat(problem.rule()).isEqualTo("missing_key");
        assertThat(problem.field()).isEqualTo("inbound.poll.source.pages");
    }

    @Test
    void aFlowThatChangesHowItVerifiesThroughItsParentIsRefused() {
        Problem problem = onlyProblem(CONNECTOR, SECRETS + """
                overlay:
                  - target: $.inbound.orders.source
                    do: update
                    value: {kind: webhook-in, verify: {kind: shared_header, header: X, secret: $(secrets.key)}}
                """);

        assertThat(problem.toString())
                .startsWith("config/connections/acme.connection.yaml:8:5 overlay_fixed overlay[0].target:");
    }

    @Test
    void scalarsAreReadAsWritten() {
        ConnectionPlan plan = plan("""
                spec: {no: {}, zeros: {}, time: {}, price: {}, on: {}}
                clients:
                  api:
                    kind: http
                    baseUrl: https://example.com
                    auth: {kind: none}
                    query: {a: $(settings.no), b: $(settings.zeros), c: $(settings.time), d: $(settings.price), e: $(settings.on)}
                check: [{name: any, request: {get: /}, expect: {any: true}}]
                """, "settings: {no: NO, zeros: 0042, time: 22:30, price: 19.90, on: on}\n");

        assertThat(plan.settings())
                .isEqualTo(Map.of("no", "NO", "zeros", "0042", "time", "22:30", "price", "19.90", "on", "on"));
    }

    @Test
    void aDuplicateKeyIsRefused() {
        Problem problem = onlyProblem(CONNECTOR, SECRETS + "settings: {b: \"1\", b: \"2\"}\n");

        assertThat(problem.rule()).isEqualTo("duplicate_key");
        assertThat(problem.line()).isEqualTo(7);
    }

    @Test
    void anOptionalSettingWithoutAValueStaysAPlaceholderAndADefaultIsPutIn() {
        Map<String, Template> headers =
                TestHome.http(plan(CONNECTOR, SECRETS), "api").headers();

        assertThat(headers.get("X-A")).isEqualTo(Template.parse("$(settings.a)"));
        assertThat(headers.get("X-B")).isEqualTo(Template.parse("7"));
    }

    @Test
    void anOptionalSettingWithoutAValueCannotBeAConstant() {
        Problem problem = onlyProblem(
                CONNECTOR.replace("baseUrl: https://example.com/", "baseUrl: https://$(settings.a)/"), SECRETS);

        assertThat(problem.rule()).isEqualTo("no_value");
        assertThat(problem.field()).isEqualTo("clients.api.baseUrl");
    }

    @Test
    void aMistypedWordIsAnsweredWithTheNearestOne() {
        Problem problem =
                onlyProblem(CONNECTOR.replace("key: {pointer: /id}", "key: {pointr: /id}"), SECRETS, "unknown_key");

        assertThat(problem.found()).isEqualTo("'pointr'");
        assertThat(problem.fix()).isEqualTo("did you mean 'pointer'?");
        assertThat(problem.column()).isEqualTo(11);
    }

    @Test
    void aSettingThatOnlyAMappingReadsIsUsed() {
        String connector = CONNECTOR.replace("spec:\n", "spec:\n  location: {default: S-1}\n");
        TestHome home = new TestHome(folder).connector("acme", connector);
        assertThat(home.load().problems())
                .extracting(Problem::rule, Problem::field)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("unused", "spec.location"));

        home.put(
                "mappings/acme/order/V001__orders.mapping.yaml",
                "rows:\n  - {to: location, type: id, from: $connection.settings.location}\n");

        assertThat(home.load().problems()).isEmpty();
    }

    @Test
    void anUnknownConnectorIsNamed() {
        TestHome home = new TestHome(folder).connector("acme", CONNECTOR).connection("acme", "acne", SECRETS);

        assertThat(home.load().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix()).isEqualTo("did you mean 'acme'?"));
    }

    @Test
    void aFileThatIsNotNamedAsItsDocumentIsRefused() {
        TestHome home = new TestHome(folder).connector("acme", CONNECTOR);
        home.put("config/connections/other.connection.yaml", """
                apiVersion: tillbridge/v1
                kind: Connection
                id: acme
                connector: acme
                timezone: UTC
                """ + SECRETS);

        assertThat(home.load().problems())
                .extracting(Problem::rule, Problem::line)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("name_unlike_file", 3));
    }

    @Test
    void secretsStandInNoProblemNoPlanAndNoException() {
        String secret = "shpat_5ecr3t";
        TestHome home = new TestHome(folder)
                .connector(
                        "acme",
                        CONNECTOR
                                .replace("auth: {kind: none}", "auth: {kind: bearer, token: " + secret + "}")
                                .replace("secrets: $(secrets.key)", "secrets: " + secret))
                .connection("acme", "acme", "settings: {key: %1$s}\nsecrets: {key: %1$s}\n".formatted(secret));
        ConnectorCatalog.Loaded loaded = home.load();

        assertThat(loaded.problems())
                .filteredOn(problem -> problem.rule().equals("secret_written_out"))
                .hasSize(4);
        assertThat(loaded.toString()).doesNotContain(secret);
        assertThatThrownBy(() -> {
                    throw new InvalidFilesException(loaded.problems());
                })
                .message()
                .doesNotContain(secret);
    }

    @Test
    void aConnectionWithAProblemHasNoPlanAndTheOthersHaveTheirs() {
        ConnectorCatalog.Loaded loaded = new TestHome(folder)
                .connector("acme", CONNECTOR)
                .connection("good", "acme", SECRETS)
                .connection("bad", "acme", "")
                .load();

        assertThat(loaded.plans()).containsOnlyKeys("good");
        assertThat(loaded.problems()).extracting(Problem::rule).containsExactly("missing_setting");
    }

    private ConnectionPlan plan(String connector, String connection) {
        ConnectorCatalog.Loaded loaded = new TestHome(folder)
                .connector("acme", connector)
                .connection("acme", "acme", connection)
                .load();
        assertThat(loaded.problems()).isEmpty();
        return Objects.requireNonNull(loaded.plans().get("acme"));
    }

    private Problem onlyProblem(String connector, String connection) {
        List<Problem> problems = problems(connector, connection);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private Problem onlyProblem(String connector, String connection, String rule) {
        return problems(connector, connection).stream()
                .filter(problem -> problem.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private List<Problem> problems(String connector, String connection) {
        return new TestHome(folder)
                .connector("acme", connector)
                .connection("acme", "acme", connection)
                .load()
                .problems();
    }

    private static PollHttpSource poll(ConnectionPlan plan, String flow) {
        return (PollHttpSource) TestHome.get(plan.inbound(), flow).source();
    }
}
