package io.tillbridge.authoring;

/** Sections of a page as Markdown, each a heading with sentences and a table. */
final class PageText {

    private final StringBuilder text = new StringBuilder();

    /** Begins a section. */
    void section(String title) {
        String before = text.isEmpty() || text.toString().endsWith("\n\n") ? "" : "\n";
        text.append(before).append("### ").append(title).append("\n\n");
    }

    /** A paragraph of the section. */
    void says(String sentences) {
        text.append(sentences).append("\n\n");
    }

    /** The heads of the section's table. */
    void columns(String... names) {
        text.append("| ").append(String.join(" | ", names)).append(" |\n|");
        text.append("---|".repeat(names.length)).append('\n');
    }

    /** A row of the table; an empty cell is {@code -}. */
    void row(String... cells) {
        text.append('|');
        for (String cell : cells) {
            String line = cell.replace("|", "\\|").replaceAll("\\s+", " ").strip();
            text.append(' ').append(line.isEmpty() ? "-" : line).append(" |");
        }
        text.append('\n');
    }

    /** All of it, without blank lines at its end. */
    String markdown() {
        return text.toString().stripTrailing() + "\n";
    }
}
