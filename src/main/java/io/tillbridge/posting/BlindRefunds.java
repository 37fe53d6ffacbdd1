package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.Ledgers;
import io.tillbridge.books.SoldPrice;
import io.tillbridge.canonical.Return;
import io.tillbridge.canonical.Sale;
import io.tillbridge.mapping.ExactJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a return without order and without money pays: the lowest price at which a register sold the item within the window of
 * {@code config/returns.yaml}, as store credit. Without a window nothing is looked for and nothing is kept for it.
 */
final class BlindRefunds {

    private final BlindReturns rules;

    BlindRefunds(BlindReturns rules) {
        this.rules = rules;
    }

    /** Keeps for how little the sales of a batch sold. */
    void learn(Connection tx, List<Work> facts, Ledgers ledgers) throws SQLException {
        if (rules.window() == null) {
            return;
        }
        Map<SoldPriceRows.Day, SoldPrice> lowest = new TreeMap<>();
        for (Work work : facts) {
            if (work.translated != null && work.translated.event() instanceof Sale sale) {
                Ledger ledger = ledgers.of(sale.location());
                if (ledger != null) {
                    for (SoldPrice price : Bookkeeping.prices(work.translated.body(), ledger)) {
                        lowest.merge(
                                new SoldPriceRows.Day(price.sku(), price.currency(), day(sale.occurredAt())),
                                price,
                                (one, other) -> other.paid().compareTo(one.paid()) < 0 ? other : one);
                    }
                }
            }
        }
        SoldPriceRows.learn(tx, lowest);
    }

    /** By fact key, returns of the facts with the money that they do not tell; what is told stays as it is. */
    Map<String, JsonNode> priced(Connection tx, List<Work> facts, Effects effects) throws SQLException {
        Map<String, JsonNode> priced = new HashMap<>();
        if (rules.window() == null) {
            return priced;
        }
        for (Work work : facts) {
            Work.Translated told = work.translated;
            if (told != null && told.event() instanceof Return returned && blind(returned, told.body())) {
                ObjectNode body = told.body().deepCopy();
                priced.put(told.factKey(), body);
                ObjectNode broken = price(body, lowest(tx, returned, body));
                if (!broken.isEmpty()) {
                    effects.conflicts.add(new Conflicts.Conflict(
                            BlindReturns.KIND,
                            told.factKey(),
                            work.ready.document().messageId(),
                            broken.toString()));
                }
            }
        }
        return priced;
    }

    private static boolean blind(Return returned, JsonNode body) {
        boolean told = !body.path("tenders").isEmpty() || body.path("totals").hasNonNull("grand");
        for (JsonNode line : body.path("lines")) {
            told |= line.hasNonNull("amount");
        }
        return returned.order().none() && !told;
    }

    private Map<String, SoldPrice> lowest(Connection tx, Return returned, JsonNode body) throws SQLException {
        TreeSet<String> skus = new TreeSet<>();
        returned.lines().forEach(line -> skus.add(line.sku()));
        Instant at = returned.returnedAt();
        return SoldPriceRows.lowest(
                tx,
                skus,
                day(at.minus(Objects.requireNonNull(rules.window()))),
                day(at),
                body.path("currency").asText(null));
    }

    /** Writes the amounts and answers what a person must look at. */
    private ObjectNode price(ObjectNode body, Map<String, SoldPrice> lowest) {
        ObjectNode broken = ExactJson.nodes().objectNode();
        BigDecimal sum = BigDecimal.ZERO;
        String currency = null;
        for (JsonNode line : body.path("lines")) {
            SoldPrice price = lowest.get(line.path("sku").asText());
            if (price == null || (currency != null && !currency.equals(price.currency()))) {
                broken.put("sku", line.path("sku").asText()).put("price", "not sold within the window");
                continue;
            }
            currency = price.currency();
            BigDecimal pieces = new BigDecimal(line.path("quantity").asText("0"));
            BigDecimal net = whole(price.net().multiply(pieces), currency);
            BigDecimal tax = whole(price.tax().multiply(pieces), currency);
            money((ObjectNode) line, "amount", net, currency);
            money((ObjectNode) line, "tax", tax, currency);
            sum = sum.add(net).add(tax);
        }
        if (currency != null) {
            body.put("currency", currency).put("taxIncluded", false);
            ArrayNode tenders = body.putArray("tenders");
            money(tenders.addObject().put("kind", "gift_card"), "amount", sum, currency);
        }
        if (rules.most() != null && sum.compareTo(rules.most()) > 0) {
            broken.put("paid", sum.toPlainString()).put("most", rules.most().toPlainString());
        }
        return broken;
    }

    private static void money(ObjectNode cells, String name, BigDecimal amount, String currency) {
        cells.putObject(name).put("amount", amount.toPlainString()).put("currency", currency);
    }

    private static BigDecimal whole(BigDecimal amount, String currency) {
        return amount.setScale(Currency.getInstance(currency).getDefaultFractionDigits(), RoundingMode.DOWN);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
