package io.tillbridge.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** Activation rows as a file says them. */
final class ActivationText {

    private ActivationText() {}

    /** One row, behind the {@code - }. */
    static String row(Activation row) {
        StringBuilder text = new StringBuilder("{version: ")
                .append(row.version())
                .append(", from: ")
                .append(YamlQuote.of(row.from().toString()))
                .append(", at: ")
                .append(YamlQuote.of(row.at().toString()))
                .append(", by: ")
                .append(YamlQuote.of(row.by()))
                .append(", why: ")
                .append(YamlQuote.of(row.why()));
        if (!row.connections().isEmpty()) {
            text.append(", connections: ")
                    .append(row.connections().stream().map(YamlQuote::of).collect(Collectors.joining(", ", "[", "]")));
        }
        if (row.rollbackOf() != null) {
            text.append(", rollbackOf: ").append(row.rollbackOf());
        }
        return text.append(row.backdate() ? ", backdate: true}" : "}").toString();
    }

    /** A whole file. */
    static String file(String subject, String basis, List<Activation> rows) {
        StringBuilder text = new StringBuilder("apiVersion: tillbridge/v1\nkind: Activations\nsubject: ")
                .append(subject)
                .append("\nbasis: ")
                .append(basis)
                .append("\nrows:\n");
        rows.forEach(row -> text.append("  - ").append(row(row)).append('\n'));
        return text.toString();
    }
}
