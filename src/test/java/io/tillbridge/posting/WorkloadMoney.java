package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a retailer's days are in money, in cents: writes the figures into documents and keeps, by account, what they come to.
 * Debits are above zero. It knows nothing of how the books arrive at it.
 */
final class WorkloadMoney {

    private static final Map<String, Integer> PRICES = Map.of("TEE", 1_990, "MUG", 750, "CAP", 1_295, "BAG", 333);

    /** Of one piece; tests with a database give their items the same. */
    static final Map<String, Integer> COSTS = Map.of("TEE", 801, "MUG", 310, "CAP", 425, "BAG", 99);

    private static final int SHIPPING = 490;

    private final TreeMap<String, Integer> accounts = new TreeMap<>();

    /** By account, without what is none. */
    SortedMap<String, Integer> accounts() {
        TreeMap<String, Integer> some = new TreeMap<>(accounts);
        some.values().removeIf(cents -> cents == 0);
        return some;
    }

    private void move(String debit, String credit, int cents) {
        accounts.merge(debit, cents, Integer::sum);
        accounts.merge(credit, -cents, Integer::sum);
    }

    /** Goods that go from one account to another at cost. */
    void goods(String sku, int pieces, String debit, String credit) {
        move(debit, credit, pieces * Objects.requireNonNull(COSTS.get(sku)));
    }

    /** Prices with tax, paid in cash, by card or in two parts. */
    void sale(ObjectNode sale, int number) {
        int grand = 0;
        for (JsonNode line : sale.path("lines")) {
            int total = total(line);
            price((ObjectNode) line, total);
            grand += total;
            move("till", "sales", total - tax(total));
            move("till", "tax_payable", tax(total));
        }
        sale.put("taxIncluded", true).putObject("totals").set("grand", eur(grand));
        int cash = number % 3 == 0 ? grand : number % 3 == 1 ? 0 : grand / 3;
        ArrayNode tenders = sale.putArray("tenders");
        tender(tenders, "cash", "cash", cash);
        tender(tenders, "card", "card_clearing", grand - cash);
    }

    private void tender(ArrayNode tenders, String kind, String account, int cents) {
        if (cents > 0) {
            tenders.addObject().put("kind", kind).set("amount", eur(cents));
            move(account, "till", cents);
        }
    }

    /** Paid back in cash, without tax. */
    void returned(ObjectNode returned, String sku, int pieces) {
        int amount = Objects.requireNonNull(PRICES.get(sku)) * pieces;
        ((ObjectNode) returned.path("lines").path(0)).set("amount", eur(amount));
        returned.put("currency", "EUR").putObject("totals").set("grand", eur(amount));
        returned.putArray("tenders").addObject().put("kind", "cash").set("amount", eur(amount));
        move("sales_returns", "cash", amount);
    }

    /** The price of pieces that have not left, with tax: what those that left have not made of the line. */
    static void unsold(ObjectNode line, int left, int all) {
        int total = Objects.requireNonNull(PRICES.get(line.path("sku").asText())) * all;
        int tax = tax(total) - first(tax(total), left, all);
        int net = total - tax(total) - first(total - tax(total), left, all);
        line.set("amount", eur(net + tax));
        line.set("tax", eur(tax));
    }

    /**
     * Pays an order back as far as it has not left, from what was paid ahead.
     *
     * @return false where there is nothing to pay back
     */
    boolean refund(ObjectNode refund, int number, boolean begun) {
        int shipping = begun ? 0 : shipping(number);
        int grand = shipping;
        for (JsonNode line : refund.path("lines")) {
            grand += cents(line.path("amount"));
        }
        ObjectNode totals = refund.putObject("totals");
        totals.set("grand", eur(grand));
        totals.set("shipping", eur(shipping));
        if (!paid(number) || grand == 0) {
            return false;
        }
        move("customer_deposits", "card_clearing", grand);
        return true;
    }

    /** Every second order is paid when it is placed, every third has shipping to pay. */
    static void order(ObjectNode order, int number) {
        int grand = shipping(number);
        for (JsonNode line : order.path("lines")) {
            price((ObjectNode) line, total(line));
            grand += total(line);
        }
        ObjectNode totals = order.put("taxIncluded", true).putObject("totals");
        if (shipping(number) > 0) {
            totals.set("shipping", eur(shipping(number)));
        }
        totals.set("grand", eur(grand));
        order.putObject("payment").put("state", paid(number) ? "paid" : "pending");
    }

    /** What an order comes to as it is in the end, from its last document. */
    void last(JsonNode order, int number) {
        ofOrder(order, number).forEach((account, cents) -> accounts.merge(account, cents, Integer::sum));
    }

    /** What a document amounts to, in cents by account without what is none: here of an order as it stands. */
    static SortedMap<String, Integer> ofOrder(JsonNode order, int number) {
        WorkloadMoney money = new WorkloadMoney();
        int earned = 0;
        int grand = shipping(number);
        boolean begun = false;
        for (JsonNode line : order.path("lines")) {
            int all = line.path("quantity").asInt();
            int left = line.path("fulfilled").asInt();
            int tax = first(tax(total(line)), left, all);
            int net = first(total(line) - tax(total(line)), left, all);
            money.move("earned", "sales", net);
            money.move("earned", "tax_payable", tax);
            earned += net + tax;
            grand += total(line);
            begun |= left > 0;
        }
        if (begun) {
            money.move("earned", "shipping", shipping(number));
            earned += shipping(number);
        }
        int paid = paid(number) ? grand : 0;
        money.move("card_clearing", "earned", paid);
        if (paid > earned) {
            money.move("earned", "customer_deposits", paid - earned);
        } else {
            money.move("receivables", "earned", earned - paid);
        }
        return money.accounts();
    }

    /** The same of a sale. */
    static SortedMap<String, Integer> ofSale(JsonNode sale) {
        WorkloadMoney money = new WorkloadMoney();
        for (JsonNode line : sale.path("lines")) {
            int tax = cents(line.path("taxes").path(0).path("amount"));
            money.move("till", "sales", cents(line.path("lineTotal")) - tax);
            money.move("till", "tax_payable", tax);
        }
        for (JsonNode tender : sale.path("tenders")) {
            String account = tender.path("kind").asText().equals("cash") ? "cash" : "card_clearing";
            money.move(account, "till", cents(tender.path("amount")));
        }
        return money.accounts();
    }

    /** The same of goods that came back. */
    static SortedMap<String, Integer> ofReturn(JsonNode returned) {
        WorkloadMoney money = new WorkloadMoney();
        String tender = returned.hasNonNull("orderId") ? "card_clearing" : "cash";
        int rest = cents(returned.at("/totals/grand"));
        for (JsonNode line : returned.path("lines")) {
            money.move("tax_payable", tender, cents(line.path("tax")));
            rest -= cents(line.path("tax"));
        }
        int shipping = cents(returned.at("/totals/shipping"));
        money.move("shipping", tender, shipping);
        money.move("sales_returns", tender, rest - shipping);
        return money.accounts();
    }

    private static int cents(JsonNode amount) {
        return new BigDecimal(amount.path("amount").asText("0"))
                .movePointRight(2)
                .intValueExact();
    }

    private static boolean paid(int number) {
        return number % 2 == 0;
    }

    private static int shipping(int number) {
        return number % 3 == 0 ? SHIPPING : 0;
    }

    /** Parts of an amount are rounded down; the last piece takes what is left. */
    private static int first(int amount, int left, int all) {
        return amount * left / all;
    }

    private static int total(JsonNode line) {
        return Objects.requireNonNull(PRICES.get(line.path("sku").asText()))
                * line.path("quantity").asInt();
    }

    private static int tax(int total) {
        return (2 * total * 19 + 119) / (2 * 119);
    }

    private static void price(ObjectNode line, int total) {
        line.set("lineTotal", eur(total));
        ObjectNode tax = line.putArray("taxes").addObject().put("code", "VAT19");
        tax.set("amount", eur(tax(total)));
    }

    private static ObjectNode eur(int cents) {
        return ExactJson.nodes()
                .objectNode()
                .put("amount", BigDecimal.valueOf(cents, 2).toPlainString())
                .put("currency", "EUR");
    }
}
