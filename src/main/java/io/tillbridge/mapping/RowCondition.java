package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A test on the element: {@code when} of a row, {@code where} of a block. Text comparison unless a type is given. */
sealed interface RowCondition {

    boolean test(Scope scope);

    record All(List<RowCondition> conditions) implements RowCondition {
        @Override
        public boolean test(Scope scope) {
            for (RowCondition condition : conditions) {
                if (!condition.test(scope)) {
                    return false;
                }
            }
            return true;
        }
    }

    record AnyOf(List<RowCondition> conditions) implements RowCondition {
        @Override
        public boolean test(Scope scope) {
            for (RowCondition condition : conditions) {
                if (condition.test(scope)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Not(RowCondition condition) implements RowCondition {
        @Override
        public boolean test(Scope scope) {
            return !condition.test(scope);
        }
    }

    /** Present and not null, or the reverse. */
    record Exists(SourcePath path, boolean wanted) implements RowCondition {
        @Override
        public boolean test(Scope scope) {
            JsonNode value = path.read(scope);
            return (value.isMissingNode() || value.isNull()) != wanted;
        }
    }

    /** The value's text is one of these; false when absent. */
    record In(SourcePath path, Set<String> values) implements RowCondition {
        @Override
        public boolean test(Scope scope) {
            JsonNode value = path.read(scope);
            return value.isValueNode() && !value.isNull() && values.contains(value.asText());
        }
    }

    /** The text contains another, or the list an element; false when absent. */
    record Contains(SourcePath path, String part) implements RowCondition {
        @Override
        public boolean test(Scope scope) {
            JsonNode value = path.read(scope);
            if (value.isArray()) {
                for (JsonNode element : value) {
                    if (element.asText().equals(part)) {
                        return true;
                    }
                }
                return false;
            }
            return value.isTextual() && value.textValue().contains(part);
        }
    }

    /** Order, or equality of typed values; false when absent. */
    record Compare(SourcePath path, Test test, CellType type, String than) implements RowCondition {

        enum Test {
            EQUALS,
            GT,
            GTE,
            LT,
            LTE
        }

        @Override
        public boolean test(Scope scope) {
            JsonNode value = path.read(scope);
            if (value.isMissingNode() || value.isNull()) {
                return false;
            }
            int order = order(value);
            return switch (test) {
                case EQUALS -> order == 0;
                case GT -> order > 0;
                case GTE -> order >= 0;
                case LT -> order < 0;
                case LTE -> order <= 0;
            };
        }

        private int order(JsonNode value) {
            return switch (type) {
                case INT, DECIMAL, MONEY -> NumberFunctions.numberOf(value).compareTo(new BigDecimal(than));
                case INSTANT -> TimeTyping.instantOf(value).compareTo(Instant.parse(than));
                default -> TextFunctions.textOf(value).compareTo(than);
            };
        }
    }
}
