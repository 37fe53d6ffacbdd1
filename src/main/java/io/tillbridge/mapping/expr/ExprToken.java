package io.tillbridge.mapping.expr;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token of an expression, cut exactly as JSONata's own tokenizer cuts it, so that nothing can hide from the fence.
 *
 * @param text without quotes; of a variable without {@code $}
 * @param position of its first character, from 0
 */
record ExprToken(Kind kind, String text, int position) {

    enum Kind {
        NAME,
        /** A name in backquotes, which is never a word of the language. */
        QUOTED_NAME,
        VARIABLE,
        TEXT,
        NUMBER,
        OPERATOR
    }

    private static final String SPACE = " \t\n\r";
    private static final String SINGLE = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static final Set<String> DOUBLE = Set.of("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??");
    private static final Pattern NUMBER = Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[Ee][-+]?[0-9]+)?");

    /** The tokens, none of which is forbidden. */
    static List<ExprToken> of(String text) throws ExprRefused {
        List<ExprToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (SPACE.indexOf(text.charAt(at)) >= 0) {
                at++;
            } else {
                ExprToken token = next(text, at);
                tokens.add(token);
                at += token.length();
            }
        }
        return tokens;
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    private int length() {
        return switch (kind) {
            case QUOTED_NAME, TEXT -> text.length() + 2;
            case VARIABLE -> text.length() + 1;
            default -> text.length();
        };
    }

    private static ExprToken next(String text, int at) throws ExprRefused {
        char first = text.charAt(at);
        String two = text.substring(at, Math.min(at + 2, text.length()));
        if (DOUBLE.contains(two) || SINGLE.indexOf(first) >= 0) {
            ExprToken token = new ExprToken(Kind.OPERATOR, DOUBLE.contains(two) ? two : two.substring(0, 1), at);
            refuse(token);
            return token;
        }
        if (first == '"' || first == '\'') {
            return new ExprToken(Kind.TEXT, text.substring(at + 1, closing(text, at, first)), at);
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            return number(number.group(), at);
        }
        if (first == '`') {
            int end = text.indexOf('`', at + 1);
            if (end < 0) {
                throw ExprRefused.unreadable("a backquote is not closed", at);
            }
            return new ExprToken(Kind.QUOTED_NAME, text.substring(at + 1, end), at);
        }
        int end = at + 1;
        while (end < text.length() && SPACE.indexOf(text.charAt(end)) < 0 && SINGLE.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        boolean variable = first == '$';
        return new ExprToken(variable ? Kind.VARIABLE : Kind.NAME, text.substring(variable ? at + 1 : at, end), at);
    }

    private static int closing(String text, int open, char quote) throws ExprRefused {
        for (int at = open + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == quote) {
                return at;
            }
        }
        throw ExprRefused.unreadable("a quote is not closed", open);
    }

    private static ExprToken number(String number, int at) throws ExprRefused {
        boolean whole =
                number.chars().allMatch(Character::isDigit) && new BigDecimal(number).compareTo(ExprValues.MOST) <= 0;
        if (!whole) {
            throw ExprRefused.forbidden("'" + number + "'", at, "calculate with decimals in a row with calc");
        }
        return new ExprToken(Kind.NUMBER, number, at);
    }

    private static void refuse(ExprToken token) throws ExprRefused {
        String instead = switch (token.text) {
            case "/" ->
                "there is no division, regular expression and comment; divide in a row with calc, test with"
                        + " $matches(text, 'pattern')";
            case ".." -> "there are no ranges; go over a list of the document with $map";
            case "%" -> "there is no remainder and no parent; read $parent or $root";
            case "@", "#" -> "there are no joins and no numbers of elements; a name with it stands in backquotes";
            case "|" -> "nothing is changed in place; build the value with { } and $merge";
            default -> "";
        };
        if (!instead.isEmpty()) {
            throw ExprRefused.forbidden("'" + token.text + "'", token.position, instead);
        }
    }
}
