package io.tillbridge.books;

import static io.tillbridge.books.Documents.LEDGER;
import static io.tillbridge.books.Documents.json;
import static io.tillbridge.books.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Orders: paid earlier, earned as they ship, taken back by stored figures. */
class OrderEntriesTest {

    private static ObjectNode order(String fulfilledA, String fulfilledB, String payment) {
        return json("""
                {'currency':'EUR','taxIncluded':false,'state':'open','lines':[
                 {'id':'A','sku':'TEE','quantity':'3','fulfilled':'%s','lineTotal':'EUR 100.00','taxes':[{'code':'VAT','amount':'EUR 19.00'}]},
                 {'id':'B','sku':'MUG','quantity':'1','fulfilled':'%s','lineTotal':'EUR 10.00','taxes':[{'code':'VAT','amount':'EUR 1.90'}]}],
                 'totals':{'shipping':'EUR 5.00','tax':'EUR 20.90','grand':'EUR 135.90'},'payment':{'state':'%s'}}""".formatted(fulfilledA, fulfilledB, payment));
    }

    private static List<JournalLine> position(ObjectNode order, Ledger ledger) {
        return ((Drawn.Lines) Bookkeeping.order(order, ledger)).lines();
    }

    private static String step(ObjectNode before, ObjectNode after) {
        return text(Bookkeeping.difference(position(before, LEDGER), position(after, LEDGER)));
    }

    @Test
    void whatIsPaidEarlierIsADepositUntilItShipsLineByLine() {
        ObjectNode placed = order("0", "0", "pending");
        ObjectNode paid = order("0", "0", "paid");
        ObjectNode part = order("1", "0", "paid");
        ObjectNode whole = order("3", "1", "paid");
        assertThat(position(placed, LEDGER)).isEmpty();
        assertThat(step(placed, paid)).isEqualTo("Dr card_clearing 135.90, Cr customer_deposits 135.90");
        assertThat(step(paid, part))
                .isEqualTo("Dr customer_deposits 44.66, Cr sales 33.33, Cr shipping 5.00, Cr tax_payable 6.33");
        assertThat(step(part, whole)).isEqualTo("Dr customer_deposits 91.24, Cr sales 76.67, Cr tax_payable 14.57");
        assertThat(text(position(whole, LEDGER)))
                .isEqualTo("Dr card_clearing 135.90, Cr sales 110.00, Cr shipping 5.00, Cr tax_payable 20.90");
    }

    /** RETAIL.md 1.10: charged with the first goods that leave, whatever leaves after them and in however many parcels. */
    @Test
    void shippingIsChargedOnceHoweverManyParcelsLeave() {
        List<ObjectNode> parcels = List.of(
                order("0", "0", "paid"),
                order("1", "0", "paid"),
                order("2", "0", "paid"),
                order("2", "1", "paid"),
                order("3", "1", "paid"),
                order("3", "1", "partially_refunded"));
        BigDecimal shipping = BigDecimal.ZERO;
        for (int i = 1; i < parcels.size(); i++) {
            BigDecimal charged = charged(
                    Bookkeeping.difference(position(parcels.get(i - 1), LEDGER), position(parcels.get(i), LEDGER)));
            assertThat(charged).as("parcel " + i).isEqualByComparingTo(i == 1 ? "5.00" : "0");
            shipping = shipping.add(charged);
        }
        assertThat(shipping).isEqualByComparingTo("5.00");
        assertThat(charged(position(parcels.get(0), LEDGER)))
                .as("nothing has left")
                .isZero();
    }

    private static BigDecimal charged(List<JournalLine> lines) {
        return lines.stream()
                .filter(line -> line.account() == Account.SHIPPING)
                .map(line -> line.amount().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void goodsThatShipUnpaidAreOwedByTheCustomer() {
        ObjectNode shipped = order("3", "1", "pending");
        assertThat(text(position(shipped, LEDGER)))
                .isEqualTo("Dr receivables 135.90, Cr sales 110.00, Cr shipping 5.00, Cr tax_payable 20.90");
        assertThat(step(shipped, order("3", "1", "paid"))).isEqualTo("Dr card_clearing 135.90, Cr receivables 135.90");
    }

    @Test
    void theTipOfAnOrderIsOwedToStaffOnceItLeaves() {
        String text = """
                {'currency':'USD','taxIncluded':false,'state':'open','lines':[{'id':'1','sku':'TEE','quantity':'1','fulfilled':'%s',
                 'lineTotal':'USD 20.00'}],'totals':{'tip':'USD 5.00','grand':'USD 25.00'},'payment':{'state':'paid'}}""";
        assertThat(text(position(json(text.formatted("0")), LEDGER)))
                .isEqualTo("Dr card_clearing 25.00, Cr customer_deposits 25.00");
        assertThat(text(position(json(text.formatted("1")), LEDGER)))
                .isEqualTo("Dr card_clearing 25.00, Cr sales 20.00, Cr tips_payable 5.00");
    }

    @Test
    void aGiftCardPaysItsPartAndTheRestIsPaidAsEver() {
        ObjectNode shipped = order("3", "1", "paid");
        ((ObjectNode) shipped.path("totals"))
                .set("giftCard", json("{'a':'EUR 100.00'}").path("a"));

        assertThat(text(position(shipped, LEDGER)))
                .isEqualTo("Dr card_clearing 35.90, Dr gift_card_liability 100.00, Cr sales 110.00, Cr shipping 5.00,"
                        + " Cr tax_payable 20.90");
        assertThat(text(position(shipped, Documents.payments("stripe"))))
                .isEqualTo("Dr customer_deposits 35.90, Dr gift_card_liability 100.00, Cr sales 110.00,"
                        + " Cr shipping 5.00, Cr tax_payable 20.90");
    }

    @Test
    void aPaymentFactIsTheDepositWhereTheLedgerSaysSo() {
        Ledger ledger = Documents.payments("stripe");
        String captured = "{'system':'stripe','id':'p','amount':'EUR 135.90','kind':'card'}";
        assertThat(Documents.fact(EventType.PAYMENT_CAPTURED, captured, null, ledger))
                .isEqualTo("Dr card_clearing 135.90, Cr customer_deposits 135.90");
        assertThat(Documents.fact(EventType.PAYMENT_REFUNDED, captured, null, ledger))
                .isEqualTo("Dr customer_deposits 135.90, Cr card_clearing 135.90");
        assertThat(Documents.fact(EventType.PAYMENT_CAPTURED, captured, null, LEDGER))
                .isEmpty();
        assertThat(text(position(order("0", "0", "paid"), ledger))).isEmpty();
        assertThat(text(position(order("3", "1", "paid"), ledger)))
                .isEqualTo("Dr customer_deposits 135.90, Cr sales 110.00, Cr shipping 5.00, Cr tax_payable 20.90");
    }

    @Test
    void taxThatAMarketplaceCollectsIsNotOurs() {
        assertThat(text(Bookkeeping.order(json("""
                        {'currency':'USD','taxIncluded':false,'state':'completed','lines':[{'id':'1','sku':'A','quantity':'1','fulfilled':'1',
                         'lineTotal':'USD 100.00','taxes':[{'code':'sales','amount':'USD 8.25','facilitator':true}]}],
                         'totals':{'tax':'USD 8.25','grand':'USD 108.25'},'payment':{'state':'paid'}}"""), LEDGER))).isEqualTo("Dr card_clearing 100.00, Cr sales 100.00");
    }

    private static final String TEN = """
            {'currency':'GBP','taxIncluded':true,'state':'completed','lines':[{'id':'1','sku':'A','quantity':'10','fulfilled':'10',
             'unitPrice':'GBP 23.90','discount':'GBP 59.75','lineTotal':'GBP 179.25','taxes':[{'code':'VAT20','amount':'GBP 29.88'}]}],
             'totals':{'tax':'GBP 29.88','grand':'GBP 179.25'},'payment':{'state':'paid'}}""";

    @Test
    void tenAt2390LessAQuarterAreRefundedWith17925InWhateverParts() {
        for (List<Integer> parts : List.of(List.of(10), List.of(3, 3, 4), List.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 1))) {
            SoldOrder sold = new SoldOrder(json(TEN), Map.of());
            List<JournalLine> all = new ArrayList<>();
            for (int pieces : parts) {
                ObjectNode back = json("{'currency':'GBP','lines':[{'id':'r','orderLineId':'1','sku':'A','quantity':'"
                        + pieces + "','restock':'none'}]}");
                all.addAll(((Drawn.Lines) Bookkeeping.fact(EventType.RETURN, back, sold, LEDGER)).lines());
            }
            assertThat(text(all))
                    .as("parts %s", parts)
                    .isEqualTo("Dr sales_returns 149.37, Dr tax_payable 29.88, Cr card_clearing 179.25");
        }
    }

    private static final String KIT = """
            {'currency':'EUR','taxIncluded':true,'state':'completed','lines':[{'id':'K','sku':'SET','quantity':'1','fulfilled':'1',
             'lineTotal':'EUR 100.00','taxes':[{'code':'VAT','amount':'EUR 16.00'}]}],
             'totals':{'tax':'EUR 16.00','grand':'EUR 100.00'},'payment':{'state':'paid'}}""";

    private static String back(String sku, int pieces, SoldOrder sold) {
        return Documents.fact(
                EventType.RETURN,
                "{'currency':'EUR','lines':[{'id':'r','orderLineId':'K','sku':'" + sku + "','quantity':'" + pieces
                        + "','restock':'sellable'}]}",
                sold,
                LEDGER);
    }

    private static SoldOrder kit(String a, String b, String c) {
        return new SoldOrder(
                json(KIT),
                Map.of(),
                Map.of(
                        "K",
                        Map.of(
                                "A", new KitPart(new BigDecimal("2"), new BigDecimal(a)),
                                "B", new KitPart(BigDecimal.ONE, new BigDecimal(b)),
                                "C", new KitPart(BigDecimal.ONE, new BigDecimal(c)))));
    }

    /** RETAIL.md 1.11: by what each part costs by itself, 10, 20 and 30 of 60; the dearest takes the remainder. */
    @Test
    void aPartOfABundleIsRefundedWithItsShareAndAllPartsWithThePriceOfTheLine() {
        SoldOrder sold = kit("10", "20", "30");
        assertThat(back("A", 1, sold)).isEqualTo("Dr sales_returns 7.00, Dr tax_payable 1.33, Cr card_clearing 8.33");
        assertThat(back("A", 1, sold)).isEqualTo("Dr sales_returns 7.00, Dr tax_payable 1.33, Cr card_clearing 8.33");
        assertThat(back("B", 1, sold)).isEqualTo("Dr sales_returns 28.00, Dr tax_payable 5.33, Cr card_clearing 33.33");
        assertThat(back("C", 1, sold)).isEqualTo("Dr sales_returns 42.00, Dr tax_payable 8.01, Cr card_clearing 50.01");
        assertThat(back("A", 1, sold)).as("all of it came back").isEmpty();
        assertThat(back("SET", 1, sold)).isEmpty();
    }

    @Test
    void theRestOfABundleIsRefundedWhenAPartCameBackBefore() {
        SoldOrder sold = kit("10", "20", "30");
        assertThat(back("C", 1, sold)).isEqualTo("Dr sales_returns 42.00, Dr tax_payable 8.01, Cr card_clearing 50.01");
        assertThat(back("SET", 1, sold))
                .isEqualTo("Dr sales_returns 42.00, Dr tax_payable 7.99, Cr card_clearing 49.99");
    }

    @Test
    void whereAPartHasNoPriceOfItsOwnItsPiecesCount() {
        assertThat(back("B", 1, kit("10", "0", "30")))
                .isEqualTo("Dr sales_returns 21.00, Dr tax_payable 4.00, Cr card_clearing 25.00");
    }

    @Test
    void whatCameBackBeforeIsNotRefundedTwice() {
        SoldOrder sold = new SoldOrder(json(TEN), Map.of("1", new BigDecimal(10)));
        String back =
                "{'currency':'GBP','lines':[{'id':'r','orderLineId':'1','sku':'A','quantity':'1','restock':'none'}]}";
        assertThat(Documents.fact(EventType.RETURN, back, sold, LEDGER)).isEmpty();
    }

    /** Goods of 1,893 are sold and all given back, one of 365 is taken instead, so 1,528 are paid back. */
    @Test
    void anExchangeBooksTheVendorsNetTotalOnce() {
        String returned = """
                {'currency':'EUR','taxIncluded':true,'orderId':'O','lines':[{'id':'r','orderLineId':'A','sku':'A','quantity':'1','restock':'sellable',
                 'amount':'EUR 1893.00','tax':'EUR 0.00'}],'totals':{'exchange':'EUR 365.00','grand':'EUR 1528.00'}}""";
        String line = "{'id':'%s','sku':'%s','quantity':'1','fulfilled':'1','lineTotal':'EUR %s'}";
        ObjectNode first = json("{'currency':'EUR','state':'open','lines':[" + line.formatted("A", "A", "1893.00")
                + "],'totals':{'grand':'EUR 1893.00'},'payment':{'state':'paid'}}");
        ObjectNode exchanged = json(
                "{'currency':'EUR','state':'open','lines':[" + line.formatted("A", "A", "1893.00")
                        + "," + line.formatted("B", "B", "365.00")
                        + "],'totals':{'exchange':'EUR 365.00','grand':'EUR 2258.00'},'payment':{'state':'partially_refunded'}}");
        List<JournalLine> all = new ArrayList<>(position(first, LEDGER));
        List<JournalLine> back =
                ((Drawn.Lines) Bookkeeping.fact(EventType.RETURN, json(returned), null, LEDGER)).lines();
        assertThat(text(back))
                .isEqualTo("Dr sales_returns 1893.00, Cr card_clearing 1528.00, Cr customer_deposits 365.00");
        all.addAll(back);
        all.addAll(Bookkeeping.difference(position(first, LEDGER), position(exchanged, LEDGER)));
        assertThat(text(all)).isEqualTo("Dr card_clearing 365.00, Dr sales_returns 1893.00, Cr sales 2258.00");
    }

    @Test
    void anOrderWhoseLinesDoNotMakeItsTotalIsNotBooked() {
        ObjectNode order = order("0", "0", "paid");
        ((ObjectNode) order.at("/totals/grand")).put("amount", "140.00");
        assertThat(text(Bookkeeping.order(order, LEDGER)))
                .isEqualTo("entry_unbalanced {documentTotal=140.00, lines=135.90, roundingCap=0.05}");
    }

    private static ObjectNode refund(String lines, String totals) {
        return json("{'currency':'EUR','taxIncluded':false,'orderId':'O','lines':[" + lines + "],'totals':{" + totals
                + "}}");
    }

    private static String line(String id, String sku, int pieces, String net, String tax) {
        return "{'id':'%s','orderLineId':'%s','sku':'%s','quantity':'%d','restock':'none','amount':'EUR %s','tax':'EUR %s'}"
                .formatted(id, id, sku, pieces, net, tax);
    }

    private static List<JournalLine> lines(EventType type, ObjectNode body, Ledger ledger) {
        return ((Drawn.Lines) Bookkeeping.fact(type, body, null, ledger)).lines();
    }

    private static List<JournalLine> deposit(ObjectNode order, ObjectNode refund, Ledger ledger) {
        return ((Drawn.Lines) Bookkeeping.deposit(order, lines(EventType.RETURN, refund, ledger), ledger)).lines();
    }

    /** Order, refund and what the refund takes from the deposit. */
    private static String together(ObjectNode order, ObjectNode refund) {
        List<JournalLine> all = new ArrayList<>(position(order, LEDGER));
        all.addAll(lines(EventType.RETURN, refund, LEDGER));
        all.addAll(deposit(order, refund, LEDGER));
        return text(all);
    }

    private static final String BOTH =
            line("A", "TEE", 3, "100.00", "19.00") + "," + line("B", "MUG", 1, "10.00", "1.90");

    @Test
    void anOrderRefundedBeforeItShipsLeavesNothing() {
        ObjectNode order = order("0", "0", "refunded");
        ObjectNode all = refund(BOTH, "'shipping':'EUR 5.00','grand':'EUR 135.90'");
        assertThat(text(deposit(order, all, LEDGER)))
                .isEqualTo(
                        "Dr customer_deposits 135.90, Cr sales_returns 110.00, Cr shipping 5.00, Cr tax_payable 20.90");
        assertThat(together(order, all)).isEmpty();
        assertThat(together(order.put("state", "cancelled"), all)).isEmpty();
        assertThat(text(deposit(order("3", "1", "refunded"), all, LEDGER)))
                .as("all of it was sold")
                .isEmpty();
        ObjectNode less = refund(BOTH, "'shipping':'EUR 5.00','fee':'EUR 10.00','grand':'EUR 125.90'");
        assertThat(together(order, less)).isEqualTo("Dr card_clearing 10.00, Cr fee_income 10.00");
    }

    @Test
    void aLineRefundedBeforeItShipsWasNeverSoldAndTheOthersAre() {
        ObjectNode order = order("3", "0", "partially_refunded");
        ObjectNode mug = refund(line("B", "MUG", 1, "10.00", "1.90"), "'grand':'EUR 11.90'");
        assertThat(text(deposit(order, mug, LEDGER)))
                .isEqualTo("Dr customer_deposits 11.90, Cr sales_returns 10.00, Cr tax_payable 1.90");
        assertThat(together(order, mug))
                .isEqualTo("Dr card_clearing 124.00, Cr sales 100.00, Cr shipping 5.00, Cr tax_payable 19.00");
        assertThat(together(order.put("state", "completed"), mug))
                .isEqualTo("Dr card_clearing 124.00, Cr sales 100.00, Cr shipping 5.00, Cr tax_payable 19.00");
    }

    /** Two pieces are refunded of three of which one left: one at least was never sold, and both once nothing more leaves. */
    @Test
    void whileMoreMayLeaveOnlyWhatCannotHaveBeenSoldIsTakenFromTheDeposit() {
        ObjectNode order = order("1", "0", "partially_refunded");
        ObjectNode one = refund(line("A", "TEE", 1, "33.33", "6.33"), "'grand':'EUR 39.66'");
        ObjectNode two = refund(line("A", "TEE", 2, "66.67", "12.67"), "'grand':'EUR 79.34'");
        assertThat(deposit(order, one, LEDGER)).isEmpty();
        assertThat(text(deposit(order, two, LEDGER)))
                .isEqualTo("Dr customer_deposits 39.67, Cr sales_returns 33.33, Cr tax_payable 6.34");
        assertThat(text(deposit(order.put("state", "cancelled"), two, LEDGER)))
                .isEqualTo("Dr customer_deposits 79.34, Cr sales_returns 66.67, Cr tax_payable 12.67");
    }

    @Test
    void whereAProviderTellsOfPaymentsARefundBeforeItShipsLeavesNothingEither() {
        Ledger ledger = Documents.payments("stripe");
        ObjectNode payment = json("{'system':'stripe','id':'p','amount':'EUR 135.90','kind':'card'}");
        ObjectNode order = order("0", "0", "pending").put("state", "cancelled");
        ObjectNode refund = refund(BOTH, "'shipping':'EUR 5.00','grand':'EUR 135.90'");
        List<JournalLine> all = new ArrayList<>(position(order, ledger));
        all.addAll(lines(EventType.PAYMENT_CAPTURED, payment, ledger));
        all.addAll(lines(EventType.PAYMENT_REFUNDED, payment, ledger));
        all.addAll(lines(EventType.RETURN, refund, ledger));
        assertThat(text(all))
                .isEqualTo(
                        "Dr sales_returns 110.00, Dr shipping 5.00, Dr tax_payable 20.90, Cr customer_deposits 135.90");
        all.addAll(deposit(order, refund, ledger));
        assertThat(text(all)).isEmpty();
    }
}
