package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a listing goes on, by the members of an answer beside its records and by the names of its parameters.
 *
 * @param query parameters with their placeholders
 * @param pages as {@code pages:} says it
 * @param evidence what it was guessed from
 * @param known whether anything told
 */
public record Paging(Map<String, String> query, String pages, String evidence, boolean known) {

    private static final List<String> TOKENS = List.of(
            "nextpagetoken",
            "nextcursor",
            "nexttoken",
            "continuationtoken",
            "endcursor",
            "cursorsafter",
            "pagetoken",
            "cursor",
            "next",
            "after");
    private static final List<String> SURE_TOKENS =
            List.of("nextpagetoken", "nextcursor", "nexttoken", "continuationtoken", "endcursor");
    private static final List<String> LINKS =
            List.of("linksnext", "linksnexthref", "nexturl", "nextlink", "nextpageurl", "nextpage", "nexthref", "next");
    private static final List<String> MORE = List.of("hasmore", "hasnext", "hasnextpage", "morepages", "more");
    private static final List<String> PAGE_COUNTS =
            List.of("totalpages", "pagecount", "pagestotal", "lastpage", "numpages", "pages");
    private static final List<String> TOTALS =
            List.of("total", "totalcount", "totalresults", "totalitems", "totalrecords", "totalelements");
    private static final List<String> PAGE = List.of("page", "pagenumber", "currentpage", "pageno", "p");
    private static final List<String> SIZE =
            List.of("perpage", "pagesize", "limit", "size", "count", "first", "maxresults", "resultsperpage", "items");
    private static final List<String> OFFSET = List.of("offset", "skip", "startindex", "start", "from");
    private static final List<String> TOKEN_PARAMETERS = List.of(
            "cursor",
            "pagetoken",
            "nextpagetoken",
            "nextcursor",
            "nexttoken",
            "continuationtoken",
            "after",
            "token",
            "pagecursor");
    private static final List<String> KEYSETS =
            List.of("startingafter", "afterid", "sinceid", "lastid", "startafter", "after");

    /**
     * A parameter of a listing.
     *
     * @param schema as the description says it; an empty object when it says nothing
     */
    public record Parameter(String name, JsonNode schema) {}

    /**
     * Reads the evidence of a description.
     *
     * @param parameters of the query, by plain name
     * @param links whether answers have the header {@code Link}
     * @param id JSON Pointer of a record's id
     */
    public static Paging described(Map<String, Parameter> parameters, JsonNode answer, boolean links, String id) {
        Members members = new Members(answer);
        Map<String, String> query = new LinkedHashMap<>();
        Parameter size = any(parameters, SIZE);
        String sized = "";
        if (size != null) {
            query.put(size.name(), "$(page.size)");
            int most = size.schema()
                    .path("maximum")
                    .asInt(size.schema().path("default").asInt(100));
            sized = ", size: " + Math.max(1, Math.min(most, 1000));
        }
        Parameter token = any(parameters, TOKEN_PARAMETERS);
        Optional<Member> tokenAt = members.any(TOKENS, value -> !link(value) && text(value));
        if (token != null && tokenAt.isPresent()) {
            query.put(token.name(), "$(page.token)");
            return of(
                    query,
                    "{kind: cursor, token: " + tokenAt.get().pointer() + more(members) + sized + "}",
                    "parameter " + token.name() + " and the answer's "
                            + tokenAt.get().pointer());
        }
        Optional<Member> next = members.any(LINKS, Paging::link);
        if (next.isPresent()) {
            return of(
                    query,
                    "{kind: link_body, link: " + next.get().pointer() + sized + "}",
                    "the answer's link " + next.get().pointer());
        }
        if (links) {
            return of(query, "{kind: link_header" + sized + "}", "the answer's header Link");
        }
        Parameter page = any(parameters, PAGE);
        if (page != null) {
            query.put(page.name(), "$(page.number)");
            boolean zero = page.schema()
                    .path("default")
                    .asText(page.schema().path("minimum").asText("1"))
                    .equals("0");
            return of(
                    query,
                    "{kind: page" + (zero ? ", start: 0" : "") + ending(members) + sized + "}",
                    "parameter " + page.name());
        }
        Parameter offset = any(parameters, OFFSET);
        if (offset != null) {
            query.put(offset.name(), "$(page.offset)");
            return of(query, "{kind: offset" + ending(members) + sized + "}", "parameter " + offset.name());
        }
        Parameter after = any(parameters, KEYSETS);
        if (after != null) {
            query.put(after.name(), "$(page.after)");
            return of(query, "{kind: keyset, after: " + id + more(members) + sized + "}", "parameter " + after.name());
        }
        return new Paging(Map.of(), "{kind: none}", "", false);
    }

    /** Reads the evidence of a sample alone: names of parameters are guessed from those of the answer. */
    public static Paging sampled(JsonNode answer, String id) {
        Members members = new Members(answer);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        // On the last page a token is null: then only a name that says so tells
        members.any(TOKENS, value -> !link(value) && value.isTextual())
                .or(() -> members.any(SURE_TOKENS, JsonNode::isNull))
                .ifPresent(one -> put(
                        parameters, one.pointer().toLowerCase(Locale.ROOT).contains("page") ? "page_token" : "cursor"));
        boolean paged = members.any(PAGE, Values::number).isPresent()
                || members.any(PAGE_COUNTS, Values::number).isPresent();
        boolean offset = members.any(List.of("offset", "skip"), Values::number).isPresent();
        if (paged) {
            put(parameters, "page");
        } else if (offset) {
            put(parameters, members.any(List.of("offset"), Values::number).isPresent() ? "offset" : "skip");
        } else if (members.any(MORE, Values::truth).isPresent() && parameters.isEmpty()) {
            put(parameters, "starting_after");
        }
        members.any(SIZE, Values::number)
                .filter(one -> !parameters.isEmpty())
                .ifPresent(one -> put(parameters, one.steps().get(one.steps().size() - 1)));
        Paging found = described(parameters, answer, false, id);
        return found.query().isEmpty()
                ? found
                : new Paging(found.query(), found.pages(), found.evidence() + " (its name is a guess)", found.known());
    }

    /** The name by which a parameter is looked for. */
    public static Map<String, Parameter> byName(List<Parameter> parameters) {
        Map<String, Parameter> named = new LinkedHashMap<>();
        parameters.forEach(one -> named.putIfAbsent(Names.plain(one.name()), one));
        return named;
    }

    private static void put(Map<String, Parameter> parameters, String name) {
        parameters.put(Names.plain(name), new Parameter(name, JsonNodeFactory.instance.objectNode()));
    }

    private static Paging of(Map<String, String> query, String pages, String evidence) {
        return new Paging(query, pages, "pages by " + evidence, true);
    }

    private static @Nullable Parameter any(Map<String, Parameter> parameters, List<String> names) {
        return names.stream()
                .filter(parameters::containsKey)
                .map(parameters::get)
                .findFirst()
                .orElse(null);
    }

    private static String ending(Members members) {
        List<String> parts = new ArrayList<>(List.of(more(members)));
        members.any(PAGE_COUNTS, Values::number).ifPresent(one -> parts.add(", totalPages: " + one.pointer()));
        if (parts.size() == 1) {
            members.any(TOTALS, Values::number).ifPresent(one -> parts.add(", total: " + one.pointer()));
        }
        return String.join("", parts);
    }

    private static String more(Members members) {
        return members.any(MORE, Values::truth)
                .map(one -> ", more: " + one.pointer())
                .orElse("");
    }

    private static boolean link(JsonNode value) {
        return value.isTextual() && value.asText().matches("(https?:/)?/.*");
    }

    private static boolean text(JsonNode value) {
        return value.isTextual() || value.isIntegralNumber() || value.isNull();
    }
}
