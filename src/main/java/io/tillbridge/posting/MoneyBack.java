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
 * the same money: of several voices the one counts that tells most. Pure.
 */
final class MoneyBack {

    /** Money of several tenders, where nobody says which. */
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
                body.path("tenders").forEach(tender -> money.add(money.back, "return", tender));
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
            return whole(order, backs);
        }
        return new TreeSet<>(backs.keySet())
                .stream()
                        .map(key -> tender(
                                key,
                                paids.getOrDefault(key, BigDecimal.ZERO),
                                backs.getOrDefault(key, BigDecimal.ZERO)))
                        .toList();
    }

    private static List<Tender> whole(JsonNode order, Map<String, BigDecimal> backs) {
        JsonNode grand = order.at("/totals/grand");
        String state = order.at("/payment/state").asText("");
        if (grand.isMissingNode() || state.isEmpty() || state.equals("pending") || backs.isEmpty()) {
            return List.of();
        }
        String currency = grand.path("currency").asText();
        BigDecimal sum = backs.entrySet().stream()
                .filter(one -> one.getKey().endsWith("|" + currency))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return List.of(
                new Tender(ANY, currency, new BigDecimal(grand.path("amount").asText()), sum));
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
