package io.tillbridge.posting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.Failure.Stage;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.connector.StaleRule;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.PollRequested;
import io.tillbridge.message.ReadyDocument;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads each document once and decides by its connection's plan what is to become of it: translated, cut into children,
 * fetched, a poll triggered, or dropped and counted. Does no I/O.
 */
@Component
final class Interpreter {

    private static final String FETCHED = "fetch:";

    private final ConnectionPlans plans;

    Interpreter(ConnectionPlans plans) {
        this.plans = plans;
    }

    /** What a batch of documents asks for: the documents themselves with their children behind them, and polls. */
    record Interpreted(List<Work> works, List<PollRequested> polls) {}

    /** What is the same for an inbound flow and for a fetch's result. */
    private record Flow(
            KeyRule key,
            @Nullable StaleRule stale,
            List<DispatchRule> dispatch,
            Map<String, ResolveRule> resolve,
            @Nullable Condition tombstone) {

        static @Nullable Flow find(ConnectionPlan plan, String name) {
            if (name.startsWith(FETCHED)) {
                FetchPlan fetch = plan.fetches().get(name.substring(FETCHED.length()));
                return fetch == null
                        ? null
                        : new Flow(fetch.key(), fetch.stale(), fetch.dispatch(), fetch.resolve(), null);
            }
            InboundFlow flow = plan.inbound().get(name);
            return flow == null
                    ? null
                    : new Flow(flow.key(), flow.stale(), flow.dispatch(), flow.resolve(), flow.tombstone());
        }
    }

    Interpreted interpret(List<ReadyDocument> batch) {
        List<Work> works = new ArrayList<>(batch.size());
        List<PollRequested> polls = new ArrayList<>();
        for (ReadyDocument ready : batch) {
            interpret(ready, works, polls);
        }
        return new Interpreted(works, polls);
    }

    private void interpret(ReadyDocument ready, List<Work> works, List<PollRequested> polls) {
        Work work = new Work(ready);
        works.add(work);
        AcceptedDocument document = ready.document();
        ConnectionPlan plan = plans.find(document.connection());
        Flow flow = plan == null ? null : Flow.find(plan, flowOf(document));
        if (plan == null || flow == null) {
            work.verdict = dead(
                    "unknown_flow",
                    Category.OUR_DEFECT,
                    "",
                    "no flow " + document.connection() + "." + document.flow()
                            + " in the running configuration; restore its connection or archive this letter");
            return;
        }
        JsonNode json = parse(work, document);
        if (json == null) {
            return;
        }
        KeyRule key = flow.key();
        DispatchRule.Emit part = partOf(flow, document);
        if (part != null) {
            key = part.key() == null ? key : part.key();
            work.businessKey = Keys.of(key, json, header(document), scope(plan));
            work.eventTime = eventTime(flow, json);
            work.route = route(plan, json, part, flow);
            return;
        }
        work.businessKey = Keys.of(key, json, header(document), scope(plan));
        work.eventTime = eventTime(flow, json);
        if (flow.tombstone() != null && Conditions.holds(flow.tombstone(), json, header(document), 0)) {
            work.verdict = new Verdict.Skipped("tombstone");
            return;
        }
        for (int row = 0; row < flow.dispatch().size(); row++) {
            DispatchRule rule = flow.dispatch().get(row);
            if (Conditions.holds(rule.when(), json, header(document), 0)) {
                apply(rule.outcome(), row, work, plan, flow, json, works, polls);
                return;
            }
        }
        work.verdict = dead(
                "no_dispatch_row",
                Category.MISSING_REFERENCE,
                "",
                "no dispatch row of flow " + document.flow()
                        + " matches this document; add a row, or count_and_drop it with a metric");
    }

    private void apply(
            DispatchRule.Outcome outcome,
            int row,
            Work work,
            ConnectionPlan plan,
            Flow flow,
            JsonNode json,
            List<Work> works,
            List<PollRequested> polls) {
        if (outcome instanceof DispatchRule.Emit emit) {
            if (emit.each() == null) {
                work.route = route(plan, json, emit, flow);
            } else {
                split(emit, row, work, plan, flow, json.at(emit.each()), works);
            }
        } else if (outcome instanceof DispatchRule.Fetch fetch) {
            ObjectNode asked = JsonNodeFactory.instance.objectNode().put("fetch", fetch.fetch());
            ObjectNode args = asked.putObject("args");
            fetch.args().forEach((name, template) -> args.put(name, template.render(path -> lookup(plan, json, path))));
            work.verdict = new Verdict.Fetching(asked.toString());
        } else if (outcome instanceof DispatchRule.Trigger trigger) {
            polls.add(new PollRequested(plan.id(), trigger.flow()));
            work.verdict = new Verdict.Posted("triggered");
        } else if (outcome instanceof DispatchRule.Drop drop) {
            work.verdict = new Verdict.Skipped("filtered:" + drop.metric());
        } else {
            work.verdict = dead(
                    "dispatch_dead_letter",
                    Category.MISSING_REFERENCE,
                    "",
                    "a dispatch row of flow " + work.ready.document().flow()
                            + " sends this document to the dead letters");
        }
    }

    /**
     * Cuts a document with many events into children. A child's id derives from its parent's and its place, so that a
     * redelivered parent makes the same children again.
     */
    private void split(
            DispatchRule.Emit emit,
            int row,
            Work parent,
            ConnectionPlan plan,
            Flow flow,
            JsonNode elements,
            List<Work> works) {
        if (!elements.isArray()) {
            parent.verdict = dead(
                    "not_a_list",
                    Category.MISSING_REFERENCE,
                    String.valueOf(emit.each()),
                    "expected an array to cut into events, found "
                            + elements.getNodeType().name().toLowerCase(Locale.ROOT));
            return;
        }
        AcceptedDocument document = parent.ready.document();
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            UUID id = ChildIds.of(document.messageId(), i);
            Work child = new Work(ReadyDocument.arrived(new AcceptedDocument(
                    id,
                    document.messageId(),
                    document.connection(),
                    document.flow() + "#" + row,
                    null,
                    null,
                    document.receivedAt(),
                    "application/json",
                    document.headers(),
                    element.toString().getBytes(StandardCharsets.UTF_8),
                    null,
                    document.traceparent())));
            KeyRule key = emit.key() == null ? flow.key() : emit.key();
            child.businessKey = Keys.of(key, element, header(document), scope(plan));
            child.eventTime = parent.eventTime;
            child.route = route(plan, element, emit, flow);
            works.add(child);
        }
        parent.verdict = new Verdict.Posted("split");
    }

    /** A child's flow is its parent's with the number of the dispatch row behind it, such as {@code events#2}. */
    private static DispatchRule.@Nullable Emit partOf(Flow flow, AcceptedDocument document) {
        int hash = document.flow().indexOf('#');
        if (hash < 0) {
            return null;
        }
        int row = Integer.parseInt(document.flow().substring(hash + 1));
        return row < flow.dispatch().size() && flow.dispatch().get(row).outcome() instanceof DispatchRule.Emit emit
                ? emit
                : null;
    }

    private static String flowOf(AcceptedDocument document) {
        int hash = document.flow().indexOf('#');
        return hash < 0 ? document.flow() : document.flow().substring(0, hash);
    }

    private Work.Route route(ConnectionPlan plan, JsonNode json, DispatchRule.Emit emit, Flow flow) {
        return new Work.Route(plan, plans.generation(plan.id()), json, emit.event(), emit.mapping(), flow.resolve());
    }

    private static @Nullable JsonNode parse(Work work, AcceptedDocument document) {
        byte[] body = document.body();
        try {
            if (wide(body)) {
                throw new CharConversionException("not UTF-8");
            }
            JsonNode json = ExactJson.parse(body);
            if (json.isContainerNode()) {
                return json;
            }
            work.verdict = dead(
                    "not_a_document",
                    Category.PARTNER_REFUSED,
                    "",
                    body.length == 0
                            ? "the body is empty; expected a JSON object. The sender must send it again"
                            : "the body is a bare JSON value; expected an object or an array");
        } catch (JsonProcessingException e) {
            work.verdict = dead(
                    "invalid_json",
                    Category.PARTNER_REFUSED,
                    e.getLocation() == null
                            ? ""
                            : "line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr(),
                    "the body is not valid JSON (" + reason(e) + "); the sender must send it again");
        } catch (IOException e) {
            work.verdict = dead(
                    "invalid_charset",
                    Category.PARTNER_REFUSED,
                    "",
                    "the body is not UTF-8 text; the sender must send JSON in UTF-8 (RFC 8259 section 8.1)");
        }
        return null;
    }

    /** UTF-16 and UTF-32, which the parser would read, but which card numbers are not redacted in (RFC 4627 section 3). */
    private static boolean wide(byte[] body) {
        return body.length > 1 && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xFE || body[0] == (byte) 0xFF);
    }

    /** What the parser says, without the place, and cut: it may quote the document. */
    private static String reason(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        return message.length() <= 80 ? message : message.substring(0, 80) + "...";
    }

    private static @Nullable Instant eventTime(Flow flow, JsonNode json) {
        if (flow.stale() == null || !flow.stale().type().equals("instant")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(json.at(flow.stale().version()).asText())
                    .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Function<String, @Nullable String> header(AcceptedDocument document) {
        return name -> document.headers().get(name.toLowerCase(Locale.ROOT));
    }

    private static Function<String, @Nullable JsonNode> scope(ConnectionPlan plan) {
        return path -> path.equals("connection.id") ? JsonNodeFactory.instance.textNode(plan.id()) : null;
    }

    /** A fetch's argument is read from the document by {@code record.<pointer>}. */
    private static @Nullable JsonNode lookup(ConnectionPlan plan, JsonNode json, String path) {
        return path.startsWith("record./")
                ? json.at(path.substring("record.".length()))
                : scope(plan).apply(path);
    }

    static Verdict.Dead dead(String code, Category category, String at, String detail) {
        return new Verdict.Dead(new Failure(Stage.TRANSLATE, code, category, at, detail));
    }
}
