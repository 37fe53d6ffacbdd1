package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pages as a polled API would answer them. */
final class Listing {

    private static final int MANY = 99;

    private final PollHttpSource source;

    Listing(PollHttpSource source) {
        this.source = source;
    }

    /** Why pages of this kind cannot be made here; empty when they can. */
    String unknown() {
        return source.job() == null ? "" : new Export(source.job()).unknown();
    }

    /** Whether nothing but a page without records is the last. */
    boolean untilEmpty() {
        Pages.Ending ending = ending();
        return ending != null && !goesOn() && !ending.shortPage();
    }

    /** Whether there can be a page after the first. */
    boolean paged() {
        return source.job() == null && !(source.pages() instanceof Pages.None);
    }

    /**
     * Records for a page that is not the last: where a short page ends the listing, the same ones over and over until as many
     * are there as are asked for.
     */
    List<TrialDocument> full(List<TrialDocument> documents) {
        Pages.Ending ending = ending();
        if (ending == null || !ending.shortPage()) {
            return documents;
        }
        return IntStream.range(0, Math.max(documents.size(), source.pages().size()))
                .mapToObj(number -> documents.get(number % documents.size()))
                .toList();
    }

    /** Everything there is, as often as it is asked for. */
    FakePartner.Behaviour whole(List<TrialDocument> documents) {
        if (source.job() != null) {
            return new Export(source.job())
                    .of(documents.stream().map(this::record).toList());
        }
        FakePartner.Behaviour.Answer page = page(documents, null);
        return untilEmpty() ? new FakePartner.Behaviour.InTurn(List.of(page, page(List.of(), null))) : page;
    }

    /** Whether a page can name the next. */
    boolean goesOn() {
        Pages.Ending ending = ending();
        return ending == null
                ? !(source.pages() instanceof Pages.None)
                : ending.more() != null || ending.totalPages() != null || ending.total() != null;
    }

    /** Whether the next page is asked for by what the answer calls it. */
    boolean named() {
        return ending() == null;
    }

    private Pages.@Nullable Ending ending() {
        if (source.pages() instanceof Pages.Numbered numbered) {
            return numbered.ending();
        }
        if (source.pages() instanceof Pages.Offset offset) {
            return offset.ending();
        }
        return source.pages() instanceof Pages.Keyset keyset ? keyset.ending() : null;
    }

    /**
     * One page.
     *
     * @param next name of the page after it; null on the last
     */
    FakePartner.Behaviour.Answer page(List<TrialDocument> documents, @Nullable String next) {
        ArrayNode records = JsonNodeFactory.instance.arrayNode();
        documents.forEach(document -> records.add(record(document)));
        JsonNode page = records;
        if (!source.records().matches()) {
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            Satisfied.set(whole, source.records(), records);
            onward(whole, next);
            page = whole;
        }
        boolean link = next != null && source.pages() instanceof Pages.LinkHeader;
        Map<String, String> headers = link ? Map.of("Link", "<?trial=" + next + ">; rel=\"next\"") : Map.of();
        return new FakePartner.Behaviour.Answer(200, headers, page.toString());
    }

    /** The record that a document is cut out of; the document itself when it is not cut. */
    private JsonNode record(TrialDocument document) {
        JsonPointer each = source.found().each();
        String as = source.found().as();
        if (each == null) {
            return document.body();
        }
        JsonNode element = document.body().deepCopy();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        if (as != null && element instanceof ObjectNode object && object.remove(as) instanceof ObjectNode rest) {
            record = rest;
        }
        ArrayNode elements = JsonNodeFactory.instance.arrayNode().add(element);
        Satisfied.set(record, each, elements);
        return record;
    }

    private void onward(ObjectNode page, @Nullable String next) {
        if (source.pages() instanceof Pages.Cursor cursor) {
            put(page, cursor.token(), next == null ? NullNode.getInstance() : TextNode.valueOf(next));
            put(page, cursor.more(), BooleanNode.valueOf(next != null));
        }
        if (source.pages() instanceof Pages.LinkBody body) {
            put(page, body.link(), next == null ? NullNode.getInstance() : TextNode.valueOf("?trial=" + next));
        }
        Pages.Ending ending = ending();
        if (ending != null) {
            put(page, ending.more(), BooleanNode.valueOf(next != null));
            put(page, ending.totalPages(), IntNode.valueOf(next == null ? 1 : MANY));
            put(page, ending.total(), IntNode.valueOf(next == null ? 1 : MANY));
        }
    }

    private static void put(ObjectNode page, @Nullable JsonPointer at, JsonNode value) {
        if (at != null) {
            Satisfied.set(page, at, value);
        }
    }
}
