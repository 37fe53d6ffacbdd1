package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Another item for a line: held while the customer thinks, and his or everybody's afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubstitutionsApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @BeforeAll
    void stock() {
        bed.posting.post(EventType.STOCK_RECEIVED, Events.received("r-1", "TEE", "10"));
        bed.posting.post(EventType.STOCK_RECEIVED, Events.received("r-2", "MUG", "2"));
    }

    @AfterAll
    void close() {
        bed.close();
    }

    private String held(String cart) {
        JsonNode held = bed.post("/api/reservations", """
                        {"connection": "shop", "reference": "%s", "fulfilment": "pickup",
                         "lines": [{"line": "1", "sku": "TEE", "quantity": "1", "location": "S1"}]}""".formatted(cart)).json();
        return "/api/reservations/" + held.path("id").asText();
    }

    private String ordered(String cart) {
        String reservation = held(cart);
        bed.post(reservation + "/confirm", "{\"paid\":true}");
        bed.post(reservation + "/allocate", "{}");
        return reservation;
    }

    private static final String MUG = "{\"line\":\"1\",\"sku\":\"MUG\"}";

    @Test
    void anAcceptedSubstituteIsTheCustomersAndTheLineIsFree() {
        String reservation = ordered("s-1");
        JsonNode offer = bed.post(reservation + "/substitutions", MUG).json();
        assertThat(offer.path("state").asText()).as(offer.toString()).isEqualTo("proposed");
        String held = "/api/reservations/" + offer.path("held").asText();
        assertThat(bed.get(held).json().at("/lines/0/state").asText()).isEqualTo("held");

        String accept = "/api/substitutions/" + offer.path("id").asText() + "/accept";
        JsonNode accepted = bed.post(accept, "").json();

        assertThat(accepted.path("state").asText()).isEqualTo("accepted");
        assertThat(accepted.path("decidedBy").asText()).isEqualTo("api:ana");
        JsonNode substitute = bed.get(held).json().at("/lines/0");
        assertThat(substitute.path("state").asText()).isEqualTo("allocated");
        assertThat(substitute.path("paid").asBoolean()).isTrue();
        assertThat(bed.get(reservation).json().at("/lines/0/state").asText()).isEqualTo("released");
        assertThat(bed.post(accept, "").json()).isEqualTo(accepted);
        assertThat(bed.post(accept.replace("accept", "refuse"), "").problem()).isEqualTo("409 substitution_decided");
        assertThat(bed.get(reservation + "/substitutions").json().path("items")).hasSize(1);
        bed.post(held + "/release", "{}");
    }

    @Test
    void aRefusedSubstituteIsFreeAndTheLineStays() {
        String reservation = ordered("s-2");
        JsonNode offer = bed.post(reservation + "/substitutions", MUG).json();

        JsonNode refused = bed.post("/api/substitutions/" + offer.path("id").asText() + "/refuse", "")
                .json();

        assertThat(refused.path("state").asText()).isEqualTo("refused");
        assertThat(bed.get("/api/reservations/" + offer.path("held").asText())
                        .json()
                        .at("/lines/0/state")
                        .asText())
                .isEqualTo("released");
        assertThat(bed.get(reservation).json().at("/lines/0/state").asText()).isEqualTo("allocated");
    }

    @Test
    void whatCannotBeOfferedIsSaid() {
        String reservation = ordered("s-3");

        assertThat(bed.post(reservation + "/substitutions", "{\"line\":\"1\",\"sku\":\"MUG\",\"quantity\":\"9\"}")
                        .problem())
                .isEqualTo("409 stock_short");
        assertThat(bed.post(reservation + "/substitutions", "{\"line\":\"7\",\"sku\":\"MUG\"}")
                        .problem())
                .isEqualTo("404 line_unknown");
        assertThat(bed.post(held("s-4") + "/substitutions", MUG).problem()).isEqualTo("409 not_confirmed");
        assertThat(bed.post("/api/substitutions/99999/accept", "").problem()).isEqualTo("404 substitution_unknown");
    }
}
