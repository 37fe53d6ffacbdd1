package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    private UUID sale(String receipt, String day) {
        ObjectNode sale = Events.sale(receipt, "TEE", "1").put("businessDate", day);
        ObjectNode totals = sale.putObject("totals");
        totals.putObject("grand").put("amount", "20.00").put("currency", "EUR");
        sale.putArray("tenders").addObject().put("kind", "cash").set("amount", totals.path("grand"));
        return bed.posting.post(EventType.SALE, sale).get(0);
    }

    @Test
    void entriesAndTrialBalanceOfADayAreShownWithTheMessageBehind() {
        UUID message = sale("A1", "2026-10-01");
        sale("A2", "2026-10-01");

        JsonNode first =
                bed.get("/api/books/journal?date=2026-10-01&store=S1&limit=1").json();
        JsonNode second = bed.get("/api/books/journal?date=2026-10-01&store=S1&limit=1&after="
                        + first.path("next").asText())
                .json();
        assertThat(first.at("/items/0/lines").toString())
                .isEqualTo("[{\"account\":\"cash\",\"debit\":\"20.00\"},{\"account\":\"sales\",\"credit\":\"20.00\"}]");
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.hasNonNull("next")).isFalse();

        JsonNode one = first.at("/items/0/factKey").asText().endsWith("A1") ? first : second;
        JsonNode story =
                bed.get("/api/books/entries/" + one.at("/items/0/id").asText()).json();
        assertThat(story.at("/message/id").asText()).isEqualTo(message.toString());

        JsonNode trial = bed.get("/api/books/trial-balance?from=2026-10-01&to=2026-10-31")
                .json();
        assertThat(trial.path("balanced").asBoolean()).isTrue();
        assertThat(trial.path("items").findValuesAsText("balance")).containsExactly("40.00", "-40.00");
    }

    @Test
    void aClosedPeriodIsAuditedAndLaterFactsCountOnTheNextDay() {
        assertThat(bed.post("/api/books/periods/2026-09-10/close", "")
                        .json()
                        .path("closedThrough")
                        .asText())
                .isEqualTo("2026-09-10");
        assertThat(bed.post("/api/books/periods/2026-09-09/close", "")
                        .json()
                        .path("closedThrough")
                        .asText())
                .isEqualTo("2026-09-10");
        assertThat(bed.get("/api/books/periods").json().path("closedThrough").asText())
                .isEqualTo("2026-09-10");
        assertThat(bed.get("/api/audit?limit=50").json().path("items").findValuesAsText("action"))
                .containsOnlyOnce("period.close");

        sale("B1", "2026-09-01");
        JsonNode entry = bed.get("/api/books/journal?date=2026-09-11").json().at("/items/0");
        assertThat(entry.path("businessDate").asText()).isEqualTo("2026-09-01");
    }

    @Test
    void whatCannotBeAnsweredSaysWhy() {
        assertThat(bed.get("/api/books/entries/J0").problem()).isEqualTo("404 entry_unknown");
        assertThat(bed.get("/api/books/journal?date=yesterday").problem()).isEqualTo("400 invalid_date");
        assertThat(bed.get("/api/books/trial-balance?from=2026-10-02&to=2026-10-01")
                        .problem())
                .isEqualTo("400 invalid_span");
        assertThat(bed.post("/api/books/periods/soon/close", "").problem()).isEqualTo("400 invalid_date");
    }
}
