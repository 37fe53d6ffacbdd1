package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Drawn;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.SoldOrder;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What shipped mappings make of money that is not the retailer's, or not for goods, ends on the right accounts. */
class ShippedMoneyTest {

    private static final Ledger LEDGER = Ledger.standard("main");

    private static JsonNode sample(String name) throws IOException {
        return ExactJson.parse(Files.readString(Path.of("mappings", name, "out.json")));
    }

    private static String text(Drawn drawn) {
        assertThat(drawn).isInstanceOf(Drawn.Lines.class);
        return ((Drawn.Lines) drawn)
                .lines().stream()
                        .filter(line -> line.amount().signum() != 0)
                        .map(ShippedMoneyTest::text)
                        .collect(Collectors.joining(", "));
    }

    private static String text(JournalLine line) {
        return (line.amount().signum() > 0 ? "Dr " : "Cr ") + line.account().word() + " "
                + line.amount().abs().toPlainString();
    }

    private static String refund(String name) throws IOException {
        return text(Bookkeeping.fact(EventType.RETURN, sample(name), null, LEDGER));
    }

    /** RETAIL 1.13: marketplace facilitator tax is not in own tax payable, nor is it owed by the marketplace. */
    @Test
    void taxThatAMarketplaceCollectsIsNotOwed() throws IOException {
        assertThat(text(Bookkeeping.order(sample("amazon/order/samples/tax-collected-by-amazon"), LEDGER)))
                .isEqualTo("Dr card_clearing 154.97, Cr sales 149.97, Cr tips_payable 5.00");
        assertThat(text(Bookkeeping.order(sample("amazon/order/samples/model-us-two-lines-tip"), LEDGER)))
                .isEqualTo("Dr card_clearing 154.99, Cr sales 149.97, Cr tax_payable 0.02, Cr tips_payable 5.00");
        assertThat(text(Bookkeeping.order(sample("shopify/order/samples/tax-of-the-marketplace"), LEDGER)))
                .isEqualTo("Dr card_clearing 396.34, Cr customer_deposits 396.34");
        assertThat(text(Bookkeeping.order(sample("shopify/order_node/samples/tax-of-the-marketplace"), LEDGER)))
                .isEqualTo("Dr card_clearing 91.90, Cr sales 58.00, Cr shipping 4.90, Cr customer_deposits 29.00");
    }

    @Test
    void taxThatAMarketplacePaysBackIsNotTheRetailers() throws IOException {
        assertThat(refund("shopify/refund_node/samples/shipping-and-goodwill"))
                .isEqualTo("Dr sales_returns 195.67, Dr shipping 5.00, Dr tax_payable 0.30, Dr allowances 10.00,"
                        + " Cr card_clearing 210.97");
    }

    @Test
    void shippingThatShopifyPaysBackIsShipping() throws IOException {
        assertThat(refund("shopify/refund/samples/shipping")).isEqualTo("Dr shipping 5.00, Cr card_clearing 5.00");
    }

    /** WooCommerce tells lines and shipping without tax, also where the shop's prices are entered with it. */
    @Test
    void anOrderWhosePricesWereEnteredWithTaxBalances() throws IOException {
        assertThat(text(Bookkeeping.order(sample("woocommerce/order/samples/prices-entered-with-tax"), LEDGER)))
                .isEqualTo("Dr other_tender 30.10, Cr sales 18.00, Cr tax_payable 2.10, Cr shipping 10.00");
        assertThat(text(Bookkeeping.order(
                        sample("woocommerce/order/samples/fees-and-prices-entered-with-tax"), LEDGER)))
                .isEqualTo(
                        "Dr other_tender 33.48, Cr sales 18.00, Cr tax_payable 2.48, Cr shipping 10.00, Cr fee_income 3.00");
    }

    /** RETAIL 1.13: what a refund of WooCommerce pays back is what its lines, its shipping and their taxes make. */
    @Test
    void aRefundOfWooCommerceBalances() throws IOException {
        String refunds = "woocommerce/refund/samples/";
        assertThat(refund(refunds + "goods-back-and-a-part-of-a-price"))
                .isEqualTo("Dr sales_returns 15.50, Dr tax_payable 1.01, Cr card_clearing 16.51");
        assertThat(refund(refunds + "shipping-and-tax"))
                .isEqualTo(
                        "Dr sales_returns 5.00, Dr tax_payable 1.13, Dr shipping 10.00," + " Cr card_clearing 16.13");
        assertThat(refund(refunds + "shipping-and-fees"))
                .isEqualTo("Dr sales_returns 5.00, Dr tax_payable 1.51, Dr fee_income 4.00, Dr shipping 10.00,"
                        + " Cr card_clearing 20.51");
        assertThat(refund(refunds + "shipping-only"))
                .isEqualTo("Dr tax_payable 0.75, Dr shipping 10.00, Cr card_clearing 10.75");
    }

    /** 272.49 CAD were paid back; another attempt failed. The ledger keeps what that is in the shop's currency. */
    @Test
    void aRefundInTheCustomersCurrencyIsBookedInTheShops() throws IOException {
        assertThat(refund("shopify/refund/samples/another-currency-with-goodwill"))
                .isEqualTo("Dr sales_returns 199.00, Dr tax_payable 3.99, Dr shipping 5.00, Dr allowances 10.00,"
                        + " Cr card_clearing 217.99");
    }

    /** Shopify tells orders without what was refunded, and the refund beside: the money leaves once. */
    @Test
    void aRefundOfShopifyTakesMoneyOnce() throws IOException {
        String order = "shopify/order/samples/";
        assertThat(text(Bookkeeping.order(sample(order + "ten-discounted"), LEDGER)))
                .isEqualTo("Dr card_clearing 179.25, Cr sales 149.37, Cr tax_payable 29.88");

        Drawn left = Bookkeeping.order(sample(order + "three-of-ten-refunded"), LEDGER);
        assertThat(text(left))
                .isEqualTo("Dr card_clearing 179.25, Cr sales 149.38, Cr tax_payable 8.96, Cr tax_payable 20.91");
        assertThat(refund("shopify/refund/samples/three-of-ten"))
                .isEqualTo("Dr sales_returns 44.82, Dr tax_payable 8.96, Cr card_clearing 53.78");
    }

    /** Two of three pieces that never shipped were refunded: the rest is a deposit. */
    @Test
    void whatShopifyRefundedBeforeItShippedIsNoDeposit() throws IOException {
        assertThat(text(Bookkeeping.order(sample("shopify/order/samples/partially-refunded"), LEDGER)))
                .isEqualTo(
                        "Dr card_clearing 598.94, Cr sales 391.33, Cr tax_payable 7.96, Cr customer_deposits 199.65");
    }

    /** BigCommerce and Magento tell orders with what was refunded of them; it leaves the order, counts as sold, and comes back. */
    @Test
    void whatWasRefundedOfAnOrderIsSoldAndComesBackOnce() throws IOException {
        assertThat(text(Bookkeeping.order(sample("bigcommerce/order/samples/partly-shipped-to-two-addresses"), LEDGER)))
                .isEqualTo("Dr card_clearing 110.00, Cr sales 88.00, Cr customer_deposits 22.00");
        assertThat(text(Bookkeeping.order(sample("bigcommerce/order/samples/one-of-three-refunded-with-tax"), LEDGER)))
                .isEqualTo("Dr card_clearing 71.62, Cr sales 60.00, Cr tax_payable 5.12, Cr shipping 6.50");
        assertThat(text(Bookkeeping.order(sample("magento/order/samples/partly-shipped-in-euro"), LEDGER)))
                .isEqualTo(
                        "Dr other_tender 194.29, Cr sales 57.71, Cr tax_payable 3.41, Cr shipping 4.95, Cr customer_deposits 128.22");
    }

    /** Of four pieces two are left, and figures are of all four: one is worth a quarter, not a half. */
    @Test
    void aPieceOfAnOrderOfMagentoThatWasRefundedInPartIsWorthWhatItWasSoldFor() throws IOException {
        SoldOrder sold = new SoldOrder(sample("magento/order/samples/partly-shipped-in-euro"), Map.of());
        JsonNode back = ExactJson.parse("""
                {"currency":"EUR","lines":[{"id":"r","orderLineId":"22","sku":"24-WB01","quantity":"1","restock":"sellable"}]}""");
        assertThat(text(Bookkeeping.fact(EventType.RETURN, back, sold, LEDGER)))
                .isEqualTo("Dr sales_returns 32.00, Dr tax_payable 3.54, Cr other_tender 35.54");
    }

    /** RETAIL 1.13: a refund is a sales return, its shipping is shipping, goodwill an allowance. */
    @Test
    void aRefundOfBigCommerceIsASalesReturn() throws IOException {
        String refunds = "bigcommerce/refund/samples/";
        assertThat(refund(refunds + "store-credit"))
                .isEqualTo("Dr sales_returns 20.24, Dr tax_payable 1.76, Cr other_tender 22.00");
        assertThat(refund(refunds + "gift-certificate-and-card"))
                .isEqualTo(
                        "Dr sales_returns 107.35, Dr tax_payable 1.76, Cr gift_card_liability 9.11, Cr card_clearing 100.00");
        assertThat(refund(refunds + "shipping-and-goodwill"))
                .isEqualTo(
                        "Dr sales_returns 22.00, Dr tax_payable 1.76, Dr shipping 6.50, Dr allowances 7.50, Cr card_clearing 37.76");
        assertThat(refund(refunds + "without-payments"))
                .isEqualTo("Dr sales_returns 0.09, Dr tax_payable 0.01, Cr card_clearing 0.10");
    }

    @Test
    void aCreditMemoOfMagentoIsASalesReturn() throws IOException {
        String memos = "magento/return/samples/";
        assertThat(refund(memos + "one-piece-with-shipping"))
                .isEqualTo("Dr sales_returns 20.00, Dr tax_payable 2.06, Dr shipping 9.60, Cr card_clearing 31.66");
        assertThat(refund(memos + "goodwill-and-a-fee"))
                .isEqualTo("Dr allowances 7.50, Cr fee_income 2.50, Cr card_clearing 5.00");
        assertThat(refund(memos + "discount-that-holds-tax"))
                .isEqualTo(
                        "Dr sales_returns 88.10, Dr tax_payable 17.10, Dr sales_returns 1.90, Cr card_clearing 107.10");
        assertThat(refund(memos + "totals-only-in-euro")).isEqualTo("Dr sales_returns 32.00, Cr card_clearing 32.00");
    }

    /** What leaves no shelf is sold too. */
    @Test
    void aDownloadOfMagentoIsACharge() throws IOException {
        assertThat(text(Bookkeeping.order(sample("magento/order/samples/tutorial-order-3"), LEDGER)))
                .isEqualTo("Dr other_tender 165.00, Cr customer_deposits 165.00");
    }

    @Test
    void shippingOfAmazonIsShipping() throws IOException {
        assertThat(text(Bookkeeping.order(sample("amazon/order/samples/model-uk-one-line"), LEDGER)))
                .isEqualTo("Dr card_clearing 103.97, Cr sales 89.97, Cr tax_payable 4.00, Cr shipping 10.00");
    }

    @Test
    void whatAmazonChargesBesideGoodsIsAFeeAndItsDiscountIsOfTheGoods() throws IOException {
        assertThat(text(Bookkeeping.order(sample("amazon/order/samples/gift-wrap-and-discount"), LEDGER)))
                .isEqualTo("Dr card_clearing 156.03, Cr sales 139.97, Cr tax_payable 11.56, Cr fee_income 4.50");
    }

    @Test
    void anOrderOfAmazonThatWasCalledOffIsNothing() throws IOException {
        assertThat(text(Bookkeeping.order(sample("amazon/order/samples/cancelled"), LEDGER)))
                .isEmpty();
    }

    /** Shipping that was discounted was never charged; what was paid back of it has left the order, and its refund tells it. */
    @Test
    void shippingOfShopifyIsWhatIsChargedOfIt() throws IOException {
        String orders = "shopify/order/samples/";
        assertThat(text(Bookkeeping.order(sample(orders + "free-shipping"), LEDGER)))
                .isEqualTo("Dr card_clearing 399.30, Cr customer_deposits 399.30");
        assertThat(text(Bookkeeping.order(sample(orders + "shipping-refunded"), LEDGER)))
                .isEqualTo("Dr card_clearing 409.20, Cr sales 9.90, Cr customer_deposits 399.30");
        assertThat(text(Bookkeeping.order(sample("shopify/order_node/samples/shipping-refunded"), LEDGER)))
                .isEqualTo("Dr card_clearing 91.90, Cr sales 53.64, Cr tax_payable 9.26, Cr customer_deposits 29.00");
    }

    /** Shipping of 5.00 and a marketplace's tax of 0.30 on it: its refund takes back both, so the order has sold both. */
    @Test
    void taxOfAMarketplaceOnShippingThatWasPaidBackIsGoneWithIt() throws IOException {
        String refunded = "/samples/shipping-of-the-marketplace-refunded";
        assertThat(text(Bookkeeping.order(sample("shopify/order" + refunded), LEDGER)))
                .isEqualTo("Dr card_clearing 396.64, Cr sales 5.00, Cr tax_payable 0.30, Cr customer_deposits 391.34");
        assertThat(text(Bookkeeping.order(sample("shopify/order_node" + refunded), LEDGER)))
                .isEqualTo("Dr card_clearing 92.19, Cr sales 62.90, Cr tax_payable 0.29, Cr customer_deposits 29.00");
    }

    /** What Shopify calculated of a refund and what was paid differ by its adjustment. */
    @Test
    void lessOrMorePaidBackThanTheLinesComeToIsAnAllowance() throws IOException {
        String refunds = "shopify/refund/samples/";
        assertThat(refund(refunds + "goods-back-on-the-shelf"))
                .isEqualTo("Dr sales_returns 195.67, Dr tax_payable 3.98, Cr card_clearing 199.65");
        assertThat(refund(refunds + "not-restocked")).isEqualTo("Dr allowances 41.94, Cr card_clearing 41.94");
        assertThat(refund(refunds + "restocked-the-old-way"))
                .isEqualTo("Dr sales_returns 195.66, Dr tax_payable 7.96, Dr sales_returns 195.67,"
                        + " Cr allowances 190.29, Cr card_clearing 209.00");
    }
}
