package io.tillbridge.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.partner.ConditionTest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the condition language that tests of calling need, written out plainly: no templates, text comparison. */
public final class PlainConditions implements ConditionTest {

    @Override
    public boolean holds(Condition condition, int status, Map<String, String> headers, JsonNode document) {
        if (condition instanceof Condition.Any) {
            return true;
        }
        if (condition instanceof Condition.All all) {
            return all.conditions().stream().allMatch(one -> holds(one, status, headers, document));
        }
        if (condition instanceof Condition.AnyOf any) {
            return any.conditions().stream().anyMatch(one -> holds(one, status, headers, document));
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.condition(), status, headers, document);
        }
        if (condition instanceof Condition.Status codes) {
            return codes.codes().contains(status);
        }
        Condition.Test test = (Condition.Test) condition;
        String found = found(test.subject(), headers, document);
        List<String> wanted =
                test.values().stream().map(value -> value.render(name -> null)).toList();
        return switch (test.operator()) {
            case EXISTS -> found != null;
            case ABSENT -> found == null;
            case EQUALS, IN -> found != null && wanted.contains(found);
            case CONTAINS -> found != null && found.contains(wanted.get(0));
            default -> throw new IllegalArgumentException("not needed by these tests: " + test.operator());
        };
    }

    private static @Nullable String found(Condition.Subject subject, Map<String, String> headers, JsonNode document) {
        if (subject instanceof Condition.Subject.Pointer pointer) {
            JsonNode node = document.at(pointer.pointer());
            return node.isMissingNode() || node.isNull() ? null : node.asText();
        }
        return headers.get(((Condition.Subject.Header) subject).name());
    }
}
