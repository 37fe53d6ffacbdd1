package io.tillbridge.books;

import static io.tillbridge.books.Documents.LEDGER;
import static io.tillbridge.books.Documents.json;
import static io.tillbridge.books.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RETAIL.md 1.11: original tender first, in a fixed order, gift card before card; no more than was paid by each. */
class OriginalTendersTest {

    /** RETAIL.md 1.13: 119.00 with 19 % tax. */
    private static ObjectNode order(String kind, String giftCard) {
        return json("""
                {'currency':'EUR','taxIncluded':false,'state':'completed','lines':[{'id':'A','sku':'TEE','quantity':'10','fulfilled':'10',
                 'lineTotal':'EUR 100.00','taxes':[{'code':'VAT','amount':'EUR 19.00'}]}],
                 'totals':{'tax':'EUR 19.00','grand':'EUR 119.00','giftCard':'EUR %s'},'payment':{'state':'paid','kind':'%s'}}""".formatted(giftCard, kind));
    }

    private static SoldOrder sold(String kind, String giftCard) {
        return new SoldOrder(order(kind, giftCard), Map.of());
    }

    private static String refund(SoldOrder sold, String pieces, String tenders) {
        return Documents.fact(
                EventType.RETURN,
                "{'currency':'EUR','orderId':'O1','lines':[{'id':'r','orderLineId':'A','sku':'TEE','quantity':'"
                        + pieces + "','restock':'none'}]" + tenders + "}",
                sold,
                LEDGER);
    }

    @ParameterizedTest
    @CsvSource({"card, card_clearing", "cash, cash", "gift_card, gift_card_liability", "other, other_tender"})
    void whatPaidForAnOrderIsDebitedWhenItIsPaidAndCreditedWhenItIsPaidBack(String kind, String account) {
        assertThat(text(Bookkeeping.order(order(kind, "0.00"), LEDGER)))
                .isEqualTo("Dr " + account + " 119.00, Cr sales 100.00, Cr tax_payable 19.00");
        assertThat(refund(sold(kind, "0.00"), "10", ""))
                .isEqualTo("Dr sales_returns 100.00, Dr tax_payable 19.00, Cr " + account + " 119.00");
    }

    @Test
    void aGiftCardIsFilledFirstAndTheOtherTenderTakesTheRest() {
        assertThat(refund(sold("cash", "50.00"), "10", ""))
                .isEqualTo(
                        "Dr sales_returns 100.00, Dr tax_payable 19.00, Cr cash 69.00, Cr gift_card_liability 50.00");
    }

    @Test
    void refundsInPartsGiveEachTenderBackWhatItPaid() {
        for (List<String> parts : List.of(
                List.of("10"), List.of("3", "3", "4"), List.of("1", "1", "1", "1", "1", "1", "1", "1", "1", "1"))) {
            SoldOrder sold = sold("card", "50.00");
            JournalLines all = new JournalLines();
            for (String pieces : parts) {
                all.addAll(((Drawn.Lines) Bookkeeping.fact(
                                EventType.RETURN,
                                json("{'currency':'EUR','lines':[{'id':'r','orderLineId':'A','sku':'TEE','quantity':'"
                                        + pieces + "','restock':'none'}]}"),
                                sold,
                                LEDGER))
                        .lines());
            }
            assertThat(text(all.balanced()))
                    .as("parts %s", parts)
                    .isEqualTo("Dr sales_returns 100.00, Dr tax_payable 19.00, Cr card_clearing 69.00,"
                            + " Cr gift_card_liability 50.00");
        }
    }

    @Test
    void whatARefundSaysOfItsTendersCountsAndTheNextOneTakesWhatIsLeft() {
        SoldOrder sold = sold("card", "50.00");
        assertThat(refund(
                        sold,
                        "5",
                        ",'tenders':[{'kind':'cash','amount':'EUR 19.50'},{'kind':'gift_card','amount':'EUR 40.00'}]"))
                .isEqualTo("Dr sales_returns 50.00, Dr tax_payable 9.50, Cr cash 19.50, Cr gift_card_liability 40.00");
        assertThat(refund(sold, "5", ""))
                .isEqualTo(
                        "Dr sales_returns 50.00, Dr tax_payable 9.50, Cr card_clearing 49.50, Cr gift_card_liability 10.00");
    }

    @Test
    void whatIsPaidBackBeyondWhatWasPaidIsOnTheLastTender() {
        SoldOrder sold = sold("cash", "50.00");
        String goodwill =
                "{'currency':'EUR','orderId':'O1','lines':[],'totals':{'adjustment':'EUR 130.00','grand':'EUR 130.00'}}";
        assertThat(Documents.fact(EventType.RETURN, goodwill, sold, LEDGER))
                .isEqualTo("Dr allowances 130.00, Cr cash 80.00, Cr gift_card_liability 50.00");
    }

    /** Nothing is known of its money, or it is in another currency: as before, a card's. */
    @Test
    void withoutAPaidOrderACardPaysBack() {
        String back = "{'currency':'%s','orderId':'O1','lines':[],'totals':{'grand':'%s 10.00'}}";
        SoldOrder unpaid = new SoldOrder(
                json("{'currency':'EUR','lines':[],'payment':{'state':'pending','kind':'cash'}}"), Map.of());
        assertThat(Documents.fact(EventType.RETURN, back.formatted("EUR", "EUR"), unpaid, LEDGER))
                .isEqualTo("Dr sales_returns 10.00, Cr card_clearing 10.00");
        assertThat(Documents.fact(EventType.RETURN, back.formatted("USD", "USD"), sold("cash", "0.00"), LEDGER))
                .isEqualTo("Dr sales_returns 10.00, Cr card_clearing 10.00");
        assertThat(Documents.fact(EventType.RETURN, back.formatted("EUR", "EUR"), null, LEDGER))
                .isEqualTo("Dr sales_returns 10.00, Cr card_clearing 10.00");
    }

    /** RETAIL.md 1.13: a fee of 10 is kept, the tender pays 109. */
    @Test
    void aRestockingFeeIsNotPaidBack() {
        String back =
                "{'currency':'EUR','orderId':'O1','lines':[{'id':'r','orderLineId':'A','sku':'TEE','quantity':'10','restock':'none'}],"
                        + "'totals':{'fee':'EUR 10.00','grand':'EUR 109.00'}}";
        assertThat(Documents.fact(EventType.RETURN, back, sold("other", "50.00"), LEDGER))
                .isEqualTo(
                        "Dr sales_returns 100.00, Dr tax_payable 19.00, Cr fee_income 10.00, Cr gift_card_liability 50.00,"
                                + " Cr other_tender 59.00");
    }

    @Test
    void whereThePaymentsOfAProviderCountTheyTellHowItWasPaidBack() {
        assertThat(Documents.fact(
                        EventType.RETURN,
                        "{'currency':'EUR','orderId':'O1','lines':[],'totals':{'grand':'EUR 10.00'}}",
                        sold("cash", "0.00"),
                        Documents.payments("stripe")))
                .isEqualTo("Dr sales_returns 10.00, Cr customer_deposits 10.00");
        assertThat(Documents.fact(
                        EventType.PAYMENT_CAPTURED,
                        "{'system':'stripe','id':'p','amount':'EUR 10.00','kind':'other'}",
                        null,
                        Documents.payments("stripe")))
                .isEqualTo("Dr other_tender 10.00, Cr customer_deposits 10.00");
    }

    @Test
    void whatIsLeftOfATenderIsNeverBelowZero() {
        JournalLines lines = new JournalLines();
        OriginalTenders.credit(
                lines,
                new BigDecimal("10.00"),
                Map.of(Account.CASH, new BigDecimal("20.00"), Account.GIFT_CARD_LIABILITY, new BigDecimal("5.00")),
                Map.of(Account.GIFT_CARD_LIABILITY, new BigDecimal("7.00")));
        lines.debit(Account.SALES_RETURNS, new BigDecimal("10.00"));
        assertThat(text(lines.balanced())).isEqualTo("Dr sales_returns 10.00, Cr cash 10.00");
    }
}
