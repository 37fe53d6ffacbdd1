package io.tillbridge.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** A mapping's tables as a page: Markdown, or HTML that needs nothing but itself. */
public final class MappingPages {

    private static final String CSS = """
            body { font: 14px/1.4 sans-serif; margin: 2em; color: #222; background: #fff; }
            table { border-collapse: collapse; margin-bottom: 2em; }
            th, td { border: 1px solid #bbb; padding: .2em .5em; text-align: left; vertical-align: top; white-space: pre-line; }
            th { background: #eee; }
            tbody tr:nth-child(even) { background: #f7f7f7; }
            """;

    private static final String MARKS = "\\`*|[]~";

    private MappingPages() {}

    /** GitHub's Markdown; text of the files is never read as marks or tags. */
    public static String markdown(MappingTable table) {
        StringBuilder page =
                new StringBuilder("# ").append(escaped(table.title())).append('\n');
        for (MappingTable.Section section : table.sections()) {
            page.append("\n## ").append(escaped(section.title())).append("\n\n");
            if (!section.note().isEmpty()) {
                page.append(escaped(section.note())).append("\n\n");
            }
            line(page, section.columns(), "");
            line(page, section.columns().stream().map(column -> "---").toList(), "");
            for (MappingTable.Line line : section.lines()) {
                line(page, line.cells().stream().map(MappingPages::escaped).toList(), "&emsp;".repeat(line.depth()));
            }
        }
        return page.toString();
    }

    /** One file: no script, no picture, no address. */
    public static String html(MappingTable table) {
        StringBuilder page = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<title>")
                .append(entities(table.title()))
                .append("</title>\n<style>\n")
                .append(CSS)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(entities(table.title()))
                .append("</h1>\n");
        for (MappingTable.Section section : table.sections()) {
            page.append("<h2>").append(entities(section.title())).append("</h2>\n");
            if (!section.note().isEmpty()) {
                page.append("<p>").append(entities(section.note())).append("</p>\n");
            }
            page.append("<table>\n<thead>\n<tr>")
                    .append(cells("th", section.columns()))
                    .append("</tr>\n</thead>\n<tbody>\n");
            for (MappingTable.Line line : section.lines()) {
                String cells = cells("td", line.cells());
                page.append("<tr>")
                        .append(
                                line.depth() == 0
                                        ? cells
                                        : cells.replaceFirst(
                                                "<td>", "<td style=\"padding-left: " + (2 * line.depth()) + "em\">"))
                        .append("</tr>\n");
            }
            page.append("</tbody>\n</table>\n");
        }
        return page.append("</body>\n</html>\n").toString();
    }

    private static void line(StringBuilder page, List<String> cells, String indent) {
        page.append("| ").append(indent).append(String.join(" | ", cells)).append(" |\n");
    }

    private static String cells(String tag, List<String> cells) {
        return cells.stream()
                .map(cell -> "<" + tag + ">" + entities(cell) + "</" + tag + ">")
                .collect(Collectors.joining());
    }

    /** An underscore within a word is no mark. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inWord = i > 0
                    && i < text.length() - 1
                    && Character.isLetterOrDigit(text.charAt(i - 1))
                    && Character.isLetterOrDigit(text.charAt(i + 1));
            if (MARKS.indexOf(c) >= 0 || (c == '_' && !inWord)) {
                escaped.append('\\').append(c);
            } else if (c == '\n') {
                escaped.append("<br>");
            } else {
                escaped.append(entity(c));
            }
        }
        return escaped.toString();
    }

    private static String entities(String text) {
        return text.chars().mapToObj(c -> entity((char) c)).collect(Collectors.joining());
    }

    private static String entity(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            case '\r' -> "";
            default -> String.valueOf(c);
        };
    }
}
