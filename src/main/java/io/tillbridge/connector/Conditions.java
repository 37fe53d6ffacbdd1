package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import io.tillbridge.connector.Condition.Operator;
import io.tillbridge.connector.Condition.Subject;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tests conditions against a document, its headers and an answer's status. Pure and safe for concurrent use. Patterns are
 * RE2 (linear time), compiled once and kept, because they come from configuration only.
 *
 * <p>A value that is absent, or cannot be read as the condition's type, makes the condition false rather than an error:
 * what no row matches becomes a dead letter anyway.
 */
public final class Conditions {

    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private Conditions() {}

    /** Tests a condition on a document alone: headers are absent and the status is 0. */
    public static boolean holds(Condition condition, @Nullable JsonNode document) {
        return holds(condition, document, name -> null, 0);
    }

    /**
     * Tests a condition.
     *
     * @param document null when the body is empty or not JSON
     * @param headers value of a header by the name that the condition writes; null when absent
     * @param status HTTP status of the answer; 0 when there is none
     */
    public static boolean holds(
            Condition condition, @Nullable JsonNode document, Function<String, @Nullable String> headers, int status) {
        if (condition instanceof Condition.Test test) {
            return holds(test, subject(test.subject(), document, headers));
        }
        if (condition instanceof Condition.All all) {
            return all.conditions().stream().allMatch(each -> holds(each, document, headers, status));
        }
        if (condition instanceof Condition.AnyOf anyOf) {
            return anyOf.conditions().stream().anyMatch(each -> holds(each, document, headers, status));
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.condition(), document, headers, status);
        }
        return condition instanceof Condition.Any
                || (condition instanceof Condition.Status codes && codes.codes().contains(status));
    }

    /** What a condition looks at, such as {@code /state, header X-Type}; empty when it holds of everything. */
    public static String subjects(Condition condition) {
        return named(condition).distinct().collect(Collectors.joining(", "));
    }

    private static Stream<String> named(Condition condition) {
        if (condition instanceof Condition.Test test) {
            return Stream.of(
                    test.subject() instanceof Subject.Header header
                            ? "header " + header.name()
                            : String.valueOf(((Subject.Pointer) test.subject()).pointer()));
        }
        if (condition instanceof Condition.All all) {
            return all.conditions().stream().flatMap(Conditions::named);
        }
        if (condition instanceof Condition.AnyOf anyOf) {
            return anyOf.conditions().stream().flatMap(Conditions::named);
        }
        return condition instanceof Condition.Not not ? named(not.condition()) : Stream.empty();
    }

    private static @Nullable String subject(
            Subject subject, @Nullable JsonNode document, Function<String, @Nullable String> headers) {
        if (subject instanceof Subject.Header header) {
            return headers.apply(header.name());
        }
        JsonPointer pointer = ((Subject.Pointer) subject).pointer();
        return document == null ? null : JsonText.of(document.at(pointer));
    }

    private static boolean holds(Condition.Test test, @Nullable String found) {
        if (test.operator() == Operator.EXISTS || test.operator() == Operator.ABSENT) {
            return (found != null) == (test.operator() == Operator.EXISTS);
        }
        if (found == null) {
            return false;
        }
        List<Template> values = test.values();
        if (test.operator() == Operator.IN) {
            return values.stream().anyMatch(value -> equal(test.type(), found, text(value)));
        }
        String expected = text(values.get(0));
        return switch (test.operator()) {
            case EQUALS -> equal(test.type(), found, expected);
            case CONTAINS -> found.contains(expected);
            case MATCHES -> pattern(expected).matcher(found).find();
            default -> ordered(test.operator(), compare(test.type(), found, expected));
        };
    }

    private static String text(Template value) {
        return value.render(scope -> null);
    }

    /**
     * The compiled form of a pattern.
     *
     * @throws com.google.re2j.PatternSyntaxException when it is not RE2 syntax
     */
    static Pattern pattern(String regex) {
        return PATTERNS.computeIfAbsent(regex, Pattern::compile);
    }

    private static boolean equal(String type, String found, String expected) {
        if (type.equals("string")) {
            return found.equals(expected);
        }
        Integer order = compare(type, found, expected);
        return order != null && order == 0;
    }

    private static boolean ordered(Operator operator, @Nullable Integer order) {
        if (order == null) {
            return false;
        }
        return switch (operator) {
            case GT -> order > 0;
            case GTE -> order >= 0;
            case LT -> order < 0;
            default -> order <= 0;
        };
    }

    /** Order of two texts read as the type, or null when either cannot be read so. */
    private static @Nullable Integer compare(String type, String found, String expected) {
        try {
            return switch (type) {
                case "int", "decimal" -> new BigDecimal(found.strip()).compareTo(new BigDecimal(expected.strip()));
                case "instant" -> instant(found).compareTo(instant(expected));
                default -> found.compareTo(expected);
            };
        } catch (NumberFormatException | DateTimeException unreadable) {
            return null;
        }
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
