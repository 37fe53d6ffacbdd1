package io.tillbridge.posting;

import io.tillbridge.books.CapturedPayment;
import io.tillbridge.books.PendingTender;
import io.tillbridge.books.TenderOutcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a payment makes of the tenders that name it. It follows from what is known of both alone, in whatever order it came.
 * A capture counts more than a decline; it is shared in the order of the tenders, and the last one takes what is left. Pure.
 *
 * @param rows as they are now
 * @param differs in what payment and tenders contradict each other: {@code amount}, {@code currency}, {@code kind},
 *     {@code voided}; null: in nothing
 */
record TenderSettling(List<TenderRow> rows, @Nullable String differs) {

    TenderSettling {
        rows = List.copyOf(rows);
    }

    /** @param rows of one payment, in their order */
    static TenderSettling of(List<TenderRow> rows, ToldPayments.@Nullable Told told) {
        List<TenderRow> live = rows.stream().filter(row -> !row.voided()).toList();
        UUID captured = told == null || rows.isEmpty() ? null : told.captured();
        if (told == null || captured == null) {
            return new TenderSettling(open(rows, told == null ? null : told.declined()), null);
        }
        CapturedPayment money = told.money();
        if (live.isEmpty()) {
            return new TenderSettling(rows, "voided");
        }
        if (money != null && !live.stream().allMatch(row -> money.in(row.currency()))) {
            return new TenderSettling(open(rows, null), "currency");
        }
        return new TenderSettling(captured(rows, live, captured, money), differs(rows, live, money));
    }

    private static List<TenderRow> open(List<TenderRow> rows, @Nullable UUID declined) {
        return rows.stream()
                .map(row -> row.voided()
                        ? row
                        : declined == null || row.tender().state().equals(PendingTender.DECLINED)
                                ? row.with(new TenderOutcome.Open(), null)
                                : row.with(new TenderOutcome.Declined(), declined))
                .toList();
    }

    private static List<TenderRow> captured(
            List<TenderRow> rows, List<TenderRow> live, UUID by, @Nullable CapturedPayment money) {
        TenderRow last = live.get(live.size() - 1);
        BigDecimal left = money == null ? sum(rows) : scaled(money.amount(), last.currency());
        List<TenderRow> settled = new ArrayList<>();
        for (TenderRow row : rows) {
            // What a void gave back was captured too
            BigDecimal share = row.tender().amount().min(left.max(BigDecimal.ZERO));
            left = left.subtract(share);
            settled.add(row.voided() ? row : row.with(outcome(row, share, money), by));
        }
        if (left.signum() > 0) {
            int index = rows.indexOf(last);
            TenderOutcome.Captured has =
                    (TenderOutcome.Captured) settled.get(index).outcome();
            settled.set(index, last.with(new TenderOutcome.Captured(has.amount().add(left), has.kind()), by));
        }
        return settled;
    }

    private static TenderOutcome outcome(TenderRow row, BigDecimal share, @Nullable CapturedPayment money) {
        String kind = money == null ? null : money.kind();
        return new TenderOutcome.Captured(
                scaled(share, row.currency()), kind == null ? row.tender().kind() : kind);
    }

    private static @Nullable String differs(
            List<TenderRow> rows, List<TenderRow> live, @Nullable CapturedPayment money) {
        if (live.size() < rows.size()) {
            return "voided";
        }
        if (money != null && money.amount().compareTo(sum(rows)) != 0) {
            return "amount";
        }
        String kind = money == null ? null : money.kind();
        boolean alike = kind == null
                || live.stream()
                        .allMatch(row -> TenderOutcome.alike(kind, row.tender().kind()));
        return alike ? null : "kind";
    }

    static BigDecimal sum(List<TenderRow> rows) {
        return rows.stream().map(row -> row.tender().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal scaled(BigDecimal amount, String currency) {
        return amount.setScale(Currency.getInstance(currency).getDefaultFractionDigits(), RoundingMode.UNNECESSARY);
    }
}
