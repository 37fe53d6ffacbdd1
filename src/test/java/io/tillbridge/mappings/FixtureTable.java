package io.tillbridge.mappings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The rows of outcomes as the Markdown of {@code src/docs/fixtures.md}: how many, how many of them no flow asks for, and one table per vendor. */
final class FixtureTable {

    /** What a payload is that no flow asks for, by kind. */
    static final Map<String, String> KINDS = kinds();

    private static final String HEAD = """
            # What becomes of published payloads

            Real documents that partners' own projects publish, and what the shipped connectors make of each: the event it
            becomes, or why it is refused. `mappings/SOURCES.md` says where those come from that are
            kept here as samples; the others are read from `../shared/fixtures` by the tests when that folder is there.

            Generated from `src/test/resources/fixtures/*.tsv`; renew it with
            `mvn test -Dtest=FixtureOutcomesTest -Dtillbridge.write=true`.

            A payload is *taken* when it becomes an event, is counted, or starts a fetch or a poll; `written alike` is a
            document of the kind that the hub sends: read, written again and read again, it is the same. It is *refused*
            when it, or a record of it, becomes a dead letter, whose code and place stand in its row. *Misdelivered* are
            documents that no flow asks for: each is given to a flow of its system all the same, which must refuse it.
            *Not read* are documents of no system that a shipped connector is for.

            What those that become an event do to the books is [a table of its own](postings.md).
            """;

    private FixtureTable() {}

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("another subject", "it tells of something that the hub does not exchange with this system");
        kinds.put(
                "another interface",
                "the subject is read, but by another interface, version or way than the one that published this");
        kinds.put("an answer", "it answers a call that tells the system something, or one that no flow makes");
        kinds.put("a request", "it is sent to the system, not by it");
        kinds.put("master data", "locations, accounts, taxes and settings are cross references and settings here");
        kinds.put("a description", "it describes documents and is none");
        return kinds;
    }

    static String markdown(List<FixtureRow> rows) {
        StringBuilder text = new StringBuilder(HEAD);
        counts(rows, text);
        why(rows, text);
        String vendor = "";
        for (FixtureRow row : rows) {
            if (!row.vendor().equals(vendor)) {
                vendor = row.vendor();
                text.append("\n## ")
                        .append(vendor)
                        .append(
                                "\n\n| file | records | read by | outcome | misdelivered, or why it is refused |\n|---|---|---|---|---|\n");
            }
            text.append("| ").append(row.name());
            text.append(" | ").append(row.at().equals("-") ? "whole" : "`" + row.at() + "`");
            text.append(" | ").append(row.read() ? "`" + row.by() + "`" : "-");
            text.append(" | ").append(row.outcome().replace("|", "\\|"));
            text.append(" | ").append(row.why()).append(" |\n");
        }
        return text.toString();
    }

    private static void counts(List<FixtureRow> rows, StringBuilder text) {
        text.append(
                "\n| system | payloads | taken | refused | misdelivered and refused | not read |\n|---|--:|--:|--:|--:|--:|\n");
        Map<String, List<FixtureRow>> vendors =
                rows.stream().collect(Collectors.groupingBy(FixtureRow::vendor, TreeMap::new, Collectors.toList()));
        vendors.forEach((vendor, own) -> line(vendor, own, text));
        line("all", rows, text);
    }

    private static void line(String name, List<FixtureRow> rows, StringBuilder text) {
        text.append("| ").append(name).append(" | ").append(rows.size());
        text.append(" | ").append(count(rows, row -> row.read() && !row.refused()));
        text.append(" | ").append(count(rows, row -> row.refused() && !row.misdelivered()));
        text.append(" | ").append(count(rows, row -> row.refused() && row.misdelivered()));
        text.append(" | ").append(count(rows, row -> !row.read())).append(" |\n");
    }

    private static void why(List<FixtureRow> rows, StringBuilder text) {
        text.append("\n| misdelivered | payloads | because |\n|---|--:|---|\n");
        KINDS.forEach((kind, because) -> text.append("| ")
                .append(kind)
                .append(" | ")
                .append(count(rows, row -> row.misdelivered() && row.kind().equals(kind)))
                .append(" | ")
                .append(because)
                .append(" |\n"));
    }

    private static long count(List<FixtureRow> rows, Predicate<FixtureRow> wanted) {
        return rows.stream().filter(wanted).count();
    }
}
