package io.tillbridge.mapping.expr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the text of an expression says of itself, without running it.
 *
 * @param variables the surroundings and lets it reads
 * @param paths chains of names such as {@code customer.email} or {@code $root.currency}, as they stand in it
 */
record ExprText(Set<String> variables, List<Chain> paths) {

    private static final int LONGEST = 2_000;
    private static final Set<String> WORDS = Set.of("and", "or", "in", "true", "false", "null", "function", "λ");

    /**
     * Names with dots between them.
     *
     * @param head the variable it starts at, without {@code $}; empty for the element
     */
    record Chain(String head, List<String> names) {
        Chain {
            names = List.copyOf(names);
        }
    }

    ExprText {
        variables = Set.copyOf(variables);
        paths = List.copyOf(paths);
    }

    /**
     * Reads a text.
     *
     * @param known lets and surroundings that it may read
     * @throws ExprRefused when it says what the language does not let it say
     */
    static ExprText of(String text, Set<String> known) throws ExprRefused {
        if (text.length() > LONGEST) {
            throw ExprRefused.forbidden(
                    text.length() + " characters", LONGEST, "write at most " + LONGEST + ", in several rows");
        }
        List<ExprToken> tokens = ExprToken.of(text);
        Set<String> own = defined(tokens, known);
        Set<String> read = new LinkedHashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            ExprToken token = tokens.get(i);
            boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
            if (token.kind() == ExprToken.Kind.VARIABLE) {
                variable(token, own, known, read);
            } else if (called && token.kind() == ExprToken.Kind.NAME && !WORDS.contains(token.text())) {
                throw ExprRefused.unreadable("'" + token.text() + "(' calls no function; write $", token.position());
            }
        }
        return new ExprText(read, chains(tokens, own));
    }

    private static void variable(ExprToken token, Set<String> own, Set<String> known, Set<String> read)
            throws ExprRefused {
        String name = token.text();
        if (name.isEmpty() || name.equals("$") || own.contains(name) || ExprFunctions.ALLOWED.contains(name)) {
            return;
        }
        if (!known.contains(name)) {
            throw ExprRefused.forbidden(
                    "$" + name, token.position(), "known are the functions " + ExprFunctions.ALLOWED + " and " + known);
        }
        read.add(name);
    }

    /** Names that it gives itself: by {@code :=} and as parameters. */
    private static Set<String> defined(List<ExprToken> tokens, Set<String> known) throws ExprRefused {
        Set<String> own = new LinkedHashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            ExprToken token = tokens.get(i);
            boolean lambda = token.kind() == ExprToken.Kind.NAME
                    && (token.text().equals("function") || token.text().equals("λ"));
            if (lambda) {
                i = parameters(tokens, i + 1, own, known);
            } else if (token.kind() == ExprToken.Kind.VARIABLE
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).is(":=")) {
                define(token, own, known);
            }
        }
        return own;
    }

    private static int parameters(List<ExprToken> tokens, int from, Set<String> own, Set<String> known)
            throws ExprRefused {
        int at = from;
        while (at < tokens.size() && !tokens.get(at).is(")")) {
            if (tokens.get(at).kind() == ExprToken.Kind.VARIABLE) {
                define(tokens.get(at), own, known);
            }
            at++;
        }
        if (at + 1 < tokens.size() && tokens.get(at + 1).is("<")) {
            throw ExprRefused.forbidden("a signature", tokens.get(at + 1).position(), "leave it out");
        }
        return at;
    }

    private static void define(ExprToken token, Set<String> own, Set<String> known) throws ExprRefused {
        String name = token.text();
        if (name.isEmpty() || name.equals("$") || known.contains(name) || ExprFunctions.BUILT_IN.contains(name)) {
            throw ExprRefused.forbidden("$" + name + " again", token.position(), "take another name");
        }
        own.add(name);
    }

    private static List<Chain> chains(List<ExprToken> tokens, Set<String> own) {
        List<Chain> chains = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            ExprToken first = tokens.get(at);
            boolean inner = at > 0 && tokens.get(at - 1).is(".");
            boolean variable = first.kind() == ExprToken.Kind.VARIABLE;
            at++;
            if (inner || !(variable || name(first))) {
                continue;
            }
            List<String> names = new ArrayList<>();
            if (!variable) {
                names.add(first.text());
            }
            while (at + 1 < tokens.size() && tokens.get(at).is(".") && name(tokens.get(at + 1))) {
                names.add(tokens.get(at + 1).text());
                at += 2;
            }
            String head = variable && !first.text().equals("$") ? first.text() : "";
            if (!names.isEmpty() && !own.contains(head)) {
                chains.add(new Chain(head, names));
            }
        }
        return chains;
    }

    private static boolean name(ExprToken token) {
        return token.kind() == ExprToken.Kind.QUOTED_NAME
                || (token.kind() == ExprToken.Kind.NAME && !WORDS.contains(token.text()));
    }
}
