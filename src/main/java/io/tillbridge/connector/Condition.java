package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;

/**
 * A test on a document, its headers or an answer's status. Text comparison unless a type is given; {@code EXISTS} means
 * present and not null.
 */
public sealed interface Condition {

    record Any() implements Condition {}

    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    record AnyOf(List<Condition> conditions) implements Condition {
        public AnyOf {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition condition) implements Condition {}

    record Status(List<Integer> codes) implements Condition {
        public Status {
            codes = List.copyOf(codes);
        }
    }

    /** One subject, one test. {@code values} has one element except for {@code IN}; none for {@code EXISTS}. */
    record Test(Subject subject, Operator operator, List<Template> values, String type) implements Condition {
        public Test {
            values = List.copyOf(values);
        }
    }

    /** What is looked at: a JSON Pointer into the document or the name of a header. */
    sealed interface Subject {
        record Pointer(JsonPointer pointer) implements Subject {}

        record Header(String name) implements Subject {}
    }

    enum Operator {
        EQUALS,
        IN,
        CONTAINS,
        MATCHES,
        GT,
        GTE,
        LT,
        LTE,
        EXISTS,
        ABSENT
    }
}
