package io.tillbridge.connector.language;

import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Condition.Subject;
import io.tillbridge.connector.KeyRule;
import java.util.Locale;
import java.util.Set;

/** Names, lower case, of the headers that keys and conditions read; a flow keeps these beside those it lists. */
final class Headers {

    private Headers() {}

    static void of(KeyRule key, Set<String> into) {
        if (key instanceof KeyRule.Header header) {
            into.add(header.name().toLowerCase(Locale.ROOT));
        }
    }

    static void of(Condition condition, Set<String> into) {
        if (condition instanceof Condition.Test test && test.subject() instanceof Subject.Header header) {
            into.add(header.name().toLowerCase(Locale.ROOT));
        } else if (condition instanceof Condition.All all) {
            all.conditions().forEach(each -> of(each, into));
        } else if (condition instanceof Condition.AnyOf anyOf) {
            anyOf.conditions().forEach(each -> of(each, into));
        } else if (condition instanceof Condition.Not not) {
            of(not.condition(), into);
        }
    }
}
