package io.tillbridge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the topology: patterns and beans only, failures in one place, no way back. */
class RouteTopologyTest {

    private static final List<RouteFile> FILES = RouteFile.all();

    /** The patterns in use; a further one is added here after asking whether the decision belongs into a bean. */
    private static final Set<String> PATTERNS = Set.of("bean", "to", "toD", "removeHeaders");

    private static final Set<String> FLOW_KINDS = Set.of(
            "files-in",
            "webhook-in",
            "poll-http",
            "jdbc-in",
            "jms-in",
            "kafka-in",
            "push-file",
            "push-http",
            "push-jms",
            "push-kafka");

    @Test
    void everyFileHoldsOneFlowNamedLikeItAndDescribed() {
        assertThat(FILES).hasSizeGreaterThanOrEqualTo(8);
        for (RouteFile file : FILES) {
            assertThat(file.ids()).as(file.name()).contains(file.name());
            assertThat(file.documents())
                    .as(file.name() + ": one route or template a file")
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(file.routes()).as(file.name()).hasSizeLessThanOrEqualTo(1);
            assertThat(file.documents())
                    .allSatisfy(document -> assertThat(
                                    RouteFile.map(document.values().iterator().next())
                                            .get("description"))
                            .as(file.name() + ": every route says what it is for; Kaoto drops comments")
                            .isNotNull());
        }
    }

    @Test
    void stepsArePatternsAndBeansWithAnIdToFindThemBy() {
        for (RouteFile file : FILES) {
            for (Map<?, ?> route : file.routes()) {
                assertThat(RouteFile.steps(route)).as(file.name()).isNotEmpty().allSatisfy(step -> {
                    assertThat(PATTERNS)
                            .as(file.name() + ": decisions are beans; move " + step.kind() + " into one")
                            .contains(step.kind());
                    assertThat(String.valueOf(step.settings().get("id")))
                            .as(file.name() + ": a step's id is verb-object")
                            .matches("[a-z]+(-[a-z]+)+");
                });
            }
        }
    }

    @Test
    void failuresAreHandledOnlyInRouteConfigurationsWithoutRedeliveryInMemory() {
        for (RouteFile file : FILES) {
            for (Map<?, ?> route : file.routes()) {
                assertThat(route.toString())
                        .as(file.name() + ": record failures in a routeConfiguration instead")
                        .doesNotContain("onException", "doTry", "errorHandler", "deadLetterChannel");
            }
            assertThat(file.text().split("- exception:|- onException:\n", -1).length)
                    .as(file.name()
                            + ": every onException names maximumRedeliveries 0; the schedule lives in PostgreSQL")
                    .isLessThanOrEqualTo(file.text().split("maximumRedeliveries: 0\n", -1).length);
            assertThat(file.text()).doesNotContainPattern("maximumRedeliveries: [^0\\s]");
        }
        assertThat(FILES.stream().map(RouteFile::text).filter(text -> text.contains("maximumRedeliveries")))
                .hasSize(4);
    }

    @Test
    void headersOfTheFrameworkAreDroppedFirstWhereARouteTakesRequests() {
        List<String> takers = List.of("hooks", "webhook-in", "jms-in");
        for (String taker : takers) {
            RouteFile.Step first = RouteFile.steps(named(taker).routes().get(0)).get(0);
            assertThat(first.kind()).as(taker).isEqualTo("removeHeaders");
            assertThat(first.settings().get("pattern")).as(taker).isEqualTo("Camel*");
        }
    }

    @Test
    void noHostQueueOrCredentialIsWrittenOut() {
        for (RouteFile file : FILES) {
            assertThat(file.text())
                    .as(file.name() + ": name channels as {{channel.x}}, hosts in connections")
                    .doesNotContainPattern("(jms|activemq):(queue|topic):(?!\\{\\{channel\\.)")
                    .doesNotContainPattern("https?://|localhost|password|token|secret");
        }
    }

    @Test
    void flowKindsAreTemplates() {
        for (String kind : FLOW_KINDS) {
            assertThat(named(kind).documents())
                    .as(kind)
                    .anySatisfy(document ->
                            assertThat(document.get("routeTemplate")).isNotNull());
        }
    }

    @Test
    void theGraphOfChannelsHasNoWayBack() {
        Map<String, Set<String>> edges = new HashMap<>();
        for (RouteFile file : FILES) {
            for (Map<?, ?> route : file.routes()) {
                String from = channel(RouteFile.source(route));
                for (RouteFile.Step step : RouteFile.steps(route)) {
                    Object uri = step.settings().get("uri");
                    if (uri != null) {
                        edges.computeIfAbsent(from, key -> new HashSet<>()).add(channel(uri.toString()));
                    }
                }
            }
        }
        assertThat(reachable(edges, "platform-http:/hooks"))
                .as("a webhook reaches the journal")
                .contains("journal:{{channel.intake}}");
        for (String channel : edges.keySet()) {
            assertThat(reachable(edges, channel))
                    .as("channels behind " + channel + "; data never flows back, release and replay are rows")
                    .doesNotContain(channel);
        }
    }

    /** All flows of a kind are one channel; what posting reads as {@code intake-batch:journal} is the intake channel. */
    private static String channel(String uri) {
        if (uri.equals("intake-batch:journal")) {
            return "journal:{{channel.intake}}";
        }
        return uri.replaceAll("\\{\\{plan(Id)?}}|\\$\\{exchangeProperty.TillbridgePlan}", "{plan}");
    }

    private static Set<String> reachable(Map<String, Set<String>> edges, String start) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(edges.getOrDefault(start, Set.of()));
        while (!open.isEmpty()) {
            String channel = open.pop();
            if (reached.add(channel)) {
                open.addAll(edges.getOrDefault(channel, Set.of()));
            }
        }
        return reached;
    }

    private static RouteFile named(String name) {
        return FILES.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("routes/" + name + ".camel.yaml is missing"));
    }
}
