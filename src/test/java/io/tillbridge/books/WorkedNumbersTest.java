package io.tillbridge.books;

import static io.tillbridge.books.Documents.LEDGER;
import static io.tillbridge.books.Documents.fact;
import static io.tillbridge.books.Documents.json;
import static io.tillbridge.books.Documents.sale;
import static io.tillbridge.books.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.canonical.EventType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The worked numbers of journal entries, each as one document and its entry. */
class WorkedNumbersTest {

    private static final String LINE =
            "{'id':'1','sku':'TEE','quantity':'1','lineTotal':'EUR 100.00','taxes':[{'code':'VAT19','amount':'EUR 19.00'}]}";

    private static String sold(String rest) {
        return sale("{'currency':'EUR','taxIncluded':false,'lines':[" + LINE + "]," + rest + "}");
    }

    @Test
    void aSaleOf119IsSalesAndTaxAgainstItsTender() {
        assertThat(sold("'tenders':[{'kind':'card','amount':'EUR 119.00'}],'totals':{'grand':'EUR 119.00'}"))
                .isEqualTo("Dr card_clearing 119.00, Cr sales 100.00, Cr tax_payable 19.00");
    }

    @Test
    void goodsThatLeftAreCostOfSales() {
        assertThat(text(Bookkeeping.goods(
                        "EUR",
                        List.of(new GoodsMoved(
                                "TEE", BigDecimal.ONE, Account.INVENTORY, Account.COGS, new BigDecimal("60"))))))
                .isEqualTo("Dr cogs 60.00, Cr inventory 60.00");
    }

    @Test
    void aSplitTenderIsTwoDebits() {
        assertThat(sold("'tenders':[{'kind':'cash','amount':'EUR 50.00'},{'kind':'card','amount':'EUR 69.00'}],"
                        + "'totals':{'grand':'EUR 119.00'}"))
                .isEqualTo("Dr card_clearing 69.00, Dr cash 50.00, Cr sales 100.00, Cr tax_payable 19.00");
    }

    @Test
    void coinsThatDoNotExistAreCashRounding() {
        assertThat(sale("""
                        {'currency':'CHF','taxIncluded':true,'lines':[{'id':'1','sku':'A','quantity':'1','lineTotal':'CHF 118.98',
                         'taxes':[{'code':'MWST','amount':'CHF 8.92'}]}],
                         'tenders':[{'kind':'cash','amount':'CHF 119.00'}],'totals':{'grand':'CHF 118.98'}}""")).isEqualTo("Dr cash 119.00, Cr cash_rounding 0.02, Cr sales 110.06, Cr tax_payable 8.92");
    }

    @Test
    void aDiscountIsNetOrGrossAsTheChartHasIt() {
        String sale = """
                {'currency':'EUR','taxIncluded':false,'lines':[{'id':'1','sku':'A','quantity':'1','unitPrice':'EUR 100.00',
                 'discount':'EUR 10.00','lineTotal':'EUR 90.00'}],
                 'tenders':[{'kind':'cash','amount':'EUR 90.00'}],'totals':{'grand':'EUR 90.00'}}""";
        assertThat(sale(sale)).isEqualTo("Dr cash 90.00, Cr sales 90.00");
        assertThat(fact(EventType.SALE, sale, null, Documents.gross()))
                .isEqualTo("Dr cash 90.00, Dr discounts 10.00, Cr sales 100.00");
    }

    @Test
    void aGiftCardIsALiabilityUntilItIsRedeemed() {
        String card = """
                {'currency':'EUR','lines':[{'id':'1','sku':'%s','quantity':'1',%s'lineTotal':'EUR 50.00'}],
                 'tenders':[{'kind':'cash','amount':'EUR 50.00'}],'totals':{'grand':'EUR 50.00'}}""";
        assertThat(sale(card.formatted("CARD", "'kind':'gift_card',")))
                .isEqualTo("Dr cash 50.00, Cr gift_card_liability 50.00");
        assertThat(fact(EventType.SALE, card.formatted("GIFT", ""), null, Documents.gross()))
                .isEqualTo("Dr cash 50.00, Cr gift_card_liability 50.00");
        assertThat(sold("'tenders':[{'kind':'gift_card','amount':'EUR 119.00'}],'totals':{'grand':'EUR 119.00'}"))
                .isEqualTo("Dr gift_card_liability 119.00, Cr sales 100.00, Cr tax_payable 19.00");
    }

    @Test
    void aTipIsOwedToStaffWhetherTheTotalHasItOrNot() {
        String entry = "Dr card_clearing 124.00, Cr sales 100.00, Cr tax_payable 19.00, Cr tips_payable 5.00";
        String card = "'tenders':[{'kind':'card','amount':'EUR 124.00'}],";
        assertThat(sold(card + "'totals':{'tip':'EUR 5.00','grand':'EUR 124.00'}"))
                .isEqualTo(entry);
        assertThat(sold(card + "'totals':{'tip':'EUR 5.00','grand':'EUR 119.00'}"))
                .isEqualTo(entry);
    }

    @Test
    void aDepositIsTakenAtTheCounterAndUsedAtTheHandover() {
        assertThat(sale("""
                        {'currency':'EUR','lines':[{'id':'1','sku':'DEP','quantity':'1','kind':'deposit','lineTotal':'EUR 50.00'}],
                         'tenders':[{'kind':'cash','amount':'EUR 50.00'}]}""")).isEqualTo("Dr cash 50.00, Cr customer_deposits 50.00");
        assertThat(sale("{'currency':'EUR','taxIncluded':false,'lines':[" + LINE
                        + ",{'id':'2','sku':'DEP','quantity':'1','kind':'deposit','lineTotal':'EUR -50.00'}],"
                        + "'tenders':[{'kind':'card','amount':'EUR 69.00'}],'totals':{'grand':'EUR 69.00'}}"))
                .isEqualTo("Dr card_clearing 69.00, Dr customer_deposits 50.00, Cr sales 100.00, Cr tax_payable 19.00");
    }

    private static final String BACK =
            "{'currency':'EUR','lines':[{'id':'1','sku':'TEE','quantity':'1','restock':'%s','amount':'EUR 100.00','tax':'EUR 19.00'}],'totals':{%s}}";

    @Test
    void aRefundTakesBackSalesAndTax() {
        assertThat(fact(EventType.RETURN, BACK.formatted("sellable", "'grand':'EUR 119.00'"), null, LEDGER))
                .isEqualTo("Dr sales_returns 100.00, Dr tax_payable 19.00, Cr card_clearing 119.00");
    }

    @Test
    void aRefundWithoutGoodsIsTheMoneyAlone() {
        assertThat(fact(EventType.RETURN, BACK.formatted("none", ""), null, LEDGER))
                .isEqualTo("Dr sales_returns 100.00, Dr tax_payable 19.00, Cr card_clearing 119.00");
    }

    @Test
    void returnedGoodsAreInventoryOrShrink() {
        assertThat(moved(Account.COGS, Account.INVENTORY)).isEqualTo("Dr inventory 60.00, Cr cogs 60.00");
        assertThat(moved(Account.COGS, Account.SHRINK)).isEqualTo("Dr shrink 60.00, Cr cogs 60.00");
    }

    private static String moved(Account from, Account to) {
        return text(Bookkeeping.goods(
                "EUR", List.of(new GoodsMoved("TEE", BigDecimal.ONE, from, to, new BigDecimal("60")))));
    }

    @Test
    void aRestockingFeeIsIncomeAndLessIsPaidBack() {
        assertThat(fact(
                        EventType.RETURN,
                        BACK.formatted("sellable", "'fee':'EUR 10.00','grand':'EUR 109.00'"),
                        null,
                        LEDGER))
                .isEqualTo(
                        "Dr sales_returns 100.00, Dr tax_payable 19.00, Cr card_clearing 109.00, Cr fee_income 10.00");
    }

    @Test
    void aPayoutIsTheBankAndTheFeesAgainstWhatWasOwed() {
        assertThat(fact(
                        EventType.PAYOUT,
                        "{'currency':'EUR','gross':'EUR 1000.00','fees':'EUR 29.00','net':'EUR 971.00'}",
                        null,
                        LEDGER))
                .isEqualTo("Dr bank 971.00, Dr fees 29.00, Cr card_clearing 1000.00");
    }

    @Test
    void aChargebackIsTakenFromThePayoutWithItsFee() {
        assertThat(fact(EventType.PAYOUT, """
                        {'currency':'EUR','gross':'EUR 881.00','fees':'EUR 44.00','net':'EUR 837.00','lines':[
                         {'id':'1','kind':'charge','amount':'EUR 1000.00','fee':'EUR 29.00'},
                         {'id':'2','kind':'chargeback','amount':'EUR -119.00','fee':'EUR 15.00'}]}""", null, LEDGER))
                .isEqualTo("Dr bank 837.00, Dr chargebacks 119.00, Dr fees 44.00, Cr card_clearing 1000.00");
    }

    @Test
    void aPayoutThatDoesNotAddUpIsNotBooked() {
        assertThat(fact(
                        EventType.PAYOUT,
                        "{'currency':'EUR','gross':'EUR 1000.00','fees':'EUR 28.00','net':'EUR 971.00'}",
                        null,
                        LEDGER))
                .isEqualTo("entry_unbalanced {documentTotal=971.00, lines=972.00}");
    }

    @Test
    void goodsReceivedAreOwedAtCost() {
        assertThat(text(Bookkeeping.goods(
                        "EUR",
                        List.of(new GoodsMoved(
                                "TEE", new BigDecimal("100"), Account.GRNI, Account.INVENTORY, new BigDecimal("60"))))))
                .isEqualTo("Dr inventory 6000.00, Cr grni 6000.00");
    }

    /** 100 received at 60, invoiced at 61.50. */
    @Test
    void aSuppliersInvoiceClearsGrniAndTheDifferenceIsAVariance() {
        String invoice =
                "{'currency':'EUR','supplier':'ACME','lines':[{'id':'1','sku':'TEE','quantity':'100','amount':'EUR %s',"
                        + "'tax':'EUR 1168.50','worth':'EUR 6000.00'}],'totals':{'charges':'EUR %s','grand':'EUR %s'}}";
        assertThat(fact(EventType.SUPPLIER_INVOICE, invoice.formatted("6150.00", "0.00", "7318.50"), null, LEDGER))
                .isEqualTo(
                        "Dr grni 6000.00, Dr input_tax 1168.50, Dr price_variance 150.00, Cr accounts_payable 7318.50");
        assertThat(fact(EventType.SUPPLIER_INVOICE, invoice.formatted("5900.00", "25.00", "7093.52"), null, LEDGER))
                .isEqualTo("Dr grni 6000.00, Dr input_tax 1168.50, Dr rounding 0.02, Cr accounts_payable 7093.52,"
                        + " Cr price_variance 75.00");
    }

    @Test
    void aCountThatFindsTwoTooFewIsShrink() {
        assertThat(text(Bookkeeping.goods(
                        "EUR",
                        List.of(new GoodsMoved(
                                "TEE", new BigDecimal("2"), Account.INVENTORY, Account.SHRINK, new BigDecimal("60"))))))
                .isEqualTo("Dr shrink 120.00, Cr inventory 120.00");
    }

    @Test
    void aTransferBetweenLocationsIsNoEntry() {
        assertThat(moved(Account.INVENTORY, Account.INVENTORY)).isEmpty();
    }

    @Test
    void aTillThatIsFiveShortIsOverShort() {
        String closure = "{'currency':'EUR','tenders':[{'kind':'cash','expected':'EUR 100.00','counted':'EUR 95.00'}]}";
        Map<String, BigDecimal> booked = Map.of("cash", new BigDecimal("100"));
        assertThat(text(Bookkeeping.closure(json(closure), booked, LEDGER)))
                .isEqualTo("Dr over_short 5.00, Cr cash 5.00");
        assertThat(Bookkeeping.differences(json(closure), booked)).isEmpty();
        assertThat(Bookkeeping.differences(json(closure), Map.of("cash", new BigDecimal("80"))))
                .containsExactly(new Closure.Difference("cash", new BigDecimal("100.00"), new BigDecimal("80.00")));
    }

    @Test
    void taxIsTakenPerLineAsGivenAndNeverCalculated() {
        String line =
                "{'id':'%s','sku':'A','quantity':'1','lineTotal':'NZD %s','taxes':[{'code':'GST','amount':'NZD %s'}]}";
        assertThat(
                        sale(
                                "{'currency':'NZD','taxIncluded':false,'lines':["
                                        + line.formatted("1", "25.06", "3.76") + ","
                                        + line.formatted("2", "25.61", "3.84") + ","
                                        + line.formatted("3", "25.63", "3.84")
                                        + "],'tenders':[{'kind':'card','amount':'NZD 87.74'}],'totals':{'tax':'NZD 11.44','grand':'NZD 87.74'}}"))
                .isEqualTo("Dr card_clearing 87.74, Cr sales 76.30, Cr tax_payable 11.44");
    }

    @Test
    void whatLinesLeaveOfTheTotalIsRoundingUpToTheCap() {
        assertThat(sold("'tenders':[{'kind':'card','amount':'EUR 119.05'}],'totals':{'grand':'EUR 119.05'}"))
                .isEqualTo("Dr card_clearing 119.05, Cr rounding 0.05, Cr sales 100.00, Cr tax_payable 19.00");
        assertThat(sold("'tenders':[{'kind':'card','amount':'EUR 119.06'}],'totals':{'grand':'EUR 119.06'}"))
                .isEqualTo("entry_unbalanced {documentTotal=119.06, lines=119.00, roundingCap=0.05}");
    }

    @Test
    void tendersThatAreNotTheTotalAreNotBooked() {
        assertThat(sold("'tenders':[{'kind':'card','amount':'EUR 118.99'}],'totals':{'grand':'EUR 119.00'}"))
                .isEqualTo("entry_unbalanced {documentTotal=119.00, tenders=118.99}");
    }

    @Test
    void aFigureBeyondTheMinorUnitIsNotBooked() {
        assertThat(sale("{'currency':'JPY','lines':[{'id':'1','sku':'A','quantity':'1','lineTotal':'JPY 10.5'}]}"))
                .isEqualTo(
                        "entry_unreadable {at=lineTotal, expected=at most 0 digits behind the point for JPY, found=10.5}");
    }

    @Test
    void anExchangeOverTheCounterIsAReturnAndASaleWithOneTender() {
        assertThat(sale("""
                        {'currency':'EUR','lines':[{'id':'1','sku':'A','quantity':'-1','lineTotal':'EUR -80.00'},
                         {'id':'2','sku':'B','quantity':'1','lineTotal':'EUR 100.00'}],
                         'tenders':[{'kind':'cash','amount':'EUR 20.00'}],'totals':{'grand':'EUR 20.00'}}""")).isEqualTo("Dr cash 20.00, Dr sales_returns 80.00, Cr sales 100.00");
    }

    @Test
    void aDocumentThatTellsTotalsOnlyIsOneLine() {
        assertThat(sale("""
                        {'currency':'EUR','lines':[{'id':'1','sku':'A','quantity':'1'}],
                         'tenders':[{'kind':'cash','amount':'EUR 119.00'}],'totals':{'tax':'EUR 19.00','grand':'EUR 119.00'}}""")).isEqualTo("Dr cash 119.00, Cr sales 100.00, Cr tax_payable 19.00");
        assertThat(sale("{'currency':'EUR','lines':[{'id':'1','sku':'A','quantity':'1'}]}"))
                .isEmpty();
    }
}
