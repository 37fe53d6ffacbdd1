package io.tillbridge.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One function of {@code via}, as written: {@code business_date($zone, cutover=04:00)}.
 *
 * @param name the function
 * @param values positional arguments: bare words, quoted texts or paths that start with {@code $}
 * @param named arguments by name
 */
public record FunctionCall(String name, List<String> values, Map<String, String> named) {

    public FunctionCall {
        values = List.copyOf(values);
        named = Map.copyOf(named);
    }

    /**
     * Parses a call.
     *
     * @throws IllegalArgumentException when the text is none; the message says why
     */
    static FunctionCall parse(String text) {
        int open = text.indexOf('(');
        if (open < 0) {
            return new FunctionCall(text.trim(), List.of(), Map.of());
        }
        if (!text.endsWith(")")) {
            throw new IllegalArgumentException("the bracket is not closed");
        }
        List<String> values = new ArrayList<>();
        Map<String, String> named = new LinkedHashMap<>();
        for (String argument : arguments(text.substring(open + 1, text.length() - 1))) {
            int equals = argument.indexOf('=');
            if (equals > 0 && !argument.startsWith("'")) {
                named.put(
                        argument.substring(0, equals).trim(),
                        unquote(argument.substring(equals + 1).trim()));
            } else {
                values.add(unquote(argument));
            }
        }
        return new FunctionCall(text.substring(0, open).trim(), values, named);
    }

    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '\'';
            if (c == ',' && !quoted) {
                arguments.add(current.toString().trim());
                current.setLength(0);
            } else {
                current.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (!current.toString().isBlank() || !arguments.isEmpty()) {
            arguments.add(current.toString().trim());
        }
        if (arguments.contains("")) {
            throw new IllegalArgumentException("an argument is empty; write '' for an empty text");
        }
        return arguments;
    }

    private static String unquote(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
