package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Drawn;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the samples of Shopify and Square come to in the books: charges beside goods, tenders of refunds, drawers. */
class ShippedChargesTest {

    private static final Ledger LEDGER = Ledger.standard("main");

    private static JsonNode sample(String name) throws IOException {
        return ExactJson.parse(Files.readString(Path.of("mappings", name, "out.json")));
    }

    private static String fact(EventType type, String name) throws IOException {
        return text(Bookkeeping.fact(type, sample(name), null, LEDGER));
    }

    private static String order(String name) throws IOException {
        return text(Bookkeeping.order(sample(name), LEDGER));
    }

    /** By account, debits above zero. */
    private static String text(Drawn drawn) {
        assertThat(drawn).isInstanceOf(Drawn.Lines.class);
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JournalLine line : ((Drawn.Lines) drawn).lines()) {
            sums.merge(line.account().word(), line.amount(), BigDecimal::add);
        }
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue().signum() != 0)
                .map(sum -> sum.getKey() + " " + sum.getValue().toPlainString())
                .collect(Collectors.joining(", "));
    }

    @Test
    void aSaleOfSquareWithChargesAddsUp() throws IOException {
        assertThat(fact(EventType.SALE, "square/sale/samples/charges-beside-goods"))
                .isEqualTo("card_clearing 70.52, fee_income -1.50, gift_card_liability -50.00, sales -15.00,"
                        + " tax_payable -1.02, tips_payable -3.00");
    }

    /** Square says by no member that an order is paid: what is earned is owed until a payment tells. */
    @Test
    void anOrderOfSquareWithChargesAddsUp() throws IOException {
        assertThat(order("square/order/samples/charges-and-a-tip")).isEmpty();
    }

    @Test
    void aReturnOfSquareTakesChargesBack() throws IOException {
        assertThat(fact(EventType.RETURN, "square/return/samples/charges-and-a-tip"))
                .isEqualTo("card_clearing -70.52, fee_income 1.50, gift_card_liability 50.00, sales_returns 15.00,"
                        + " tax_payable 1.02, tips_payable 3.00");
    }

    @Test
    void anOrderOfShopifyWithChargesAddsUpHoweverItIsRead() throws IOException {
        String entry = "card_clearing 230.39, customer_deposits -181.09, duties_payable -7.50, fee_income -1.20,"
                + " gift_card_liability -25.00, sales -11.00, tax_payable -0.60, tips_payable -4.00";

        assertThat(order("shopify/order/samples/charges-beside-goods")).isEqualTo(entry);
        assertThat(order("shopify/order_node/samples/charges-beside-goods")).isEqualTo(entry);
        assertThat(order("shopify/order/samples/tip-at-the-terminal"))
                .isEqualTo("card_clearing 185.09, customer_deposits -185.09");
        assertThat(order("shopify/order_node/samples/tip-at-the-terminal"))
                .isEqualTo("card_clearing 185.09, customer_deposits -185.09");
    }

    @Test
    void aRefundOfShopifyGoesBackTheWayItCame() throws IOException {
        assertThat(fact(EventType.RETURN, "shopify/refund/samples/charges-by-four-tenders"))
                .isEqualTo("card_clearing -3.00, cash -4.50, gift_card_liability -5.00, other_tender -2.00,"
                        + " sales_returns 14.20, tax_payable 0.30");
        assertThat(fact(EventType.RETURN, "shopify/refund_node/samples/charges-by-four-tenders"))
                .isEqualTo("card_clearing -3.00, cash -4.50, gift_card_liability -5.00, other_tender -0.80,"
                        + " sales_returns 13.00, tax_payable 0.30");
    }

    /** Of 8.00 tax on two pieces 6.00 are the channel's; one piece is refunded with 54.00, of which 3.00 are the channel's. */
    @Test
    void aTaxThatIsAChannelsInPartIsSplitLineByLine() throws IOException {
        for (String way : new String[] {"", "_node"}) {
            String at = "/samples/part-of-the-tax-is-the-marketplaces";
            assertThat(order("shopify/order" + way + at))
                    .isEqualTo("card_clearing 112.20, customer_deposits -61.20, sales -50.00, tax_payable -1.00");
            assertThat(fact(EventType.RETURN, "shopify/refund" + way + at))
                    .isEqualTo("card_clearing -51.00, sales_returns 50.00, tax_payable 1.00");
        }
    }

    /** 30 000 yen lay in the drawer when it was opened, 84 500 when it was closed. */
    @Test
    void aDrawerIsComparedWithItsSalesWithoutItsFloat() throws IOException {
        JsonNode closed = sample("square/drawer_shift/samples/in-yen");

        assertThat(Bookkeeping.differences(closed, Map.of("cash", new BigDecimal("54500"))))
                .isEmpty();
        assertThat(Bookkeeping.differences(closed, Map.of("cash", new BigDecimal("54499"))))
                .hasSize(1);
        assertThat(text(Bookkeeping.closure(
                        sample("square/drawer_shift/samples/change-misplaced"),
                        Map.of("cash", BigDecimal.ZERO),
                        LEDGER)))
                .isEqualTo("cash -0.30, over_short 0.30");
    }
}
