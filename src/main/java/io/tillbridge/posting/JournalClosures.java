package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Closure;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.Ledgers;
import io.tillbridge.mapping.ExactJson;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Closures of tills, behind the sales of their batch: a difference between what the till says and what its sales brought in is
 * raised, and what a count found short or over is an entry.
 */
final class JournalClosures {

    /** Of a session whose opening nobody told. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final JournalBook journal;
    private final Ledgers ledgers;

    JournalClosures(JournalBook journal, Ledgers ledgers) {
        this.journal = journal;
        this.ledgers = ledgers;
    }

    void post(Connection transaction, List<Work> closed, Effects effects) throws SQLException {
        List<JournalEntry> entries = new ArrayList<>();
        for (Work work : closed) {
            Work.Translated translated = work.translated;
            if (translated != null) {
                JournalDraft draft = new JournalDraft(work, translated, List.of(), ledgers);
                if (draft.ledger != null) {
                    close(transaction, work, translated, draft, draft.ledger, effects, entries);
                }
            }
        }
        journal.add(transaction, entries);
    }

    private void close(
            Connection transaction,
            Work work,
            Work.Translated translated,
            JournalDraft draft,
            Ledger ledger,
            Effects effects,
            List<JournalEntry> entries)
            throws SQLException {
        JsonNode body = translated.body();
        Map<String, BigDecimal> booked = booked(transaction, translated, draft, ledger);
        for (Closure.Difference difference : Bookkeeping.differences(body, booked)) {
            ObjectNode detail = ExactJson.nodes()
                    .objectNode()
                    .put("tender", difference.tender())
                    .put("till", difference.told().toPlainString())
                    .put("sales", difference.booked().toPlainString());
            effects.conflicts.add(new Conflicts.Conflict(
                    "closure_difference",
                    translated.factKey() + "|" + difference.tender(),
                    work.ready.document().messageId(),
                    detail.toString()));
        }
        JournalPosting.add(
                entries,
                draft.entry(
                        Bookkeeping.closure(body, booked, ledger),
                        List.of(),
                        GoodsValues.of(transaction, List.of()),
                        Map.of(),
                        0,
                        effects));
    }

    /** What the session's sales made of each tender. */
    private Map<String, BigDecimal> booked(
            Connection transaction, Work.Translated translated, JournalDraft draft, Ledger ledger) throws SQLException {
        JsonNode body = translated.body();
        Instant closedAt = translated.event().occurredAt();
        Instant openedAt = body.hasNonNull("openedAt")
                ? Instant.parse(body.path("openedAt").asText())
                : closedAt.minus(LONGEST);
        String currency = body.path("currency")
                .asText(body.at("/tenders/0/counted/currency").asText());
        return journal.tenders(
                transaction,
                new JournalBook.Session(
                        draft.store,
                        body.path("register").asText(),
                        currency,
                        draft.businessDate(ledger).minusDays(openedAt.until(closedAt, ChronoUnit.DAYS) + 2),
                        openedAt,
                        closedAt));
    }
}
