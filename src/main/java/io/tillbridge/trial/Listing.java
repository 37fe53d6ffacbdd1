package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages as a polled API would answer them. */
final class Listing {

    private final PollHttpSource source;

    Listing(PollHttpSource source) {
        this.source = source;
    }

    /** Whether pages of this kind, of records that are not cut, can be made here. */
    boolean known() {
        boolean whole = source.found().each() == null;
        return whole && (source.pages() instanceof Pages.None || source.pages() instanceof Pages.Cursor);
    }

    /** Whether a page can name the next. */
    boolean goesOn() {
        return source.pages() instanceof Pages.Cursor;
    }

    /**
     * One page.
     *
     * @param next token of the page after it; null on the last
     */
    FakePartner.Behaviour page(List<TrialDocument> documents, @Nullable String next) {
        ArrayNode records = JsonNodeFactory.instance.arrayNode();
        documents.forEach(document -> records.add(document.body()));
        if (source.records().matches()) {
            return FakePartner.answer(200, records.toString());
        }
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        Satisfied.set(page, source.records(), records);
        if (source.pages() instanceof Pages.Cursor cursor) {
            JsonNode token = next == null ? JsonNodeFactory.instance.nullNode() : TextNode.valueOf(next);
            Satisfied.set(page, cursor.token(), token);
            JsonPointer more = cursor.more();
            if (more != null) {
                Satisfied.set(page, more, BooleanNode.valueOf(next != null));
            }
        }
        return FakePartner.answer(200, page.toString());
    }
}
