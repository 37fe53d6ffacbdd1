package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.KeptDocuments;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.RequestRenderer;
import io.tillbridge.platform.Lease;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a listing, page by page. Each page's records are stored with the place in one transaction; the cursor
 * value itself moves with the last page, because a listing need not be sorted by it. Between two pages the run is only
 * this object, so a wait holds no thread.
 */
final class PollRun implements PullRun {

    private static final Duration RETRY_LATER = Duration.ofMinutes(1);

    private final RunningFlow flow;
    private final PollHttpSource source;
    private final HttpPartner partner;
    private final KeptDocuments documents;
    private final RecordDocuments records;
    private final Clock clock;
    private final CursorState before;
    private final Lease lease;
    private final CursorWindow window;
    private final Set<String> tokens = new HashSet<>();
    private final Set<String> seen;
    private @Nullable String token;
    private @Nullable String greatest;
    private int pages;
    private int fresh;
    private int failures;
    private boolean restarted;

    /**
     * A run from a cursor on.
     *
     * @param lease without which no page is kept
     */
    PollRun(
            RunningFlow flow,
            PollHttpSource source,
            HttpPartner partner,
            KeptDocuments documents,
            RecordDocuments records,
            Clock clock,
            CursorState before,
            Lease lease) {
        this.lease = lease;
        this.flow = flow;
        this.source = source;
        this.partner = partner;
        this.documents = documents;
        this.records = records;
        this.clock = clock;
        this.before = before;
        this.window = CursorWindow.next(
                source.cursor(),
                before.value(),
                clock.instant(),
                flow.connection().timezone());
        this.seen = new LinkedHashSet<>(before.seen());
        this.greatest = before.value();
    }

    /** Asks for the next page and stores it. */
    @Override
    public Outcome step() {
        int size = source.pages() instanceof Pages.Cursor cursor ? cursor.size() : 0;
        Answer answer = partner.call(
                RequestRenderer.render(
                        partner.plan(),
                        source.request(),
                        PullScope.page(flow.connection(), window.from(), window.to(), token, size)),
                failures);
        if (answer instanceof Answer.Ok ok) {
            failures = 0;
            return took(ok.received().json());
        }
        if (answer instanceof Answer.NotCalled notCalled) {
            return new Continue(notCalled.pause());
        }
        if (answer instanceof Answer.RateLimited limited) {
            return new Continue(limited.pause());
        }
        if (answer instanceof Answer.RestartPages && !restarted) {
            restarted = true;
            token = null;
            tokens.clear();
            pages = 0;
            return new Continue(Duration.ZERO);
        }
        failures++;
        return PollAnswers.unsuccessful(answer, failures);
    }

    private Outcome took(JsonNode page) {
        JsonNode found = page.at(source.records());
        if (!found.isArray() && !found.isMissingNode() && !found.isNull()) {
            return new Failed(
                    "records_not_a_list",
                    "answer has no array at " + source.records() + "; correct records in the connector",
                    RETRY_LATER);
        }
        if (page.isMissingNode()) {
            return new Failed("answer_not_json", "the answer is no JSON document", RETRY_LATER);
        }
        pages++;
        List<AcceptedDocument> accepted = new ArrayList<>();
        try {
            for (JsonNode record : found) {
                take(source.cursor(), record, accepted);
            }
        } catch (DateTimeException | NumberFormatException unreadable) {
            return new Failed(
                    "cursor_unreadable",
                    "a record's " + source.cursor().field() + " is no "
                            + source.cursor().type() + "; correct cursor in the connector",
                    RETRY_LATER);
        }
        String next = null;
        if (source.pages() instanceof Pages.Cursor cursor) {
            next = following(page, cursor);
            if (next != null && !tokens.add(next)) {
                return new Failed(
                        "page_token_repeated",
                        "page " + pages + " names a token that was used before; the listing would never end",
                        RETRY_LATER);
            }
            if (next != null && pages >= cursor.max()) {
                return new Failed(
                        "too_many_pages",
                        "more than " + cursor.max() + " pages; set a smaller cursor.step or a larger pages.max",
                        RETRY_LATER);
            }
        }
        return store(page, accepted, next);
    }

    private void take(CursorRule rule, JsonNode record, List<AcceptedDocument> accepted) {
        JsonNode value = record.at(rule.field());
        if (!value.isMissingNode() && !value.isNull()) {
            greatest = CursorWindow.greater(rule, greatest, value.asText());
        }
        AcceptedDocument document = records.of(record, clock.instant());
        // A receipt key recognises a record that is read again; only without one its hash has to
        if (document.receiptKey() != null || seen.add(RecordDocuments.hash(record))) {
            accepted.add(document);
        }
    }

    private Outcome store(JsonNode page, List<AcceptedDocument> accepted, @Nullable String next) {
        CursorState after = next != null
                ? new CursorState(before.value(), seen)
                : new CursorState(end(source.cursor(), page), seen);
        try {
            OptionalInt kept =
                    documents.keep(lease, flow.connection().id(), flow.flow().name(), accepted, after.json());
            if (kept.isEmpty()) {
                return new Failed(
                        "lease_lost",
                        "another node polls since this run was held up; nothing of this page is kept here",
                        RETRY_LATER);
            }
            fresh += kept.getAsInt();
        } catch (SQLException e) {
            return new Failed(
                    "not_stored", "PostgreSQL did not store the page, SQLSTATE " + e.getSQLState(), RETRY_LATER);
        }
        token = next;
        return next != null ? new Continue(Duration.ZERO) : new Finished(fresh, !window.cut());
    }

    private @Nullable String end(CursorRule rule, JsonNode lastPage) {
        JsonNode advance = rule.advance() == null ? null : lastPage.at(rule.advance());
        if (advance != null && !advance.isMissingNode() && !advance.isNull()) {
            return advance.asText();
        }
        String to = window.to();
        // A window that the step ended must move on even when nothing was in it
        return window.cut() && to != null ? CursorWindow.greater(rule, greatest, to) : greatest;
    }

    private static @Nullable String following(JsonNode page, Pages.Cursor cursor) {
        if (cursor.more() != null && !page.at(cursor.more()).asBoolean(false)) {
            return null;
        }
        JsonNode token = page.at(cursor.token());
        return token.isMissingNode() || token.isNull() || token.asText().isEmpty() ? null : token.asText();
    }
}
