package io.tillbridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.delivery.DeliveryTrial;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.PartnerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An outbound flow: one frozen batch, repeated until the partner has answered for it. */
final class PushCaller implements Caller {

    static final UUID BATCH = UUID.fromString("0197736e-6d00-7000-8000-000000000001");

    private final Bench bench;
    private final OutboundFlow flow;
    private final JsonNode mapped;
    private final List<TranslationInput> lanes;
    private @Nullable HttpPartner partner;
    private int calls;

    /**
     * A caller of one batch.
     *
     * @param lanes inputs of the translation, one per lane
     */
    PushCaller(Bench bench, OutboundFlow flow, JsonNode mapped, List<TranslationInput> lanes) {
        this.bench = bench;
        this.flow = flow;
        this.mapped = mapped;
        this.lanes = lanes;
    }

    @Override
    public String flow() {
        return flow.name();
    }

    @Override
    public String client() {
        return flow.client();
    }

    /** What the flow's mapping made of the batch. */
    JsonNode mapped() {
        return mapped;
    }

    /** The canonical event of its first lane. */
    JsonNode event() {
        return lanes.get(0).document();
    }

    /** The canonical events, one per lane. */
    List<JsonNode> events() {
        return lanes.stream().map(TranslationInput::document).toList();
    }

    @Override
    public FakePartner.Behaviour good() {
        OutboundFlow.ItemList list = flow.reply().items();
        return FakePartner.answer(
                200,
                list == null
                        ? "{}"
                        : new ListedAnswer(flow, list).taken(events()).toString());
    }

    @Override
    public void reset() {
        partner = null;
        calls = 0;
    }

    private HttpPartner partner() {
        HttpPartner known = partner;
        if (known == null) {
            known = bench.partners().http(bench.plan(), flow.client());
            partner = known;
        }
        return known;
    }

    private DeliveryTrial delivery() {
        return new DeliveryTrial(bench.plan(), flow, partner(), new Random(1));
    }

    /** The frozen bytes of a batch. */
    PartnerRequest request(UUID batch) {
        Map<String, JsonNode> resolved = lanes.get(0).resolved();
        return delivery().request(mapped, events(), resolved, batch);
    }

    /** Makes one call and reads what its answer means. */
    DeliveryTrial.Meaning call() {
        PartnerRequest request = request(BATCH);
        Answer answer = partner().call(request, calls);
        DeliveryTrial.Meaning meaning = delivery()
                .meaning(request, BATCH, events(), calls, answer, bench.clock().instant());
        calls++;
        return answer instanceof Answer.NotCalled not
                ? new DeliveryTrial.Meaning("postponed", not.pause(), List.of())
                : meaning;
    }

    @Override
    public Step step() {
        DeliveryTrial.Meaning meaning = call();
        Duration pause = meaning.pause();
        if (meaning.state().equals("delivered")) {
            return new Step(Step.End.DONE, Duration.ZERO, "delivered");
        }
        boolean dead = meaning.lanes().stream().anyMatch(lane -> lane.startsWith("dead"));
        return new Step(dead ? Step.End.DEAD : Step.End.AGAIN, pause == null ? Duration.ZERO : pause, meaning.state());
    }

    @Override
    public String disorder(List<FakePartner.Call> sent) {
        String header = flow.idempotency().header();
        long different = sent.stream()
                .map(call -> call.method()
                        + call.uri()
                        + call.body()
                        + (header == null ? "" : call.headers().get(header.toLowerCase(Locale.ROOT))))
                .distinct()
                .count();
        return different == 1 ? "" : "the repetitions sent " + different + " different calls";
    }

    @Override
    public String premature() {
        return "";
    }
}
