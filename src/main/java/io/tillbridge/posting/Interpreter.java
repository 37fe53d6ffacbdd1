package io.tillbridge.posting;

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
import io.tillbridge.connector.CutDocuments;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Keys;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.PollRequested;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.platform.StorableKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** Header of an element that was cut out of a document: the document's key, kept with it for every later reading. */
    static final String PARENT_KEY = "tillbridge.parent-key";

    private final ConnectionPlans plans;

    Interpreter(ConnectionPlans plans) {
        this.plans = plans;
    }

    /** What a batch of documents asks for: the documents themselves with their children behind them, and polls. */
    record Interpreted(List<Work> works, List<PollRequested> polls) {}

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
        FlowRules flow = plan == null ? null : FlowRules.find(plan, document.flow());
        if (plan == null || flow == null) {
            work.verdict = dead(
                    "unknown_flow",
                    Category.OUR_DEFECT,
                    "",
                    "no flow " + document.connection() + "." + document.flow()
                            + " in the running configuration; restore its connection or archive this letter");
            return;
        }
        JsonNode json = DocumentParser.parse(work, plan.documents(document.flow()));
        if (json == null) {
            return;
        }
        KeyRule key = flow.key();
        DispatchRule.Emit part = flow.partOf(document.flow());
        if (part != null) {
            key = part.key() == null ? key : part.key();
            work.businessKey = businessKey(key, json, document, plan);
            work.eventTime = flow.eventTime(json);
            work.route = route(plan, json, part, flow);
            return;
        }
        work.businessKey = businessKey(key, json, document, plan);
        work.eventTime = flow.eventTime(json);
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
                lookedAt(flow.dispatch()),
                "no dispatch row of flow " + document.flow()
                        + " matches this document; add a row, or count_and_drop it with a metric");
    }

    private void apply(
            DispatchRule.Outcome outcome,
            int row,
            Work work,
            ConnectionPlan plan,
            FlowRules flow,
            JsonNode json,
            List<Work> works,
            List<PollRequested> polls) {
        if (outcome instanceof DispatchRule.Emit emit) {
            if (emit.each() == null) {
                work.route = route(plan, json, emit, flow);
            } else {
                split(emit, row, work, plan, flow, json, works);
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
                    lookedAt(flow.dispatch(), row),
                    "a dispatch row of flow " + work.ready.document().flow()
                            + " sends this document to the dead letters");
        }
    }

    /** What a row looks at; one that takes everything that is left is told by all. */
    private static String lookedAt(List<DispatchRule> rows, int row) {
        String own = lookedAt(rows.subList(row, row + 1));
        return own.isEmpty() ? lookedAt(rows) : own;
    }

    private static String lookedAt(List<DispatchRule> rows) {
        return Conditions.subjects(
                new Condition.AnyOf(rows.stream().map(DispatchRule::when).toList()));
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
            FlowRules flow,
            JsonNode json,
            List<Work> works) {
        List<JsonNode> elements;
        try {
            elements = CutDocuments.of(emit, json);
        } catch (CutDocuments.NoListException e) {
            parent.verdict =
                    dead("not_a_list", TranslationFault.of("not_a_list"), e.place(), String.valueOf(e.getMessage()));
            return;
        }
        AcceptedDocument document = parent.ready.document();
        Map<String, String> headers = new HashMap<>(document.headers());
        if (parent.businessKey != null) {
            headers.put(PARENT_KEY, parent.businessKey);
        }
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = elements.get(i);
            UUID id = ChildIds.of(document.messageId(), i);
            Work child = new Work(ReadyDocument.arrived(new AcceptedDocument(
                    id,
                    document.messageId(),
                    document.connection(),
                    FlowRules.part(document.flow(), row),
                    null,
                    null,
                    document.receivedAt(),
                    "application/json",
                    headers,
                    element.toString().getBytes(StandardCharsets.UTF_8),
                    null,
                    document.traceparent())));
            KeyRule key = emit.key() == null ? flow.key() : emit.key();
            child.businessKey = businessKey(key, element, document, plan);
            child.eventTime = parent.eventTime;
            child.route = route(plan, element, emit, flow);
            works.add(child);
        }
        parent.verdict = new Verdict.Posted("split");
    }

    private Work.Route route(ConnectionPlan plan, JsonNode json, DispatchRule.Emit emit, FlowRules flow) {
        return new Work.Route(plan, plans.generation(plan.id()), json, emit.event(), emit.mapping(), flow.resolve());
    }

    private static @Nullable String businessKey(
            KeyRule key, JsonNode json, AcceptedDocument document, ConnectionPlan plan) {
        return StorableKey.ofNullable(Keys.of(key, json, header(document), keyScope(plan, document)));
    }

    private static Function<String, @Nullable String> header(AcceptedDocument document) {
        return name -> document.headers().get(name.toLowerCase(Locale.ROOT));
    }

    private static Function<String, @Nullable JsonNode> scope(ConnectionPlan plan) {
        return path -> path.equals("connection.id") ? JsonNodeFactory.instance.textNode(plan.id()) : null;
    }

    /** What keys may name: the connection, and the parts of the name of the file that the document was in. */
    private static Function<String, @Nullable JsonNode> keyScope(ConnectionPlan plan, AcceptedDocument document) {
        return path -> {
            String part = path.startsWith("file.") ? document.headers().get(path) : null;
            return part == null ? scope(plan).apply(path) : JsonNodeFactory.instance.textNode(part);
        };
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
