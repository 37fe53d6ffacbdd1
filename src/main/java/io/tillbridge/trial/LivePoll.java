package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.intake.IntakeTrial;
import io.tillbridge.intake.PullTrial;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.posting.PostingTrial;
import io.tillbridge.security.SecretVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.impl.DefaultCamelContext;

/** Polls the first pages of a real partner, keeps nothing, and shows everything with credentials and personal data masked. */
public final class LivePoll {

    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .reader();

    private static final Set<Integer> AGAIN = Set.of(0, 408, 429, 500, 502, 503, 504);

    private LivePoll() {}

    /**
     * What was seen.
     *
     * @param connector of the connection
     * @param exchanges one JSON object per call: {@code request} and {@code response}, masked
     * @param outcomes what each step of the run came to
     * @param whole whether it came to its end, or to as many pages as were asked for
     * @param place the cursor afterwards, JSON; empty when no page was kept
     * @param results what each record would become, masked
     */
    public record Seen(
            String connector,
            List<JsonNode> exchanges,
            List<String> outcomes,
            boolean whole,
            String place,
            List<JsonNode> results) {

        /** Whether at least one call was answered. */
        public boolean reached() {
            return exchanges.stream().anyMatch(one -> one.at("/response/status").asInt() > 0);
        }

        /** Whether the run failed. */
        public boolean failed() {
            return outcomes.stream().anyMatch(one -> one.startsWith("failed"));
        }

        /** The exchanges without those that were only asked again after a wait: what a run on a quiet day would see. */
        public List<JsonNode> heard() {
            return exchanges.stream()
                    .filter(one -> !AGAIN.contains(one.at("/response/status").asInt()))
                    .toList();
        }

        /** Whether the run failed or a record would become a dead letter. */
        public boolean found() {
            return failed() || results.stream().anyMatch(one -> one.has("dead_letter"));
        }
    }

    /**
     * Polls, and waits between two calls as a budget or the partner asks, two minutes in all.
     *
     * @param told receives a line before each longer wait
     * @throws IllegalArgumentException when there is no such connection or poll
     * @throws io.tillbridge.platform.InvalidFilesException when the files have problems
     */
    public static Seen of(
            HomeFiles home,
            String connection,
            String flow,
            int pages,
            SecretVault vault,
            Clock clock,
            Consumer<String> told) {
        LiveConnection real = LiveConnection.of(home, connection, vault, clock);
        InboundFlow known = real.plan().inbound().get(flow);
        if (known == null || !(known.source() instanceof PollHttpSource source)) {
            throw new IllegalArgumentException("connection " + connection + " has no flow '" + flow
                    + "' that polls; those that do: " + polling(real.plan()));
        }
        Masked masked = new Masked(real.secrets());
        boolean linked = source.pages() instanceof Pages.LinkBody;
        try (Recorder recorder = new Recorder(real.baseUrl(source.client()), linked);
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            LiveConnection live = real.calling(source.client(), recorder.url());
            ConnectionPlans plans = live.catalog();
            PostingTrial posting =
                    new PostingTrial(plans, new NewestMappings(MappingCatalog.load(home, new Problems())));
            IntakeTrial intake = new IntakeTrial(live.partners(camel), reference -> List.of(), posting.mapped(), clock);
            InboundFlow redirected = live.plan().inbound().get(flow);
            PullTrial trial = intake.pull(live.plan(), redirected == null ? known : redirected)
                    .orElseThrow();
            LiveWalk walk = new LiveWalk(trial.begin(), recorder, new Patience(told));
            boolean whole = walk.pages(pages);
            return new Seen(
                    live.plan().connector(),
                    recorder.exchanges().stream().map(one -> shown(one, masked)).toList(),
                    walk.outcomes(),
                    whole,
                    String.valueOf(trial.place() == null ? "" : trial.place()),
                    trial.documents().stream()
                            .flatMap(document -> results(posting, document, masked).stream())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the Camel context of the trial did not close", e);
        }
    }

    private static List<String> polling(ConnectionPlan plan) {
        return plan.inbound().values().stream()
                .filter(flow -> flow.source() instanceof PollHttpSource)
                .map(InboundFlow::name)
                .sorted()
                .toList();
    }

    private static List<JsonNode> results(PostingTrial posting, AcceptedDocument document, Masked masked) {
        List<JsonNode> results = new ArrayList<>();
        for (PostingTrial.Outcome outcome : posting.of(document, Bench::known)) {
            ObjectNode one = JsonNodeFactory.instance.objectNode().put("key", document.businessKey());
            if (outcome instanceof PostingTrial.Event event) {
                one.put("event", event.type().word()).set("result", masked.json(event.body()));
            } else if (outcome instanceof PostingTrial.Dead dead) {
                one.put("dead_letter", dead.code()).put("at", dead.at());
            } else {
                one.put("outcome", outcome.getClass().getSimpleName());
            }
            results.add(one);
        }
        return results;
    }

    private static JsonNode shown(Recorder.Exchange exchange, Masked masked) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        ObjectNode request = shown.putObject("request");
        request.put("method", exchange.method());
        request.put("uri", masked.text(exchange.uri()));
        request.set("body", body(exchange.request(), masked));
        ObjectNode response = shown.putObject("response");
        response.put("status", exchange.status());
        ObjectNode headers = response.putObject("headers");
        exchange.headers().forEach((name, value) -> {
            if (name.matches("content-type|date|link|retry-after|x?-?rate-?limit.*")) {
                headers.put(name, masked.text(value));
            }
        });
        response.set("body", body(exchange.response(), masked));
        return shown;
    }

    private static JsonNode body(String text, Masked masked) {
        try {
            return text.isEmpty() ? JsonNodeFactory.instance.nullNode() : masked.json(JSON.readTree(text));
        } catch (JsonProcessingException notJson) {
            return JsonNodeFactory.instance.textNode(text.length() + " characters that are no JSON");
        }
    }
}
