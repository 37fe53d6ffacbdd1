package io.tillbridge.console;

import static io.tillbridge.posting.Traceable.lot;
import static io.tillbridge.posting.Traceable.serials;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracedStockApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void aPieceIsWhereItsMovementsLeadAndTheyAreShownWithTheirMessages() {
        String received = bed.posting
                .post(EventType.STOCK_RECEIVED, lot(serials(Events.received("R1", "TEE", "2"), "SN-1"), "L-9", null))
                .get(0)
                .toString();
        String sold = bed.posting
                .post(EventType.SALE, serials(Events.sale("1", "TEE", "1"), "SN-1"))
                .get(0)
                .toString();

        JsonNode piece = bed.get("/api/stock?serial=SN-1").json().at("/items/0");

        assertThat(piece.path("sku").asText()).isEqualTo("TEE");
        assertThat(piece.path("lot").asText()).isEqualTo("L-9");
        assertThat(piece.path("places").toString())
                .isEqualTo("[{\"place\":\"customer\",\"bucket\":\"sellable\",\"quantity\":\"1\"}]");
        assertThat(piece.path("movements").findValuesAsText("messageId")).containsExactly(sold, received);
        JsonNode first = bed.get("/api/movements?serial=SN-1&limit=1").json();
        assertThat(first.path("items").findValuesAsText("messageId")).containsExactly(sold);
        assertThat(bed.get("/api/movements?serial=SN-1&limit=1&after="
                                + first.path("next").asText())
                        .json()
                        .path("items")
                        .findValuesAsText("messageId"))
                .containsExactly(received);
        assertThat(bed.get("/api/stock?serial=NEVER").json().path("items").isEmpty())
                .isTrue();
    }

    @Test
    void aLotIsInAllPlacesWhereSomeOfItIs() {
        bed.posting.post(
                EventType.STOCK_RECEIVED,
                lot(Events.received("R11", "TEE", "5"), "L-1", "2027-03-01"),
                lot(Events.received("R12", "TEE", "2").put("location", "S2"), "L-1", "2027-02-01"),
                lot(Events.received("R13", "MUG", "4"), "L-1", null));

        JsonNode items = bed.get("/api/stock?lot=L-1").json().path("items");

        assertThat(items.findValuesAsText("sku")).startsWith("MUG").contains("TEE");
        JsonNode tee = bed.get("/api/stock?lot=L-1&sku=TEE").json().at("/items/0");
        assertThat(tee.path("expiresOn").asText())
                .as("the earliest that was told")
                .isEqualTo("2027-02-01");
        assertThat(tee.path("places").toString())
                .isEqualTo("[{\"place\":\"S1\",\"bucket\":\"sellable\",\"quantity\":\"5\"},"
                        + "{\"place\":\"S2\",\"bucket\":\"sellable\",\"quantity\":\"2\"}]");
        JsonNode page = bed.get("/api/stock?lot=L-1&limit=1").json();
        assertThat(page.path("next").asText()).isEqualTo("MUG");
        assertThat(bed.get("/api/stock?lot=L-1&limit=1&after=MUG")
                        .json()
                        .at("/items/0/sku")
                        .asText())
                .isEqualTo("TEE");
    }

    @Test
    void whatExpiresAndIsStillThereIsListedTheEarliestFirst() {
        bed.posting.post(
                EventType.STOCK_RECEIVED,
                lot(Events.received("R21", "KEPT", "5"), "E-1", "2026-12-05"),
                lot(Events.received("R22", "KEPT", "5"), "E-2", "2026-12-01"),
                lot(Events.received("R23", "KEPT", "5"), "E-3", "2026-12-20"),
                lot(Events.received("R24", "KEPT", "1"), "E-4", "2026-12-02"),
                serials(expiring("R25", "2026-12-03"), "X-1"),
                serials(expiring("R26", "2026-12-04"), "X-2"));
        bed.posting.post(EventType.SALE, lot(Events.sale("21", "KEPT", "1"), "E-4", null));
        bed.posting.post(EventType.SALE, serials(Events.sale("22", "KEPT", "1"), "X-2"));

        assertThat(names("/api/stock?expiresBefore=2026-12-20&sku=KEPT&limit=1"))
                .containsExactly("E-2 2026-12-01", "X-1 2026-12-03", "E-1 2026-12-05");
        assertThat(bed.get("/api/stock?expiresBefore=2026-12-02&sku=KEPT")
                        .json()
                        .path("items")
                        .toString())
                .isEqualTo(
                        "[{\"sku\":\"KEPT\",\"lot\":\"E-2\",\"expiresOn\":\"2026-12-01\",\"places\":[{\"place\":\"S1\","
                                + "\"bucket\":\"sellable\",\"quantity\":\"5\"}]}]");
    }

    @Test
    void oneOfLotSerialAndExpiryIsAskedFor() {
        assertThat(bed.get("/api/stock").problem()).isEqualTo("400 one_of_lot_serial_expiry");
        assertThat(bed.get("/api/stock?lot=L-1&serial=A").problem()).isEqualTo("400 one_of_lot_serial_expiry");
        assertThat(bed.get("/api/stock?expiresBefore=2026-12-20&after=nonsense").problem())
                .isEqualTo("400 invalid_cursor");
        assertThat(bed.get("/api/movements").problem()).isEqualTo("400 lot_or_serial_missing");
    }

    private static ObjectNode expiring(String id, String day) {
        ObjectNode received = Events.received(id, "KEPT", "1");
        ((ObjectNode) received.at("/lines/0")).put("expiresOn", day);
        return received;
    }

    /** Of all pages. */
    private List<String> names(String query) {
        List<String> names = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = bed.get(query + next).json();
            page.path("items")
                    .forEach(one -> names.add(one.path(one.has("serial") ? "serial" : "lot")
                                    .asText() + " " + one.path("expiresOn").asText()));
            next = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!next.isEmpty());
        return names;
    }
}
