package io.tillbridge.books;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.platform.Sha256;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries and days as destinations are told of them, in the shape of {@code canonical/journal_entry.v1}. */
public final class JournalDocuments {

    private JournalDocuments() {}

    /** What names a day's document: one ledger, store, posting date and currency. */
    public record Day(String ledger, String store, LocalDate postingDate, String currency) {

        /**
         * The same however often the document is made.
         *
         * @param part 1 for the day itself; each document of what came late counts one more
         */
        public String id(int part) {
            String name = String.join("\n", ledger, store, postingDate.toString(), currency);
            return "D" + Sha256.hex(part == 1 ? name : name + "\n" + part).substring(0, 20);
        }
    }

    /**
     * One line of a day: what all its entries make of an account.
     *
     * @param tax code of the tax; null for what is no tax
     * @param businessDate of facts that came after their day was closed; null for the day's own
     */
    public record DayLine(
            Account account, @Nullable String tax, @Nullable LocalDate businessDate, BigDecimal amount) {}

    /**
     * A day, or what came late of it. Neither is ever told with other lines: accounting may have posted it.
     *
     * @param part as {@link Day#id(int)}
     */
    public static ObjectNode day(Day day, List<DayLine> lines, int part, long sequence) {
        String place = day.store().isEmpty() ? day.ledger() : day.store();
        String number = day.postingDate() + "/" + place;
        ObjectNode document = head(day, day.id(part), part == 1 ? number : number + "/" + part, sequence)
                .put("memo", "Journal of " + place + (part == 1 ? "" : ", what came late"));
        for (DayLine line : lines) {
            add(document, line, day);
        }
        return document;
    }

    /** One entry by itself. */
    public static ObjectNode entry(JournalQueries.Entry entry, long sequence) {
        Day day = new Day(entry.ledger(), entry.store(), entry.postingDate(), entry.currency());
        String late = entry.postingDate().equals(entry.businessDate()) ? "" : ", of " + entry.businessDate();
        ObjectNode document =
                head(day, entry.number(), entry.number(), sequence).put("memo", entry.factKey() + late);
        if (entry.reversalOf() != null) {
            document.put("reversalOf", entry.reversalOf());
        }
        Map<String, DayLine> lines = new LinkedHashMap<>();
        for (JournalLine line : entry.lines()) {
            String tax = line.account() == Account.TAX_PAYABLE ? line.of() : null;
            lines.merge(
                    line.account().word() + "\n" + tax,
                    new DayLine(line.account(), tax, null, line.amount()),
                    (one, more) -> new DayLine(
                            one.account(), one.tax(), null, one.amount().add(more.amount())));
        }
        for (DayLine line : lines.values()) {
            if (line.amount().signum() != 0) {
                add(document, line, day);
            }
        }
        return document;
    }

    private static ObjectNode head(Day day, String id, String number, long sequence) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("id", id)
                .put("number", number)
                .put("revision", "1")
                .put("ledger", day.ledger())
                .put("businessDate", day.postingDate().toString());
        if (!day.store().isEmpty()) {
            document.put("store", day.store());
        }
        document.put("currency", day.currency()).put("sequence", sequence).putArray("lines");
        return document;
    }

    /** The memo tells lines of one account from each other. */
    private static void add(ObjectNode document, DayLine line, Day day) {
        String account = line.account().word();
        ObjectNode node = document.withArray("lines").addObject().put("account", account);
        node.putObject(line.amount().signum() > 0 ? "debit" : "credit")
                .put("amount", line.amount().abs().toPlainString())
                .put("currency", day.currency());
        node.put(
                "memo",
                account
                        + (line.tax() == null ? "" : " " + line.tax())
                        + (line.businessDate() == null ? "" : " of " + line.businessDate()));
        if (line.tax() != null) {
            node.put("tax", line.tax());
        }
        if (!day.store().isEmpty()) {
            node.put("store", day.store());
        }
    }
}
