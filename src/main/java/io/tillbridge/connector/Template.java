package io.tillbridge.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Text with {@code $(scope.path)} placeholders, parsed once. A template that is one placeholder keeps its value's type. */
public final class Template {

    private final List<Piece> pieces;

    private Template(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** Text as it stands or the dotted path of a placeholder, such as {@code settings.shop}. */
    public record Piece(boolean placeholder, String text) {}

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when a placeholder is not closed or empty
     */
    public static Template parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("$(", at);
            if (open < 0) {
                pieces.add(new Piece(false, text.substring(at)));
                break;
            }
            if (open > at) {
                pieces.add(new Piece(false, text.substring(at, open)));
            }
            int close = text.indexOf(')', open);
            if (close <= open + 2) {
                throw new IllegalArgumentException(
                        "placeholder at " + open + " of '" + text + "' is empty or not closed");
            }
            pieces.add(new Piece(true, text.substring(open + 2, close)));
            at = close + 1;
        }
        return new Template(pieces);
    }

    public List<Piece> pieces() {
        return pieces;
    }

    /** The text with every placeholder replaced; one without a value becomes empty text. */
    public String render(Function<String, ? extends @Nullable JsonNode> scope) {
        if (pieces.size() == 1 && !pieces.get(0).placeholder()) {
            return pieces.get(0).text();
        }
        StringBuilder out = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece.placeholder()) {
                JsonNode value = scope.apply(piece.text());
                out.append(value == null || value.isNull() ? "" : value.asText());
            } else {
                out.append(piece.text());
            }
        }
        return out.toString();
    }

    /** The placeholder's value with its type when the template is exactly one placeholder, else the rendered text. */
    public @Nullable JsonNode value(Function<String, ? extends @Nullable JsonNode> scope) {
        if (pieces.size() == 1 && pieces.get(0).placeholder()) {
            return scope.apply(pieces.get(0).text());
        }
        return TextNode.valueOf(render(scope));
    }

    /** Whether no placeholder is left. */
    public boolean constant() {
        return pieces.stream().noneMatch(Piece::placeholder);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template template && pieces.equals(template.pieces);
    }

    @Override
    public int hashCode() {
        return pieces.hashCode();
    }

    /** The template as written; secrets stand in it by name only. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        pieces.forEach(piece -> out.append(piece.placeholder() ? "$(" + piece.text() + ")" : piece.text()));
        return out.toString();
    }
}
