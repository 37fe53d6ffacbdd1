package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.JournalQueries;
import io.tillbridge.books.Periods;
import io.tillbridge.message.MessageQueries;
import io.tillbridge.message.MessageRow;
import io.tillbridge.platform.Transactions;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The journal: entries with the message behind each, trial balances, closed periods. */
@RestController
@RequestMapping("/api/books")
final class JournalApi {

    private static final int LONGEST_SPAN = 3700;

    private final JournalQueries journal;
    private final MessageQueries messages;
    private final Periods periods;
    private final AuditLog audit;
    private final DataSource database;

    JournalApi(JournalQueries journal, MessageQueries messages, Periods periods, AuditLog audit, DataSource database) {
        this.journal = journal;
        this.messages = messages;
        this.periods = periods;
        this.audit = audit;
        this.database = database;
    }

    /**
     * One line.
     *
     * @param debit and {@code credit}: one of them, as a decimal
     * @param of a tax code, a SKU or an order's line
     */
    record LineAnswer(
            String account,
            @Nullable String debit,
            @Nullable String credit,
            @Nullable String of) {

        static LineAnswer of(JournalLine line) {
            String amount = line.amount().abs().toPlainString();
            boolean debit = line.amount().signum() > 0;
            return new LineAnswer(line.account().word(), debit ? amount : null, debit ? null : amount, line.of());
        }
    }

    /** One entry; {@code id} is its number. */
    record EntryAnswer(
            String id,
            String kind,
            String factKey,
            UUID messageId,
            String connection,
            String ledger,
            @Nullable String store,
            @Nullable String register,
            LocalDate businessDate,
            LocalDate postingDate,
            String currency,
            List<LineAnswer> lines,
            @Nullable String reversalOf,
            @Nullable String reversedBy,
            Instant occurredAt,
            Instant postedAt) {

        static EntryAnswer of(JournalQueries.Entry entry) {
            return new EntryAnswer(
                    entry.number(),
                    entry.kind(),
                    entry.factKey(),
                    entry.messageId(),
                    entry.connection(),
                    entry.ledger(),
                    entry.store().isEmpty() ? null : entry.store(),
                    entry.register(),
                    entry.businessDate(),
                    entry.postingDate(),
                    entry.currency(),
                    entry.lines().stream().map(LineAnswer::of).toList(),
                    entry.reversalOf(),
                    entry.reversedBy(),
                    entry.occurredAt(),
                    entry.postedAt());
        }
    }

    /** An entry and the message that it was made from; absent when the message is not kept any more. */
    record EntryStory(EntryAnswer entry, @Nullable MessageAnswer message) {}

    /** Debits and credits of one account, as decimals. */
    record TrialAnswer(String ledger, String currency, String account, String debit, String credit, String balance) {}

    /**
     * A trial balance.
     *
     * @param balanced whether debits equal credits in every ledger and currency
     */
    record TrialBalance(
            LocalDate from, LocalDate to, @Nullable String store, List<TrialAnswer> items, boolean balanced) {}

    /** Up to which day the books are closed; absent while everything is open. */
    record PeriodAnswer(@Nullable LocalDate closedThrough) {}

    @Operation(summary = "The journal entries of a day, by number")
    @GetMapping("/journal")
    Page<EntryAnswer> journal(
            @RequestParam String date,
            @RequestParam(required = false) @Nullable String store,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        List<JournalQueries.Entry> rows = journal.day(date("date", date), store, after == null ? "" : after, size + 1);
        return Page.of(rows, size, EntryAnswer::of, JournalQueries.Entry::number);
    }

    @Operation(summary = "One journal entry with the message behind it")
    @GetMapping("/entries/{id}")
    EntryStory entry(@PathVariable String id) {
        JournalQueries.Entry entry = journal.find(id)
                .orElseThrow(() -> ApiProblem.notFound(
                        "entry_unknown", "no entry has number '" + id + "'; look it up with GET /api/books/journal"));
        MessageRow message = messages.find(entry.messageId()).orElse(null);
        return new EntryStory(EntryAnswer.of(entry), message == null ? null : MessageAnswer.of(message, Map.of()));
    }

    @Operation(summary = "Debits and credits of every account over days")
    @GetMapping("/trial-balance")
    TrialBalance trialBalance(
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam(required = false) @Nullable String store) {
        LocalDate first = date("from", from);
        LocalDate last = date("to", to);
        if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) > LONGEST_SPAN) {
            throw ApiProblem.badRequest(
                    "invalid_span", "from " + first + " to " + last + "; expected up to " + LONGEST_SPAN + " days");
        }
        List<TrialAnswer> items = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        boolean balanced = true;
        String group = "";
        for (JournalQueries.TrialRow row : journal.trialBalance(first, last, store)) {
            String of = row.ledger() + "\n" + row.currency();
            balanced &= of.equals(group) || sum.signum() == 0;
            sum = of.equals(group) ? sum : BigDecimal.ZERO;
            group = of;
            BigDecimal balance = row.debit().subtract(row.credit());
            sum = sum.add(balance);
            items.add(new TrialAnswer(
                    row.ledger(),
                    row.currency(),
                    row.account().word(),
                    row.debit().toPlainString(),
                    row.credit().toPlainString(),
                    balance.toPlainString()));
        }
        return new TrialBalance(first, last, store, items, balanced && sum.signum() == 0);
    }

    @Operation(summary = "Up to which day the books are closed")
    @GetMapping("/periods")
    PeriodAnswer periods() {
        try {
            return Transactions.in(database, tx -> new PeriodAnswer(periods.closedThrough(tx)));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("closed periods", e);
        }
    }

    @Operation(summary = "Closes a day and all before it; what comes later counts on the next")
    @PostMapping("/periods/{date}/close")
    PeriodAnswer close(@PathVariable String date, HttpServletRequest request) {
        LocalDate day = date("date", date);
        String by = Actor.of(request);
        try {
            return Transactions.in(database, tx -> {
                if (periods.close(tx, day, by)) {
                    audit.record(tx, by, "period.close", day.toString(), "{}");
                }
                return new PeriodAnswer(periods.closedThrough(tx));
            });
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("closing of " + day, e);
        }
    }

    private static LocalDate date(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ApiProblem.badRequest(
                    "invalid_date", "'" + name + "' is '" + text + "'; expected a date such as 2026-11-21");
        }
    }
}
