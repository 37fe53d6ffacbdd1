package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BooksVerifyApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void aBrokenFigureIsToldWithBothFigures() {
        bed.posting.post(EventType.STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        assertThat(bed.get("/api/books/verify").json().path("sound").asBoolean())
                .isTrue();

        bed.posting.sql.sql("update stock_balance set claimed = 3").update();
        JsonNode told = bed.get("/api/books/verify").json();
        assertThat(told.path("sound").asBoolean()).isFalse();
        assertThat(told.at("/checks/1").toString())
                .isEqualTo("{\"check\":\"claimed\",\"ranges\":1,\"findings\":1,"
                        + "\"items\":[{\"key\":\"TEE@S1\",\"expected\":\"0\",\"found\":\"3\"}]}");
    }
}
