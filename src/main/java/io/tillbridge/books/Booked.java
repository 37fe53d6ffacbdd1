package io.tillbridge.books;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the journal holds it.
 *
 * @param orderKey as {@link JournalEntry#orderKey}
 */
public record Booked(
        UUID messageId,
        String kind,
        int generation,
        String number,
        String ledger,
        String store,
        @Nullable String register,
        @Nullable String orderKey,
        LocalDate businessDate,
        String currency,
        List<JournalLine> lines,
        @Nullable String reversalOf) {

    /** Those that are neither undone nor undo. */
    public static List<Booked> live(List<Booked> entries) {
        List<String> undone = entries.stream()
                .filter(one -> one.reversalOf != null)
                .map(Booked::reversalOf)
                .toList();
        return entries.stream()
                .filter(one -> one.reversalOf == null && !undone.contains(one.number))
                .toList();
    }

    /** The generation behind all of some entries. */
    public static int next(List<Booked> entries) {
        return entries.stream().mapToInt(Booked::generation).max().orElse(-1) + 1;
    }

    /** What some entries make of money, without the value of goods. */
    public static List<JournalLine> money(List<Booked> entries) {
        List<JournalLine> lines = new ArrayList<>();
        for (Booked entry : entries) {
            entry.lines.stream().filter(line -> line.cost() == null).forEach(lines::add);
        }
        return lines;
    }

    /** What a unit of each item cost when its goods were valued last. */
    public static Map<String, BigDecimal> costs(List<Booked> entries) {
        Map<String, BigDecimal> costs = new HashMap<>();
        for (Booked entry : entries) {
            for (JournalLine line : entry.lines) {
                if (line.cost() != null && line.of() != null) {
                    costs.put(line.of(), line.cost());
                }
            }
        }
        return costs;
    }

    /** Money that returns paid back, by the account of its tender. */
    public static Map<Account, BigDecimal> back(List<Booked> entries) {
        return OriginalTenders.back(entries.stream()
                .filter(entry -> entry.kind().equals("return"))
                .flatMap(entry -> entry.lines.stream())
                .toList());
    }

    /** Pieces that returns took back, by line of their order. */
    public static Map<String, BigDecimal> returned(List<Booked> entries) {
        Map<String, BigDecimal> returned = new HashMap<>();
        for (Booked entry : entries) {
            for (JournalLine line : entry.lines) {
                if (line.account() == Account.SALES_RETURNS && line.quantity() != null && line.of() != null) {
                    returned.merge(line.of(), line.quantity(), BigDecimal::add);
                }
            }
        }
        return returned;
    }
}
