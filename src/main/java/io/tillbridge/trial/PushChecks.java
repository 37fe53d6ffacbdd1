package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.delivery.DeliveryTrial;
import io.tillbridge.mapping.SampleCase;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.partner.PartnerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an outbound flow sends, and what it makes of a refusal inside a success. */
final class PushChecks {

    private static final int TOKENS = 5;

    private static final UUID OTHER = UUID.fromString("0197736e-6d00-7000-8000-000000000002");

    private final Bench bench;
    private final OutboundFlow flow;

    PushChecks(Bench bench, OutboundFlow flow) {
        this.bench = bench;
        this.flow = flow;
    }

    /** A caller of the first sample's batch; null when the mapping has none that it translates. */
    @Nullable
    PushCaller caller() {
        for (SampleCase sample : bench.samples(flow.mapping())) {
            Translation translation = sample.mapping().translate(sample.input());
            if (translation instanceof Translation.Translated translated) {
                List<TranslationInput> batch = sample.input().batch();
                return new PushCaller(
                        bench, flow, translated.result(), batch.isEmpty() ? List.of(sample.input()) : batch);
            }
        }
        return null;
    }

    List<CheckResult> run() {
        PushCaller caller = caller();
        if (caller == null) {
            return List.of(CheckResult.failed(
                    flow.name(), Check.DOCUMENTS, "mapping " + flow.mapping() + " has no sample that it translates"));
        }
        List<CheckResult> results = new ArrayList<>();
        results.add(new DistinctKeys(bench.plan(), flow, caller.mapped()).check(caller.event()));
        if (bench.http(flow.client()) == null) {
            results.addAll(MessageChecks.of(flow, caller.mapped()));
            return results;
        }
        results.add(told(caller));
        results.add(duplicate(caller));
        if (flow.items() != null) {
            results.add(itemErrors(caller, errors(flow.items())));
        }
        OutboundFlow.ItemList list = flow.reply().items();
        if (list != null) {
            results.add(itemErrors(caller, new ListedAnswer(flow, list).firstRefused(caller.events())));
        }
        return results;
    }

    private CheckResult told(PushCaller caller) {
        caller.reset();
        bench.fake().always(caller.good());
        Step step = caller.step();
        // The first token takes longer than a trial's patience on a busy machine
        for (int i = 0; i < TOKENS && bench.fake().calls().isEmpty(); i++) {
            bench.clock().advance(step.pause().plusSeconds(1));
            step = caller.step();
        }
        return step.end() == Step.End.DONE
                ? CheckResult.passed(
                        flow.name(),
                        Check.DOCUMENTS,
                        "a batch of " + caller.events().size() + " is told")
                : CheckResult.failed(flow.name(), Check.DOCUMENTS, "a 200 was read as " + step.word());
    }

    private CheckResult duplicate(PushCaller caller) {
        caller.reset();
        PartnerRequest first = caller.request(PushCaller.BATCH);
        PartnerRequest again = caller.request(PushCaller.BATCH);
        boolean same = first.head().equals(again.head()) && Arrays.equals(first.body(), again.body());
        if (!same) {
            return CheckResult.failed(flow.name(), Check.DUPLICATE, "two renderings of one batch differ");
        }
        PartnerRequest other = caller.request(OTHER);
        boolean ofItsOwn = !first.head().equals(other.head()) || !Arrays.equals(first.body(), other.body());
        return CheckResult.passed(
                flow.name(),
                Check.DUPLICATE,
                ofItsOwn ? "one key per batch, the same for each repetition" : "one key per event, whatever the batch");
    }

    private JsonNode errors(OutboundFlow.ItemResults items) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        Satisfied.set(error, items.index(), IntNode.valueOf(0));
        for (ErrorRule rule : flow.itemErrors()) {
            if (rule.action() != ErrorRule.Action.COUNT_AND_DROP
                    && Satisfied.satisfy(rule.when(), error, new HashMap<>())) {
                break;
            }
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode errors = JsonNodeFactory.instance.arrayNode().add(error);
        JsonPointer at = items.errors();
        Satisfied.set(body, at, errors);
        return body;
    }

    private CheckResult itemErrors(PushCaller caller, JsonNode body) {
        caller.reset();
        bench.fake().always(FakePartner.answer(200, body.toString()));
        DeliveryTrial.Meaning meaning = caller.call();
        boolean first = meaning.lanes().isEmpty() || !meaning.lanes().get(0).equals("delivered");
        boolean others = meaning.lanes().stream().skip(1).noneMatch(lane -> lane.startsWith("dead"));
        return first && others
                ? CheckResult.passed(flow.name(), Check.ERROR_BODY, "only the refused item: " + meaning.lanes())
                : CheckResult.failed(
                        flow.name(),
                        Check.ERROR_BODY,
                        "an error of the first item made of the batch " + meaning.lanes());
    }
}
