package io.tillbridge.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads paths. Knows the lets of its mapping, so that {@code $placed} becomes a slot. */
final class PathParser {

    private static final Map<String, SourcePath.Root> ROOTS = Map.of(
            "element", SourcePath.Root.ELEMENT,
            "parent", SourcePath.Root.PARENT,
            "root", SourcePath.Root.ROOT,
            "connection", SourcePath.Root.CONNECTION,
            "event", SourcePath.Root.EVENT,
            "resolved", SourcePath.Root.RESOLVED,
            "batch", SourcePath.Root.BATCH);

    private final List<String> lets;

    /** A parser that knows these lets, by slot. The list may grow while lets are read. */
    PathParser(List<String> lets) {
        this.lets = lets;
    }

    /**
     * Parses a path.
     *
     * @throws IllegalArgumentException when it is none; the message says why
     */
    SourcePath parse(String text) {
        if (!text.startsWith("$")) {
            return new SourcePath(text, SourcePath.Root.ELEMENT, -1, steps(text));
        }
        int end = 1;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        String name = text.substring(1, end);
        String rest = end < text.length() && text.charAt(end) == '.' ? text.substring(end + 1) : text.substring(end);
        if (end < text.length() && rest.isEmpty()) {
            throw new IllegalArgumentException("ends with a dot");
        }
        List<SourcePath.Step> steps = rest.isEmpty() ? List.of() : steps(rest);
        SourcePath.Root root = ROOTS.get(name);
        if (root != null) {
            return new SourcePath(text, root, -1, steps);
        }
        int slot = lets.indexOf(name);
        if (slot < 0) {
            throw new IllegalArgumentException("no let '" + name + "' before it; known are " + lets
                    + " and $element $parent $root" + " $connection $event $resolved $batch");
        }
        return new SourcePath(text, SourcePath.Root.LET, slot, steps);
    }

    /** Names with dots, quotes and {@code []}; errors as {@link #parse}. */
    static List<SourcePath.Step> steps(String text) {
        List<SourcePath.Step> steps = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            String name;
            if (text.charAt(at) == '\'') {
                int close = text.indexOf('\'', at + 1);
                if (close < 0) {
                    throw new IllegalArgumentException("a quote is not closed");
                }
                name = text.substring(at + 1, close);
                at = close + 1;
            } else {
                int end = at;
                while (end < text.length() && isName(text.charAt(end))) {
                    end++;
                }
                name = text.substring(at, end);
                at = end;
            }
            if (name.isEmpty()) {
                throw new IllegalArgumentException("no name at character " + (at + 1));
            }
            boolean each = text.startsWith("[]", at);
            at += each ? 2 : 0;
            steps.add(new SourcePath.Step(name, each));
            if (at < text.length()) {
                if (text.charAt(at) != '.' || at == text.length() - 1) {
                    throw new IllegalArgumentException(
                            "'" + text.charAt(at) + "' at character " + (at + 1) + "; names with it stand in quotes");
                }
                at++;
            }
        }
        return steps;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '@' || c == '#';
    }
}
