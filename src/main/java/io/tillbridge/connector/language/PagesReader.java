package io.tillbridge.connector.language;

import io.tillbridge.connector.Pages;
import io.tillbridge.platform.YamlText;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads how a listing goes on from page to page. */
final class PagesReader {

    private static final int PAGE_SIZE = 100;
    private static final int PAGES = 1000;

    private static final Map<String, Function<Section, Pages>> KINDS = Map.of(
            "none", pages -> new Pages.None(),
            "cursor",
                    pages -> new Pages.Cursor(
                            pages.pointer("token"), pages.optionalPointer("more"), size(pages), max(pages)),
            "page",
                    pages ->
                            new Pages.Numbered(pages.integer("start", 1, 0, 1), ending(pages), size(pages), max(pages)),
            "offset", pages -> new Pages.Offset(ending(pages), size(pages), max(pages)),
            "link_header", pages -> new Pages.LinkHeader(hosts(pages), size(pages), max(pages)),
            "link_body", pages -> new Pages.LinkBody(pages.pointer("link"), hosts(pages), size(pages), max(pages)),
            "keyset", pages -> new Pages.Keyset(pages.pointer("after"), ending(pages), size(pages), max(pages)));

    /** The placeholder without which the next page would be the same again. */
    private static final Map<Class<? extends Pages>, String> NEEDED = Map.of(
            Pages.Cursor.class, "page.token",
            Pages.Numbered.class, "page.number",
            Pages.Offset.class, "page.offset",
            Pages.Keyset.class, "page.after");

    private PagesReader() {}

    /**
     * The pages of a listing.
     *
     * @param placeholders that its request uses
     */
    static Pages read(Section source, Set<String> placeholders) {
        Section pages = source.required("pages", "{kind: none} or {kind: cursor, token: /POINTER}");
        Function<Section, Pages> kind = pages == null ? null : pages.word("kind", KINDS);
        if (pages == null || kind == null) {
            return new Pages.None();
        }
        Pages read = kind.apply(pages);
        pages.close();
        String needed = NEEDED.get(read.getClass());
        if (needed != null && !placeholders.contains(needed)) {
            pages.placeOf("kind")
                    .problem(
                            "page_not_asked_for",
                            "a request without $(" + needed + ")",
                            "$(" + needed + ") in path, query, headers or body",
                            "add it, or every page is the first");
        }
        if (read instanceof Pages.None) {
            placeholders.stream()
                    .filter(path -> path.startsWith("page."))
                    .findFirst()
                    .ifPresent(path -> pages.placeOf("kind")
                            .problem(
                                    "page_without_pages",
                                    "$(" + path + ") in the request",
                                    "a kind of pages that has it",
                                    "choose the kind, or remove it from the request"));
        }
        YamlText until = pages.map().scalar("until");
        if (until != null
                && until.value().equals("short_page")
                && !pages.keys().contains("size")
                && !placeholders.contains("page.size")) {
            until.problem(
                    "page_size_unknown",
                    "short_page, and neither size nor $(page.size)",
                    "$(page.size) in the request, or size with the number that the API always gives",
                    "add one, or end by empty_page: a page below " + PAGE_SIZE + " counts as the last");
        }
        return read;
    }

    private static int size(Section pages) {
        return pages.integer("size", PAGE_SIZE, 1, 100_000);
    }

    private static int max(Section pages) {
        return pages.integer("max", PAGES, 1, 1_000_000);
    }

    private static Pages.Ending ending(Section pages) {
        String until = pages.optionalWord("until", ConditionReader.words("empty_page", "short_page"));
        return new Pages.Ending(
                pages.optionalPointer("more"),
                pages.optionalPointer("totalPages"),
                pages.optionalPointer("total"),
                "short_page".equals(until));
    }

    /** Names of hosts, lower case. */
    static Set<String> hosts(Section section) {
        Set<String> hosts = new TreeSet<>();
        for (YamlText text : section.texts("hosts")) {
            String host = Placeholders.constant(text, section.reading());
            if (host != null && !host.matches("[A-Za-z0-9.-]+(:[0-9]{1,5})?")) {
                text.problem("wrong_type", "'" + host + "'", "a host name", "write it like files.example.com");
            } else if (host != null) {
                hosts.add(host.toLowerCase(Locale.ROOT));
            }
        }
        return hosts;
    }
}
