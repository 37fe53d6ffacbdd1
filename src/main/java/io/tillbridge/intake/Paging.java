package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.JsonText;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.partner.Received;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a page and says which one comes next. Pure. */
final class Paging {

    private final HttpClientPlan client;
    private final Pages pages;
    private final JsonPointer records;
    private final boolean mayBeAbsent;

    Paging(HttpClientPlan client, Pages pages, JsonPointer records, boolean mayBeAbsent) {
        this.client = client;
        this.pages = pages;
        this.records = records;
        this.mayBeAbsent = mayBeAbsent;
    }

    /** Whether a record that leaves the listing while it is read moves another to a page that was read before. */
    static boolean shift(PollHttpSource source) {
        return counted(source.pages())
                || (source.parent() != null && counted(source.parent().pages()));
    }

    private static boolean counted(Pages pages) {
        return pages instanceof Pages.Numbered || pages instanceof Pages.Offset;
    }

    /**
     * What the answer to a page's call means.
     *
     * @param place the page that was asked for
     * @param asked its URL
     */
    PageTurn turn(PagePlace place, URI asked, Received received) {
        JsonNode answer = received.json();
        boolean nothing = received.status() == 204 && mayBeAbsent;
        if (answer.isMissingNode() && !nothing) {
            return new PageTurn.Wrong("answer_not_json", "the answer is no JSON document", false);
        }
        JsonNode found = answer.at(records);
        boolean absent = found.isMissingNode() || found.isNull();
        if (!found.isArray() && !absent) {
            return new PageTurn.Wrong(
                    "records_not_a_list",
                    "answer has no array at " + records + "; correct records in the connector",
                    false);
        }
        List<JsonNode> list = new ArrayList<>();
        found.forEach(list::add);
        if (keyless(list)) {
            return new PageTurn.Wrong(
                    "page_key_missing",
                    "the last record of page " + (place.pages() + 1)
                            + " has no key to go on after; correct pages.after",
                    false);
        }
        String next;
        try {
            next = following(place, asked, received, list);
        } catch (IllegalArgumentException e) {
            return new PageTurn.Wrong(
                    "page_link_refused",
                    "page " + (place.pages() + 1) + " links to a place outside the client's host; allow it by hosts",
                    true);
        }
        if (absent && !mayBeAbsent && (next != null || place.pages() > 0)) {
            return new PageTurn.Wrong(
                    "records_missing",
                    "an answer in the middle of the listing has nothing at " + records
                            + "; correct records, add an errors row, or say absent: empty",
                    false);
        }
        return next == null
                ? new PageTurn.Read(answer, list, null, absent && !mayBeAbsent)
                : onward(place, next, answer, list);
    }

    private PageTurn onward(PagePlace place, String next, JsonNode answer, List<JsonNode> list) {
        boolean counted = counted(pages);
        // A source that does not know the parameter gives its first page for ever
        PageTrail trail = place.trail().with(counted ? list.toString() : next);
        if (trail == null) {
            return new PageTurn.Wrong(
                    "page_token_repeated",
                    "page " + (place.pages() + 1) + " names a page that was read before; the listing would never end",
                    true);
        }
        if (place.pages() + 1 >= pages.max()) {
            return new PageTurn.Wrong(
                    "too_many_pages",
                    "more than " + pages.max() + " pages; set a smaller cursor.step or a larger pages.max",
                    true);
        }
        return new PageTurn.Read(
                answer,
                list,
                new PagePlace(counted ? null : next, place.pages() + 1, place.records() + list.size(), trail),
                false);
    }

    /** What names the next page; empty text where pages are counted; null after the last. */
    private @Nullable String following(PagePlace place, URI asked, Received received, List<JsonNode> list) {
        JsonNode answer = received.json();
        if (pages instanceof Pages.Cursor cursor) {
            return cursor.more() != null && !truth(answer.at(cursor.more())) ? null : text(answer.at(cursor.token()));
        }
        if (pages instanceof Pages.LinkHeader header) {
            return link(asked, Links.next(received.headers().get("link")), header.hosts());
        }
        if (pages instanceof Pages.LinkBody body) {
            return link(asked, text(answer.at(body.link())), body.hosts());
        }
        if (pages instanceof Pages.Keyset keyset) {
            if (list.isEmpty() || last(keyset.ending(), place, answer, list.size())) {
                return null;
            }
            return text(list.get(list.size() - 1).at(keyset.after()));
        }
        Pages.Ending ending = pages instanceof Pages.Numbered numbered
                ? numbered.ending()
                : pages instanceof Pages.Offset offset ? offset.ending() : null;
        return ending == null || last(ending, place, answer, list.size()) ? null : "";
    }

    private boolean keyless(List<JsonNode> list) {
        return pages instanceof Pages.Keyset keyset
                && !list.isEmpty()
                && text(list.get(list.size() - 1).at(keyset.after())) == null;
    }

    private boolean last(Pages.Ending ending, PagePlace place, JsonNode answer, int found) {
        if (ending.more() != null) {
            return !truth(answer.at(ending.more()));
        }
        Long totalPages = count(answer, ending.totalPages());
        if (totalPages != null) {
            return place.pages() + 1 >= totalPages;
        }
        Long total = count(answer, ending.total());
        if (total != null && place.records() + found >= total) {
            return true;
        }
        return found == 0 || (ending.shortPage() && found < pages.size());
    }

    private static @Nullable Long count(JsonNode answer, @Nullable JsonPointer at) {
        String text = at == null ? null : text(answer.at(at));
        return text != null && text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }

    private @Nullable String link(URI asked, @Nullable String link, Set<String> hosts) {
        if (link == null) {
            return null;
        }
        URI next = Links.resolve(asked, link);
        if (!Links.own(client, next) && !Links.allowed(client, hosts, next)) {
            throw new IllegalArgumentException("another host");
        }
        return next.toString();
    }

    private static boolean truth(JsonNode node) {
        return node.isTextual() ? node.asText().equalsIgnoreCase("true") : node.asBoolean(false);
    }

    private static @Nullable String text(JsonNode node) {
        String text = JsonText.of(node);
        return text == null || text.isEmpty() ? null : text;
    }
}
