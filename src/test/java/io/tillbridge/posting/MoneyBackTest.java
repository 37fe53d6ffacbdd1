package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MoneyBackTest {

    private static JsonNode order(String more) {
        return ExactJson.parse("{\"totals\": {\"grand\": {\"amount\": \"40.00\", \"currency\": \"USD\"}" + more
                + "}, \"payment\": {\"state\": \"partially_refunded\"}}");
    }

    private static OrderFacts.Kept returned(String kind, String amount) {
        return kept(EventType.RETURN, "{\"system\": \"shop\", \"tenders\": [" + tender(kind, amount) + "]}");
    }

    private static OrderFacts.Kept payment(EventType type, String kind, String amount) {
        return kept(type, tender(kind, amount).replaceFirst("\\{", "{\"system\": \"psp\", "));
    }

    private static String tender(String kind, String amount) {
        return "{\"kind\": \"" + kind + "\", \"amount\": {\"amount\": \"" + amount + "\", \"currency\": \"USD\"}}";
    }

    private static OrderFacts.Kept kept(EventType type, String body) {
        return new OrderFacts.Kept("f", type, new UUID(0, 1), PostingBed.NOW, (ObjectNode) ExactJson.parse(body));
    }

    private static String told(JsonNode order, OrderFacts.Kept... facts) {
        StringBuilder text = new StringBuilder();
        for (MoneyBack.Tender tender : MoneyBack.of(order, List.of(facts))) {
            text.append(tender.kind() + " " + tender.back() + " of " + tender.paid() + (tender.broken() ? "! " : " "));
        }
        return text.toString().trim();
    }

    /** 100.00 were charged; 60.00 of it were refunded, of which 6.00 were a marketplace's tax. */
    @Test
    void anOrderThatIsToldWithoutItsRefundsWasPaidWhole() {
        assertThat(told(order(""), returned("card", "60.00"))).isEqualTo("any 60.00 of 40.00!");
        assertThat(told(order(",\"removed\": {\"amount\": \"54.00\"}"), returned("card", "54.01")))
                .isEqualTo("any 54.01 of 94.00");
        assertThat(told(
                        order(",\"removed\": {\"amount\": \"54.00\"}, \"sold\": {\"amount\": \"100.00\"}"),
                        returned("card", "100.00")))
                .isEqualTo("any 100.00 of 100.00");
    }

    @Test
    void aTenderThatTheProviderCallsOtherwiseIsComparedWithAllThatWasPaid() {
        OrderFacts.Kept paid = payment(EventType.PAYMENT_CAPTURED, "other", "50.00");

        assertThat(told(order(""), paid, returned("gift_card", "50.00"))).isEqualTo("any 50.00 of 50.00");
        assertThat(told(
                        order(""),
                        paid,
                        payment(EventType.PAYMENT_REFUNDED, "other", "20.00"),
                        returned("gift_card", "20.00")))
                .as("both tell of the same money")
                .isEqualTo("any 20.00 of 50.00");
        assertThat(told(order(""), paid, returned("gift_card", "50.01"))).isEqualTo("any 50.01 of 50.00!");
    }

    @Test
    void tendersThatAreCalledAlikeAreComparedOneByOne() {
        assertThat(told(
                        order(""),
                        payment(EventType.PAYMENT_CAPTURED, "card", "50.00"),
                        payment(EventType.PAYMENT_CAPTURED, "cash", "10.00"),
                        returned("cash", "10.01")))
                .isEqualTo("cash 10.01 of 10.00!");
    }
}
