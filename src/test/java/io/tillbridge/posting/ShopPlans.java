package io.tillbridge.posting;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.Audience;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.JsonTemplate;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Template;
import io.tillbridge.connector.Verification;
import io.tillbridge.connector.WebhookSource;
import io.tillbridge.mapping.ExactJson;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The plan of the one connection {@code shop}: its flows are named after the event type they emit. */
final class ShopPlans implements ConnectionPlans {

    private static final JsonPointer ID = JsonPointer.compile("/key");

    private final Map<String, ConnectionPlan> plans = new TreeMap<>();
    private final String mapping;

    ShopPlans(String mapping, List<OutboundFlow> followers) {
        this.mapping = mapping;
        plans.put("shop", plan("shop", Set.of("counts"), mapping, followers));
    }

    /** Another system of the same flows, told nothing. */
    void connect(String id, String... owns) {
        plans.put(id, plan(id, Set.of(owns), mapping, List.of()));
    }

    private static ConnectionPlan plan(String id, Set<String> owns, String mapping, List<OutboundFlow> followers) {
        Map<String, InboundFlow> inbound = new HashMap<>();
        for (EventType type : EventType.values()) {
            if (type.direction() == EventType.Direction.IN) {
                inbound.put(type.word(), flow(type.word(), new DispatchRule.Emit(type, mapping, null, null)));
            }
        }
        inbound.put(
                "many",
                flow(
                        "many",
                        new DispatchRule.Emit(
                                EventType.STOCK_SNAPSHOT,
                                "canonical",
                                JsonPointer.compile("/events"),
                                new KeyRule.Pointers(List.of(ID)))));
        inbound.put(
                "variation-sale",
                flow(
                        "variation-sale",
                        new DispatchRule.Emit(EventType.SALE, "canonical", null, null),
                        Map.of(
                                "sku",
                                new ResolveRule(
                                        ResolveRule.Type.XREF,
                                        "shop.variation",
                                        new KeyRule.Pointers(List.of(JsonPointer.compile("/variation"))),
                                        null,
                                        ResolveRule.Missing.HOLD))));
        inbound.put("xml", received("xml", new Format.Xml("event", Set.of("event/lines"), null)));
        inbound.put("form", received("form", new Format.Form(List.of(JsonPointer.compile("/event")))));
        inbound.put(
                "thin", flow("thin", new DispatchRule.Fetch("order", Map.of("id", Template.parse("$(record./key)")))));
        Map<String, OutboundFlow> outbound = new HashMap<>();
        for (String name : id.equals("shop") ? List.of("web", "market") : List.<String>of()) {
            outbound.put(
                    name,
                    outbound(
                            name,
                            EventType.AVAILABILITY,
                            List.of("sku", "location"),
                            new OutboundFlow.Collapse(Duration.ZERO, 100)));
        }
        followers.forEach(
                flow -> outbound.put(outbound.containsKey(flow.name()) ? flow.destination() : flow.name(), flow));
        return new ConnectionPlan(
                id,
                "canonical",
                "1",
                ZoneId.of("Europe/Berlin"),
                null,
                Map.of(),
                Map.of(),
                owns,
                Map.of(),
                inbound,
                Map.of(),
                outbound,
                "hash");
    }

    private static InboundFlow flow(String name, DispatchRule.Outcome outcome) {
        return flow(name, outcome, Map.of());
    }

    private static InboundFlow flow(String name, DispatchRule.Outcome outcome, Map<String, ResolveRule> resolve) {
        return new InboundFlow(
                name,
                new WebhookSource(
                        new Verification.SharedHeader("x", new SecretReference("env", "X", false)),
                        null,
                        1000,
                        Set.of()),
                null,
                new KeyRule.Pointers(List.of(ID)),
                null,
                List.of(new DispatchRule(new Condition.Any(), outcome)),
                resolve,
                null,
                Set.of(),
                null);
    }

    private static InboundFlow received(String name, Format format) {
        InboundFlow json =
                flow(name, new DispatchRule.Emit(EventType.STOCK_RECEIVED, "canonical", null, null), Map.of());
        WebhookSource source = (WebhookSource) json.source();
        return new InboundFlow(
                name,
                new WebhookSource(source.verify(), null, 1000, Set.of(), format),
                null,
                new KeyRule.Pointers(List.of(JsonPointer.compile("/event/id"))),
                null,
                json.dispatch(),
                Map.of(),
                null,
                Set.of(),
                null);
    }

    /** A flow to a destination of its own; every state is told in turn when {@code collapse} is null. */
    static OutboundFlow outbound(
            String name, EventType type, List<String> key, OutboundFlow.@Nullable Collapse collapse) {
        return new OutboundFlow(
                name,
                "shop." + name,
                Set.of(type),
                "out",
                new KeyRule.Fields(key),
                "api",
                new RequestTemplate(
                        "POST",
                        Template.parse("/"),
                        Map.of(),
                        Map.of(),
                        new RequestTemplate.Json(
                                new JsonTemplate(ExactJson.nodes().objectNode()))),
                collapse,
                Map.of(),
                new OutboundFlow.Idempotency("Idempotency-Key", new KeyRule.Uuid5(List.of("batch.id"))),
                null,
                List.of(),
                null,
                Duration.ofDays(3));
    }

    /** {@code letters} is told what customers are, {@code pager} what staff are. */
    static List<OutboundFlow> notices() {
        OutboundFlow letters = outbound("letters", EventType.NOTICE, List.of("id"), null);
        OutboundFlow pager = outbound("pager", EventType.NOTICE, List.of("id"), null);
        return List.of(
                letters,
                new OutboundFlow(
                        pager.name(),
                        pager.destination(),
                        pager.accepts(),
                        pager.mapping(),
                        pager.key(),
                        pager.client(),
                        pager.call(),
                        null,
                        Map.of(),
                        pager.idempotency(),
                        null,
                        List.of(),
                        null,
                        pager.giveUpAfter(),
                        pager.reply(),
                        List.of(),
                        null,
                        null,
                        Set.of(Audience.STAFF)));
    }

    @Override
    public @Nullable ConnectionPlan find(String connection) {
        return plans.get(connection);
    }

    @Override
    public Collection<ConnectionPlan> all() {
        return plans.values();
    }

    @Override
    public int generation(String connection) {
        return 1;
    }
}
