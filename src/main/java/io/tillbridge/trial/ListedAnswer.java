package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Condition.Operator;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.OutboundFlow;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to a batch that say of each of its items what came of it, as a flow with a list of results reads them. */
final class ListedAnswer {

    private final OutboundFlow flow;
    private final OutboundFlow.ItemList list;

    ListedAnswer(OutboundFlow flow, OutboundFlow.ItemList list) {
        this.flow = flow;
        this.list = list;
    }

    /** Every item was taken. */
    JsonNode taken(List<JsonNode> events) {
        return of(events, -1);
    }

    /** The first was refused, every other taken. */
    JsonNode firstRefused(List<JsonNode> events) {
        return of(events, 0);
    }

    private JsonNode of(List<JsonNode> events, int refused) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < events.size(); i++) {
            ObjectNode element = JsonNodeFactory.instance.objectNode();
            if (i == refused) {
                refuse(element);
            } else {
                hold(list.ok(), element);
                put(element, flow.reply().remoteId(), "trial-" + i);
                put(element, flow.reply().remoteVersion(), "1");
            }
            if (list.of() != null) {
                put(element, list.id(), Keys.of(list.of(), events.get(i)));
            }
            results.add(element);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return list.results().matches() || !Satisfied.set(body, list.results(), results) ? results : body;
    }

    private void refuse(ObjectNode element) {
        for (ErrorRule rule : flow.itemErrors()) {
            if (rule.action() != ErrorRule.Action.COUNT_AND_DROP && hold(rule.when(), element)) {
                break;
            }
        }
        fail(list.ok(), element);
    }

    private static boolean hold(Condition condition, ObjectNode element) {
        if (condition instanceof Condition.All all) {
            return all.conditions().stream().allMatch(one -> hold(one, element));
        }
        boolean absence = condition instanceof Condition.Not
                || (condition instanceof Condition.Test test && test.operator() == Operator.ABSENT);
        return absence || Satisfied.satisfy(condition, element, new HashMap<>());
    }

    /** What holds of an element that says nothing is what denies something: that is said. */
    private static void fail(Condition condition, ObjectNode element) {
        if (condition instanceof Condition.All all) {
            all.conditions().forEach(one -> fail(one, element));
        } else if (condition instanceof Condition.Not not) {
            hold(not.condition(), element);
        } else if (condition instanceof Condition.Test test
                && test.operator() == Operator.ABSENT
                && test.subject() instanceof Condition.Subject.Pointer at
                && element.at(at.pointer()).isMissingNode()) {
            put(element, at.pointer(), "x");
        }
    }

    private static void put(ObjectNode element, @Nullable JsonPointer at, @Nullable String text) {
        if (at != null && text != null) {
            Satisfied.set(element, at, TextNode.valueOf(text));
        }
    }
}
