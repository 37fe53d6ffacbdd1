package io.tillbridge.mappings;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** An accounting system that takes journals in the form of one vendor and refuses what does not balance, as they do. */
final class FakeLedger {

    private FakeLedger() {}

    /** The refusal; the empty text when the journal is taken. */
    static String quickbooks(JsonNode entry) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode line : entry.path("Line")) {
            BigDecimal amount = line.path("Amount").decimalValue();
            String side = line.at("/JournalEntryLineDetail/PostingType").asText();
            if (amount.signum() <= 0
                    || line.at("/JournalEntryLineDetail/AccountRef/value")
                            .asText()
                            .isEmpty()) {
                return "a line needs an amount above zero and an account: " + line;
            }
            if (!Set.of("Debit", "Credit").contains(side)) {
                return "a line is debit or credit: " + line;
            }
            sum = side.equals("Debit") ? sum.add(amount) : sum.subtract(amount);
        }
        return sum.signum() == 0 ? "" : "debits less credits are " + sum;
    }

    /** The refusal; the empty text when the journal is taken. */
    static String xero(JsonNode journal) {
        BigDecimal sum = BigDecimal.ZERO;
        Set<String> accounts = new HashSet<>();
        for (JsonNode line : journal.path("JournalLines")) {
            accounts.add(line.path("AccountCode").asText());
            sum = sum.add(line.path("LineAmount").decimalValue());
        }
        if (accounts.isEmpty() || accounts.contains("")) {
            return "a line needs an account";
        }
        return sum.signum() == 0 ? "" : "the lines make " + sum;
    }
}
