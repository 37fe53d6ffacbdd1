package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was paid for an order and what was given back, by tender, as its facts say. A shop's refund and the provider's tell of
 * the same money: of several voices the one counts that tells most. Where a shop calls a tender otherwise than the provider
 * that captured it, all tenders of a currency are one. Pure.
 */
final class MoneyBack {

    /** Money of several tenders, where nobody says which, or not all call them alike. */
    static final String ANY = "any";

    /**
     * One tender.
     *
     * @param paid what was captured
     * @param back what was given back
     */
    record Tender(String kind, String currency, BigDecimal paid, BigDecimal back) {

        boolean broken() {
            return back.compareTo(paid) > 0;
        }
    }

    private static final String SHOP = "return";

    private final Map<String, Map<String, BigDecimal>> paid = new TreeMap<>();
    private final Map<String, Map<String, BigDecimal>> back = new TreeMap<>();

    private MoneyBack() {}

    /**
     * By tender and currency. Where the captures of an order are not told, all that its document says is paid is one tender;
     * without either nothing can be said.
     *
     * @param order its document
     */
    static List<Tender> of(JsonNode order, List<OrderFacts.Kept> facts) {
        MoneyBack money = new MoneyBack();
        for (OrderFacts.Kept fact : facts) {
            JsonNode body = fact.body();
            if (fact.type() == EventType.RETURN) {
                body.path("tenders").forEach(tender -> money.add(money.back, SHOP, tender));
            } else {
                money.add(
                        fact.type() == EventType.PAYMENT_CAPTURED ? money.paid : money.back,
                        body.path("system").asText(),
                        body);
            }
        }
        Map<String, BigDecimal> backs = loudest(money.back);
        Map<String, BigDecimal> paids = loudest(money.paid);
        if (paids.isEmpty()) {
            return whole(order, together(money.back));
        }
        if (!paids.keySet().containsAll(money.back.getOrDefault(SHOP, Map.of()).keySet())) {
            backs = together(money.back);
            paids = together(money.paid);
        }
        Map<String, BigDecimal> captured = paids;
        Map<String, BigDecimal> refunded = backs;
        return new TreeSet<>(refunded.keySet())
                .stream()
                        .map(key -> tender(
                                key,
                                captured.getOrDefault(key, BigDecimal.ZERO),
                                refunded.getOrDefault(key, BigDecimal.ZERO)))
                        .toList();
    }

    private static List<Tender> whole(JsonNode order, Map<String, BigDecimal> backs) {
        JsonNode totals = order.path("totals");
        String state = order.at("/payment/state").asText("");
        if (!totals.hasNonNull("grand") || state.isEmpty() || state.equals("pending") || backs.isEmpty()) {
            return List.of();
        }
        String currency = totals.at("/grand/currency").asText();
        BigDecimal charged = totals.hasNonNull("sold")
                ? amount(totals, "sold")
                : amount(totals, "grand").add(amount(totals, "removed"));
        return List.of(new Tender(ANY, currency, charged, backs.getOrDefault(ANY + "|" + currency, BigDecimal.ZERO)));
    }

    private static BigDecimal amount(JsonNode totals, String name) {
        return new BigDecimal(totals.path(name).path("amount").asText("0"));
    }

    /** By currency, all that the voice says that tells most. */
    private static Map<String, BigDecimal> together(Map<String, Map<String, BigDecimal>> voices) {
        Map<String, BigDecimal> most = new TreeMap<>();
        voices.values().forEach(said -> {
            Map<String, BigDecimal> sums = new TreeMap<>();
            said.forEach((key, sum) -> sums.merge(ANY + key.substring(key.lastIndexOf('|')), sum, BigDecimal::add));
            sums.forEach((key, sum) -> most.merge(key, sum, BigDecimal::max));
        });
        return most;
    }

    private static Tender tender(String key, BigDecimal paid, BigDecimal back) {
        int bar = key.lastIndexOf('|');
        return new Tender(key.substring(0, bar), key.substring(bar + 1), paid, back);
    }

    private void add(Map<String, Map<String, BigDecimal>> voices, String voice, JsonNode tender) {
        JsonNode amount = tender.path("amount");
        String key = tender.path("kind").asText("other") + "|"
                + amount.path("currency").asText();
        voices.computeIfAbsent(voice, name -> new TreeMap<>())
                .merge(key, new BigDecimal(amount.path("amount").asText("0")), BigDecimal::add);
    }

    private static Map<String, BigDecimal> loudest(Map<String, Map<String, BigDecimal>> voices) {
        Map<String, BigDecimal> most = new TreeMap<>();
        voices.values().forEach(said -> said.forEach((key, sum) -> most.merge(key, sum, BigDecimal::max)));
        return most;
    }
}
