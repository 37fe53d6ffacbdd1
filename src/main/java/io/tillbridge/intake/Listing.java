package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.PartnerRequest;
import io.tillbridge.partner.Received;
import io.tillbridge.partner.RequestRenderer;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A listing of one API: calls for a page and reads it. Holds no place, so that one listing serves many walks. */
final class Listing {

    private final HttpPartner partner;
    private final RequestTemplate request;
    private final Pages pages;
    private final boolean keyedByCursor;
    private final Paging paging;

    /**
     * A listing.
     *
     * @param keyedByCursor whether its first page is asked for after the cursor's value
     */
    Listing(
            HttpPartner partner,
            RequestTemplate request,
            JsonPointer records,
            boolean mayBeAbsent,
            Pages pages,
            boolean keyedByCursor) {
        this.partner = partner;
        this.keyedByCursor = keyedByCursor;
        this.request = request;
        this.pages = pages;
        this.paging = new Paging(partner.plan(), pages, records, mayBeAbsent);
    }

    Pages pages() {
        return pages;
    }

    /**
     * Calls for a page.
     *
     * @param scope of all placeholders but those of the page
     * @param failures of this page so far
     */
    Answer ask(PagePlace place, Function<String, ? extends @Nullable JsonNode> scope, int failures) {
        PartnerRequest first = rendered(place, scope);
        String link = link(place);
        return link == null ? partner.call(first, failures) : partner.follow(URI.create(link), first, failures);
    }

    /** Reads the answer to {@link #ask}. */
    PageTurn read(PagePlace place, Function<String, ? extends @Nullable JsonNode> scope, Received received) {
        String link = link(place);
        URI asked = link != null
                ? URI.create(link)
                : URI.create(partner.plan().baseUrl() + rendered(place, scope).path());
        return paging.turn(place, asked, received);
    }

    private PartnerRequest rendered(PagePlace place, Function<String, ? extends @Nullable JsonNode> scope) {
        return RequestRenderer.render(partner.plan(), request, PullScope.page(pages, keyedByCursor, place, scope));
    }

    private @Nullable String link(PagePlace place) {
        return pages instanceof Pages.LinkHeader || pages instanceof Pages.LinkBody ? place.token() : null;
    }
}
