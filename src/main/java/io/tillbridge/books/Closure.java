package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A till at its closure: what is in it beside what should be, and that beside what its sales brought in. */
public final class Closure {

    private Closure() {}

    /**
     * Where a till and the books differ.
     *
     * @param told what the till says should be there, or what was counted when it does not say
     * @param booked what the session's entries made of this tender
     */
    public record Difference(String tender, BigDecimal told, BigDecimal booked) {}

    /**
     * What a count found short or over, per tender.
     *
     * @param booked by tender, what the session's entries made
     */
    static List<JournalLine> overShort(JsonNode closure, Map<String, BigDecimal> booked, MoneyCells money) {
        JournalLines lines = new JournalLines();
        for (JsonNode tender : closure.path("tenders")) {
            String kind = tender.path("kind").asText();
            BigDecimal expected = money.read(tender, "expected");
            BigDecimal should = expected == null ? money.rounded(booked.getOrDefault(kind, BigDecimal.ZERO)) : expected;
            BigDecimal over = money.orZero(tender, "counted").subtract(should);
            lines.debit(Account.ofTender(kind), over);
            lines.credit(Account.OVER_SHORT, over);
        }
        return lines.balanced();
    }

    /** Tenders of which the till and the books tell different sums. */
    static List<Difference> differences(JsonNode closure, Map<String, BigDecimal> booked, MoneyCells money) {
        List<Difference> differences = new ArrayList<>();
        for (JsonNode tender : closure.path("tenders")) {
            String kind = tender.path("kind").asText();
            BigDecimal expected = money.read(tender, "expected");
            BigDecimal told = expected == null ? money.orZero(tender, "counted") : expected;
            BigDecimal sum = money.rounded(booked.getOrDefault(kind, BigDecimal.ZERO));
            if (told.compareTo(sum) != 0) {
                differences.add(new Difference(kind, told, sum));
            }
        }
        return differences;
    }
}
