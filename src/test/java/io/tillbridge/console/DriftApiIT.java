package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DriftApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    private void noticed(String connection, String kind, String path) {
        bed.posting
                .sql
                .sql(
                        "insert into source_drift (connection, subject, kind, path, before, after, message_id, noticed_at)"
                                + " values (?, 'shop.thing', ?, ?, 'text', 'number', '01900000-0000-7000-8000-000000000001', now())")
                .params(connection, kind, path)
                .update();
    }

    @Test
    void changesAreListedNewestFirstAndOffTheListWhenSomebodyLooked() {
        noticed("acme", "changed_type", "/price");
        noticed("acme", "new_field", "/gift");
        noticed("other", "new_field", "/gift");

        JsonNode first = bed.get("/api/drift?connection=acme&limit=1").json();
        assertThat(first.at("/items/0/path").asText()).isEqualTo("/gift");
        JsonNode second = bed.get("/api/drift?connection=acme&limit=1&after="
                        + first.path("next").asText())
                .json();
        assertThat(second.at("/items/0/kind").asText()).isEqualTo("changed_type");
        assertThat(second.at("/items/0/before").asText() + ">"
                        + second.at("/items/0/after").asText())
                .isEqualTo("text>number");
        assertThat(second.has("next") && !second.path("next").isNull()).isFalse();

        String id = first.at("/items/0/id").asText();
        assertThat(bed.post("/api/drift/" + id + "/seen", "")
                        .json()
                        .path("seenBy")
                        .asText())
                .isEqualTo("api:ana");
        assertThat(bed.post("/api/drift/" + id + "/seen", "").status()).isEqualTo(200);
        assertThat(bed.get("/api/drift?connection=acme&seen=false")
                        .json()
                        .path("items")
                        .findValuesAsText("path"))
                .containsExactly("/price");
        assertThat(bed.get("/api/audit?limit=50").json().path("items").findValuesAsText("action"))
                .containsOnlyOnce("drift.seen");
        assertThat(bed.post("/api/drift/0/seen", "").problem()).isEqualTo("404 drift_unknown");
    }
}
