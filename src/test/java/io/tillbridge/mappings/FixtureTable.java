package io.tillbridge.mappings;

import java.util.List;

/** The rows of outcomes as the Markdown of {@code src/docs/fixtures.md}: one table per vendor. */
final class FixtureTable {

    private static final String HEAD = """
            # What becomes of published payloads

            Real documents that partners' own projects publish, and what the shipped connectors make of each: the event it
            becomes, why it is refused, or why no flow reads it. `mappings/SOURCES.md` says where those come from that are
            kept here as samples; the others are read from `../shared/fixtures` by the tests when that folder is there.

            Generated from `src/test/resources/fixtures/*.tsv`; renew it with
            `mvn test -Dtest=FixtureOutcomesTest -Dtillbridge.write=true`.
            """;

    private FixtureTable() {}

    static String markdown(List<FixtureRow> rows) {
        StringBuilder text = new StringBuilder(HEAD);
        String vendor = "";
        for (FixtureRow row : rows) {
            if (!row.vendor().equals(vendor)) {
                vendor = row.vendor();
                text.append("\n## ")
                        .append(vendor)
                        .append("\n\n| file | records | read by | outcome |\n|---|---|---|---|\n");
            }
            text.append("| ").append(row.name());
            text.append(" | ").append(row.at().equals("-") ? "whole" : "`" + row.at() + "`");
            text.append(" | ").append(row.read() ? "`" + row.by() + "`" : "-");
            text.append(" | ").append(row.outcome().replace("|", "\\|")).append(" |\n");
        }
        return text.toString();
    }
}
