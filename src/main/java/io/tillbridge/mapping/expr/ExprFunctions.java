package io.tillbridge.mapping.expr;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The functions of expressions. Those whose cost or result can be many times their arguments, and those that would write
 * decimals, are our own; the rest is JSONata's. What is not allowed is bound to a failure as well as refused by lint.
 */
final class ExprFunctions {

    /** What JSONata ships and the language leaves out. */
    private static final Set<String> REFUSED = Set.of(
            "average",
            "pad",
            "match",
            "formatNumber",
            "formatBase",
            "formatInteger",
            "parseInteger",
            "number",
            "floor",
            "ceil",
            "round",
            "sqrt",
            "power",
            "random",
            "spread",
            "error",
            "assert",
            "shuffle",
            "base64encode",
            "base64decode",
            "encodeUrlComponent",
            "encodeUrl",
            "decodeUrlComponent",
            "decodeUrl",
            "eval",
            "toMillis",
            "fromMillis",
            "clone",
            "now",
            "millis");

    private static final Set<String> JSONATAS = Set.of(
            "max",
            "min",
            "substring",
            "lowercase",
            "uppercase",
            "length",
            "trim",
            "abs",
            "boolean",
            "not",
            "map",
            "zip",
            "filter",
            "single",
            "reduce",
            "sift",
            "keys",
            "lookup",
            "append",
            "exists",
            "merge",
            "reverse",
            "each",
            "count",
            "sort",
            "distinct");

    private static final int LONGEST_PATTERN = 200;

    private static final Map<String, Jsonata.JFunction> OWN = Map.ofEntries(
            own("string", "<x-:s>", arguments -> string(arguments.get(0))),
            own("dtext", "<x-:s>", arguments -> string(arguments.get(0))),
            own("join", "<a<s>s?:s>", ExprFunctions::join),
            own("contains", "<s-s:b>", arguments -> contains(arguments) >= 0),
            own("substringBefore", "<s-s:s>", arguments -> {
                int at = contains(arguments);
                return at < 0 ? text(arguments, 0) : text(arguments, 0).substring(0, at);
            }),
            own("substringAfter", "<s-s:s>", arguments -> {
                int at = contains(arguments);
                String text = text(arguments, 0);
                return at < 0 ? text : text.substring(at + text(arguments, 1).length());
            }),
            own("split", "<s-s:a<s>>", ExprFunctions::split),
            own("replace", "<s-ss:s>", ExprFunctions::replace),
            own("matches", "<s-s:b>", ExprFunctions::matches),
            own("sum", "<a<n>:n>", ExprFunctions::sum),
            own("type", "<x:s>", arguments -> type(arguments.get(0))));

    /** Those that an expression may name. */
    static final Set<String> ALLOWED = sorted(JSONATAS, OWN.keySet());

    /** All names that mean a function. */
    static final Set<String> BUILT_IN = sorted(ALLOWED, REFUSED);

    private ExprFunctions() {}

    /** Gives an expression these functions. */
    static void register(Jsonata expression) {
        OWN.forEach(expression::registerFunction);
        ExprArguments.register(expression);
        for (String name : REFUSED) {
            Jsonata.JFunction refused = new Jsonata.JFunction(
                    (input, arguments) -> {
                        throw Stopped.because("expr_failed", "$" + name, "one of the functions that the language has");
                    },
                    null);
            expression.registerFunction(name, refused);
        }
    }

    private static Set<String> sorted(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return Collections.unmodifiableSet(all);
    }

    @SuppressWarnings("unchecked")
    private static Map.Entry<String, Jsonata.JFunction> own(
            String name, String signature, Function<List<@Nullable Object>, @Nullable Object> body) {
        return Map.entry(
                name,
                new Jsonata.JFunction(
                        (input, arguments) -> arguments.isEmpty() || arguments.get(0) == null
                                ? null
                                : body.apply((List<@Nullable Object>) arguments),
                        signature));
    }

    private static String text(List<@Nullable Object> arguments, int index) {
        return index < arguments.size() && arguments.get(index) instanceof String text ? text : "";
    }

    /** A text as it is, the digits of a decimal, everything else as JSON. */
    private static String string(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Dec decimal) {
            return decimal.text();
        }
        ExprGuard.make(ExprSize.check(value, false));
        return ExprValues.write(value).toString();
    }

    private static String join(List<@Nullable Object> arguments) {
        List<?> parts = arguments.get(0) instanceof List<?> list ? list : List.of(text(arguments, 0));
        String with = text(arguments, 1);
        ExprGuard.make(ExprSize.check(parts, false) + (long) parts.size() * with.length());
        StringJoiner joined = new StringJoiner(with);
        for (Object part : parts) {
            if (!(part instanceof String text)) {
                throw Stopped.because(
                        "expr_failed", "a list with other than texts", "texts to join; make them by $string");
            }
            joined.add(text);
        }
        return joined.toString();
    }

    private static int contains(List<@Nullable Object> arguments) {
        String text = text(arguments, 0);
        String part = text(arguments, 1);
        ExprGuard.spend((long) text.length() * Math.max(1, part.length()));
        return text.indexOf(part);
    }

    private static List<String> split(List<@Nullable Object> arguments) {
        String text = text(arguments, 0);
        String at = text(arguments, 1);
        ExprGuard.spend((long) text.length() * Math.max(1, at.length()));
        List<String> parts = new ArrayList<>();
        int from = 0;
        int end = at.isEmpty() ? Math.min(1, text.length()) : text.indexOf(at);
        while (end >= 0 && end < text.length()) {
            ExprGuard.makeElement();
            parts.add(text.substring(from, end));
            from = end + at.length();
            end = at.isEmpty() ? end + 1 : text.indexOf(at, from);
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static String replace(List<@Nullable Object> arguments) {
        String text = text(arguments, 0);
        String part = text(arguments, 1);
        String by = text(arguments, 2);
        if (part.isEmpty()) {
            throw Stopped.because("expr_failed", "an empty text", "a text to replace");
        }
        ExprGuard.spend((long) text.length() * part.length());
        ExprGuard.make(text.length() + (long) (text.length() / part.length()) * by.length());
        return text.replace(part, by);
    }

    /** Whether a pattern is found in a text; in time that grows with both and no faster. */
    private static boolean matches(List<@Nullable Object> arguments) {
        String text = text(arguments, 0);
        String pattern = text(arguments, 1);
        if (pattern.length() > LONGEST_PATTERN) {
            throw Stopped.tooLarge("a pattern of more than " + LONGEST_PATTERN + " characters");
        }
        try {
            Pattern compiled = Pattern.compile(pattern);
            ExprGuard.spend(20L * compiled.programSize() * Math.max(1, text.length()));
            return compiled.matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw Stopped.because("expr_failed", "'" + pattern + "'", "a pattern of RE2: " + e.getDescription());
        }
    }

    private static long sum(List<@Nullable Object> arguments) {
        List<?> numbers = arguments.get(0) instanceof List<?> list ? list : List.of();
        long sum = 0;
        for (Object number : numbers) {
            if (!(number instanceof Number whole)) {
                throw number instanceof Dec
                        ? Stopped.decimal()
                        : Stopped.because("expr_failed", "a list with other than numbers", "numbers to sum");
            }
            sum = ExprValues.whole(sum + ExprValues.whole(whole));
        }
        return sum;
    }

    private static String type(@Nullable Object value) {
        if (value instanceof Dec) {
            return "number";
        }
        return String.valueOf(Functions.type(value));
    }
}
