package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Transferred;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransfersApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void transfersAreListedByStateNewestFirst() {
        bed.posting.post(EventType.STOCK_TRANSFER_SENT, Transferred.sent("1", "A", "TEE", "5"));
        bed.posting.post(EventType.STOCK_TRANSFER_SENT, Transferred.sent("2", "B", "TEE", "5"));
        bed.posting.post(EventType.STOCK_TRANSFER_RECEIVED, Transferred.received("3", "A", "TEE", "5"));
        bed.posting.post(EventType.STOCK_TRANSFER_SENT, Transferred.sent("4", "C", "TEE", "1.5"));

        JsonNode first = bed.get("/api/transfers?state=open&limit=1").json();
        JsonNode second = bed.get("/api/transfers?state=open&limit=1&after="
                        + first.path("next").asText())
                .json();

        assertThat(first.at("/items/0").toString())
                .isEqualTo("{\"system\":\"shop\",\"id\":\"C\",\"state\":\"open\",\"from\":\"S1\",\"to\":\"S2\","
                        + "\"sentAt\":\"2026-11-21T09:00:00Z\",\"lines\":[{\"sku\":\"TEE\",\"committed\":\"0\",\"sent\":\"1.5\",\"received\":\"0\","
                        + "\"lost\":\"0\",\"inTransit\":\"1.5\"}]}");
        assertThat(second.at("/items/0/id").asText()).isEqualTo("B");
        assertThat(bed.get("/api/transfers?state=received").json().findValuesAsText("id"))
                .contains("A")
                .doesNotContain("B", "C");
        assertThat(bed.get("/api/transfers?state=lost").problem()).isEqualTo("400 invalid_state");
    }

    @Test
    void whatIsMissingOfAClosedTransferIsLost() {
        bed.posting.post(EventType.STOCK_TRANSFER_SENT, Transferred.sent("5", "T/1", "MUG", "5"));

        JsonNode closed = bed.post("/api/transfers/shop/T%2F1/close", "{\"reason\":\"stolen\"}")
                .json();

        assertThat(closed.path("state").asText()).isEqualTo("closed");
        assertThat(closed.path("closedBy").asText()).isEqualTo("api:ana");
        assertThat(closed.path("reason").asText()).isEqualTo("stolen");
        assertThat(closed.at("/lines/0/lost").asText()).isEqualTo("5");
        assertThat(bed.get("/api/transfers/shop/T%2F1").json()).isEqualTo(closed);
        assertThat(bed.post("/api/transfers/shop/T%2F1/close", "").json()).isEqualTo(closed);
        assertThat(bed.post("/api/transfers/shop/nowhere/close", "").problem()).isEqualTo("404 transfer_unknown");
        JsonNode moved = bed.get("/api/stock/MUG/movements").json().at("/items/0");
        assertThat(moved.path("reason").asText()).isEqualTo("transfer_loss");
        assertThat(moved.path("consignment").asText()).isEqualTo("transfer|shop|T/1");
    }
}
