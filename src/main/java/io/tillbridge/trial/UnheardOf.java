package io.tillbridge.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Condition.Operator;
import io.tillbridge.connector.Condition.Subject;
import io.tillbridge.connector.DispatchRule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A document of a type that a partner may add tomorrow: whatever the rows compare has a value that none of them names. */
final class UnheardOf {

    private static final String TYPE = "tillbridge.unheard_of";

    private UnheardOf() {}

    /** The document with other values; its body is changed in place. */
    static TrialDocument of(TrialDocument document, List<DispatchRule> dispatch) {
        Map<String, String> headers = new TreeMap<>(document.headers());
        dispatch.forEach(rule -> change(rule.when(), (ObjectNode) document.body(), headers));
        return new TrialDocument(document.name(), document.body(), headers, document.mapping());
    }

    private static void change(Condition condition, ObjectNode body, Map<String, String> headers) {
        if (condition instanceof Condition.All all) {
            all.conditions().forEach(one -> change(one, body, headers));
        } else if (condition instanceof Condition.AnyOf any) {
            any.conditions().forEach(one -> change(one, body, headers));
        } else if (condition instanceof Condition.Not not) {
            change(not.condition(), body, headers);
        } else if (condition instanceof Condition.Test test
                && (test.operator() == Operator.EQUALS || test.operator() == Operator.IN)) {
            if (test.subject() instanceof Subject.Header header) {
                headers.put(header.name().toLowerCase(Locale.ROOT), TYPE);
            } else if (test.subject() instanceof Subject.Pointer pointer) {
                Satisfied.set(body, pointer.pointer(), TextNode.valueOf(TYPE));
            }
        }
    }
}
