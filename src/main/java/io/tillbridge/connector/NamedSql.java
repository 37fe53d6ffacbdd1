package io.tillbridge.connector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL with parameters by name, such as {@code :until}. A colon within a string, a quoted name, a comment or a cast
 * ({@code ::}) names none.
 *
 * @param pieces the text between the parameters: one more than there are parameters
 * @param parameters names in the order in which they stand
 */
public record NamedSql(List<String> pieces, List<String> parameters) {

    /** What is skipped whole, a question mark that JDBC would take for a parameter, and a parameter. */
    private static final Pattern TOKEN = Pattern.compile(
            "'[^']*+(?:''[^']*+)*+'|\"[^\"]*+(?:\"\"[^\"]*+)*+\"|`[^`]*`|--[^\\n]*|/\\*.*?\\*/|(?<tag>\\$[A-Za-z_]*\\$).*?\\k<tag>|::"
                    + "|(?<open>['\"`]|/\\*)|(?<mark>\\?)|:(?<name>[A-Za-z_][A-Za-z0-9_]*)",
            Pattern.DOTALL);

    public NamedSql {
        pieces = List.copyOf(pieces);
        parameters = List.copyOf(parameters);
    }

    /**
     * Reads SQL.
     *
     * @throws IllegalArgumentException when it has a bare {@code ?}, or a string, name or comment that is not closed
     */
    public static NamedSql parse(String sql) {
        List<String> pieces = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        Matcher token = TOKEN.matcher(sql);
        int from = 0;
        while (token.find()) {
            if (token.group("mark") != null) {
                throw new IllegalArgumentException("a bare ? at character " + token.start() + "; name the parameter");
            }
            if (token.group("open") != null) {
                throw new IllegalArgumentException(
                        token.group("open") + " at character " + token.start() + " is not closed");
            }
            if (token.group("name") != null) {
                pieces.add(sql.substring(from, token.start()));
                parameters.add(token.group("name"));
                from = token.end();
            }
        }
        pieces.add(sql.substring(from));
        return new NamedSql(pieces, parameters);
    }

    /** Names of the parameters, each once. */
    public Set<String> names() {
        return new LinkedHashSet<>(parameters);
    }

    /**
     * The SQL that JDBC takes.
     *
     * @param values how many values a parameter has: 1, or as many as a list has
     */
    public String text(ToIntFunction<String> values) {
        StringBuilder text = new StringBuilder(pieces.get(0));
        for (int i = 0; i < parameters.size(); i++) {
            text.append(String.join(", ", Collections.nCopies(values.applyAsInt(parameters.get(i)), "?")))
                    .append(pieces.get(i + 1));
        }
        return text.toString();
    }
}
