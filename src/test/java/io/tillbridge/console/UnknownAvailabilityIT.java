package io.tillbridge.console;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.console.ConsoleBed.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.posting.Events;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of 3 pieces at S1 and 4 at S2, by the rules of {@link AvailabilityApiIT}: the source of S2 was not read for too long. */
class UnknownAvailabilityIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aFigureWhoseSourceIsStaleIsUnknown() {
        bed.posting.post(STOCK_RECEIVED, Events.received("R-8", "MUG", "3"));
        bed.posting.post(STOCK_RECEIVED, Events.received("R-9", "MUG", "4").put("location", "S2"));
        bed.posting
                .sql
                .sql("insert into stale_source (connection, last_read, floored) values ('shop', now(), false)")
                .update();
        bed.posting.post(ITEM_UPSERTED, pair());

        JsonNode mug = bed.get("/api/availability?sku=MUG").json();
        JsonNode pair = bed.get("/api/availability?sku=PAIR").json();

        assertThat(mug.at("/locations/0/available").asText()).isEqualTo("3");
        assertThat(mug.at("/locations/0/lowStock").asBoolean()).isTrue();
        assertThat(mug.at("/locations/1/status").asText()).isEqualTo("unknown");
        assertThat(mug.at("/locations/1/available").isNull()).isTrue();
        assertThat(mug.at("/locations/1/lowStock").isNull()).isTrue();
        assertThat(mug.at("/locations/1/excluded").asText()).isEqualTo("source_stale");
        assertThat(mug.at("/network/status").asText()).isEqualTo("unknown");
        assertThat(mug.at("/network/available").isNull()).isTrue();
        assertThat(mug.at("/network/lowStock").isNull()).isTrue();
        assertThat(mug.at("/network/sum").asText()).isEqualTo("3");
        assertThat(mug.at("/network/backorderDate").isNull()).isTrue();
        assertThat(pair.path("components")).isEqualTo(json("""
                [{"sku":"MUG","quantity":"2","available":null}]"""));
        assertThat(pair.at("/network/status").asText()).isEqualTo("unknown");
        assertThat(pair.at("/network/available").isNull()).isTrue();
    }

    private static ObjectNode pair() {
        ObjectNode item = Events.item("PAIR", 1).put("kind", "bundle");
        item.putArray("components").addObject().put("sku", "MUG").put("quantity", "2");
        return item;
    }
}
