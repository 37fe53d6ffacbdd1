package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Closure;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.Ledgers;
import io.tillbridge.books.TillClosures;
import io.tillbridge.books.TillLocks;
import io.tillbridge.mapping.ExactJson;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Closures of tills, behind the sales of their batch: a difference between what the till says and what its sales brought in is
 * raised, and what a count found short or over is an entry. When an entry of the session comes later it is compared again, until
 * both are equal.
 */
final class JournalClosures {

    private static final String KIND = "closure_difference";

    /** Of a session whose opening nobody told. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final JournalBook journal;
    private final Ledgers ledgers;

    JournalClosures(JournalBook journal, Ledgers ledgers) {
        this.journal = journal;
        this.ledgers = ledgers;
    }

    /** Takes the tills of a batch that closes some, before it enters anything. */
    void lock(Connection transaction, List<Work> closed, List<JournalEntry> entries) throws SQLException {
        Set<TillLocks.Till> tills = new HashSet<>();
        for (Work work : closed) {
            if (work.translated != null) {
                JournalDraft draft = new JournalDraft(work, work.translated, List.of(), ledgers);
                tills.add(new TillLocks.Till(draft.store, register(work.translated.body())));
            }
        }
        if (!tills.isEmpty()) {
            entries.stream()
                    .filter(entry -> entry.register() != null)
                    .forEach(entry -> tills.add(new TillLocks.Till(entry.store(), String.valueOf(entry.register()))));
            TillLocks.alone(transaction, tills);
        }
    }

    /** Compares closures and keeps them for what comes late. */
    void post(Connection transaction, List<Work> closed, Effects effects) throws SQLException {
        List<JournalEntry> entries = new ArrayList<>();
        List<TillClosures.Kept> kept = new ArrayList<>();
        for (Work work : closed) {
            Work.Translated translated = work.translated;
            if (translated != null) {
                JournalDraft draft = new JournalDraft(work, translated, List.of(), ledgers);
                if (draft.ledger != null) {
                    TillClosures.Kept closure = closure(work, translated, draft, draft.ledger);
                    Map<String, BigDecimal> booked = journal.tenders(transaction, closure.session());
                    compare(closure, booked, false, effects);
                    JournalPosting.add(
                            entries,
                            draft.entry(
                                    Bookkeeping.closure(translated.body(), booked, draft.ledger),
                                    List.of(),
                                    GoodsValues.of(transaction, List.of()),
                                    Map.of(),
                                    0,
                                    effects));
                    kept.add(closure);
                }
            }
        }
        journal.add(transaction, entries);
        TillClosures.keep(transaction, kept);
    }

    /** Compares closures again, in whose sessions something was entered. */
    void again(Connection transaction, Collection<String> closures, Effects effects) throws SQLException {
        for (TillClosures.Kept closure : TillClosures.of(transaction, closures)) {
            compare(closure, journal.tenders(transaction, closure.session()), true, effects);
        }
    }

    /** A closure that tells something else now. What its count found stays as it was entered. */
    void reposted(Connection transaction, Work work, Effects effects) throws SQLException {
        Work.Translated translated = work.translated;
        if (translated != null) {
            JournalDraft draft = new JournalDraft(work, translated, List.of(), ledgers);
            if (draft.ledger != null) {
                TillClosures.Kept closure = closure(work, translated, draft, draft.ledger);
                TillClosures.keep(transaction, List.of(closure));
                again(transaction, List.of(closure.factKey()), effects);
            }
        }
    }

    private static void compare(
            TillClosures.Kept closure, Map<String, BigDecimal> booked, boolean again, Effects effects) {
        JsonNode told = ExactJson.parse(closure.told());
        Map<String, Closure.Difference> differences = new HashMap<>();
        Bookkeeping.differences(told, booked).forEach(one -> differences.put(one.tender(), one));
        for (JsonNode tender : told.path("tenders")) {
            String kind = tender.path("kind").asText();
            String subject = closure.factKey() + "|" + kind;
            Closure.Difference difference = differences.remove(kind);
            if (difference != null) {
                ObjectNode detail = ExactJson.nodes()
                        .objectNode()
                        .put("tender", kind)
                        .put("till", difference.told().toPlainString())
                        .put("sales", difference.booked().toPlainString());
                effects.conflicts.add(new Conflicts.Conflict(KIND, subject, closure.messageId(), detail.toString()));
            } else if (again) {
                effects.settled.add(new Conflicts.Settled(KIND, subject));
            }
        }
    }

    private static TillClosures.Kept closure(Work work, Work.Translated translated, JournalDraft draft, Ledger ledger) {
        JsonNode body = translated.body();
        Instant closedAt = translated.event().occurredAt();
        Instant openedAt = body.hasNonNull("openedAt")
                ? Instant.parse(body.path("openedAt").asText())
                : closedAt.minus(LONGEST);
        String currency = body.path("currency")
                .asText(body.at("/tenders/0/counted/currency").asText());
        ObjectNode told = ExactJson.nodes().objectNode();
        if (body.hasNonNull("currency")) {
            told.set("currency", body.path("currency"));
        }
        told.set("tenders", body.path("tenders"));
        return new TillClosures.Kept(
                translated.factKey(),
                work.ready.document().messageId(),
                new JournalBook.Session(
                        draft.store,
                        register(body),
                        currency,
                        draft.businessDate(ledger).minusDays(openedAt.until(closedAt, ChronoUnit.DAYS) + 2),
                        openedAt,
                        closedAt),
                told.toString());
    }

    private static String register(JsonNode body) {
        return body.path("register").asText();
    }
}
