package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Condition.Operator;
import io.tillbridge.connector.Condition.Subject;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a condition: one subject with one test, {@code status}, {@code any}, or others joined. */
final class ConditionReader {

    private static final String[] FORMS = {"any", "all", "anyOf", "not", "status", "pointer", "header"};
    private static final String[] TESTS = {"equals", "in", "contains", "matches", "gt", "gte", "lt", "lte", "exists"};
    private static final Map<String, String> TYPES = words("string", "int", "decimal", "instant");
    private static final Set<String> ORDERED = Set.of("gt", "gte", "lt", "lte");

    /** Stands in for a condition that could not be read: it never holds, so it hides no row after it. */
    static final Condition UNREADABLE = new Condition.AnyOf(List.of());

    private ConditionReader() {}

    /** The condition under a key; null when the key is absent. */
    static @Nullable Condition optional(Section parent, String key) {
        Section section = parent.optional(key);
        return section == null ? null : read(section);
    }

    /** The condition under a key; a problem, and one that never holds, when absent. */
    static Condition required(Section parent, String key) {
        Section section = parent.required(key, "a condition such as {pointer: /type, equals: TEXT}");
        return section == null ? UNREADABLE : read(section);
    }

    /** Whether the condition holds for everything, so that nothing after it is reached. */
    static boolean always(Condition condition) {
        return condition instanceof Condition.Any
                || (condition instanceof Condition.AnyOf anyOf
                        && anyOf.conditions().stream().anyMatch(ConditionReader::always));
    }

    static Condition read(Section section) {
        String form = section.only(true, FORMS);
        Condition condition = form == null ? UNREADABLE : read(section, form);
        if (form == null) {
            section.has("type");
            section.only(false, TESTS);
        }
        section.close();
        return condition;
    }

    private static Condition read(Section section, String form) {
        return switch (form) {
            case "any" -> {
                section.word("any", words("true"));
                yield new Condition.Any();
            }
            case "all" -> new Condition.All(joined(section, "all"));
            case "anyOf" -> new Condition.AnyOf(joined(section, "anyOf"));
            case "not" -> new Condition.Not(required(section, "not"));
            case "status" -> new Condition.Status(codes(section));
            case "header" -> test(section, new Subject.Header(section.text("header", "a header's name")));
            default -> {
                JsonPointer pointer = section.pointer("pointer");
                yield test(section, new Subject.Pointer(pointer));
            }
        };
    }

    private static List<Condition> joined(Section section, String key) {
        List<Section> rows = section.rows(key);
        if (rows.isEmpty()) {
            section.missing(key, "a list of conditions");
        }
        return rows.stream().map(ConditionReader::read).toList();
    }

    private static List<Integer> codes(Section section) {
        List<Integer> codes = new ArrayList<>();
        for (YamlText text : section.texts("status")) {
            Integer code = text.integer();
            if (code != null) {
                codes.add(code);
            }
        }
        if (codes.isEmpty()) {
            section.missing("status", "a list of HTTP status codes");
        }
        return codes;
    }

    private static Condition test(Section section, Subject subject) {
        String found = section.optionalWord("type", TYPES);
        String type = found == null ? "string" : found;
        String test = section.only(true, TESTS);
        if (test == null) {
            return UNREADABLE;
        }
        if (test.equals("exists")) {
            Boolean exists = section.optionalWord("exists", Map.of("true", true, "false", false));
            Operator operator = Boolean.FALSE.equals(exists) ? Operator.ABSENT : Operator.EXISTS;
            return new Condition.Test(subject, operator, List.of(), type);
        }
        List<Template> values = new ArrayList<>();
        if (test.equals("in")) {
            section.texts("in").forEach(text -> values.add(value(section, text, test, type)));
            if (values.isEmpty()) {
                section.missing("in", "a list of texts");
            }
        } else {
            YamlText text = section.scalar(test);
            values.add(text == null ? Template.parse("") : value(section, text, test, type));
        }
        return new Condition.Test(subject, Operator.valueOf(test.toUpperCase(Locale.ROOT)), values, type);
    }

    private static Template value(Section section, YamlText text, String test, String type) {
        String value = Placeholders.constant(text, section.reading());
        if (value == null) {
            return Placeholders.written(text);
        }
        if (test.equals("matches")) {
            try {
                Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                text.problem("wrong_pattern", "'" + value + "'", "an RE2 pattern", "correct it: " + e.getDescription());
            }
        } else if (!fits(type, value)) {
            text.problem(
                    "wrong_type",
                    "'" + value + "'",
                    type.equals("instant") ? "an instant with an offset" : "a number",
                    "correct the value or the type");
        } else if (ORDERED.contains(test) && type.equals("string")) {
            section.placeOf(test)
                    .problem(
                            "order_without_type",
                            "'" + test + "' on text",
                            "type: int, decimal or instant",
                            "add the type; as text, 9 is greater than 10");
        }
        return Template.parse(value);
    }

    private static boolean fits(String type, String value) {
        try {
            if (type.equals("instant")) {
                OffsetDateTime.parse(value);
            } else if (!type.equals("string")) {
                new BigDecimal(value);
            }
            return true;
        } catch (DateTimeException | NumberFormatException e) {
            return false;
        }
    }

    /** A closed list of words that mean themselves. */
    static Map<String, String> words(String... words) {
        Map<String, String> map = new TreeMap<>();
        for (String word : words) {
            map.put(word, word);
        }
        return map;
    }
}
