package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CountsApiIT {

    private static final String AT = "2026-11-21T10:30:00Z";

    private final ConsoleBed bed = new ConsoleBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aCountIsShownWithCounterPhotoAndBothFigures() {
        UUID message = bed.posting
                .post(
                        EventType.STOCK_COUNTED,
                        Events.counted("C1", "TEE", "7", AT)
                                .put("counter", "ana")
                                .put("photo", "s3://shelves/7.jpg"))
                .get(0);

        JsonNode count = bed.get("/api/counts?state=posted").json().at("/items/0");
        assertThat(count.path("messageId").asText()).isEqualTo(message.toString());
        assertThat(List.of("sku", "bucket", "quantity", "expected", "variance", "state", "counter", "photo"))
                .extracting(name -> count.path(name).asText())
                .containsExactly("TEE", "sellable", "7", "0", "7", "posted", "ana", "s3://shelves/7.jpg");
        assertThat(bed.get("/api/counts?state=lost").problem()).isEqualTo("400 invalid_state");
    }

    @Test
    void aCountThatWaitsIsApprovedOrRefusedOnceAndOnTheAuditLog() {
        bed.posting.post(
                EventType.STOCK_RECEIVED, Events.received("R-1", "TEE", "10"), Events.received("R-2", "MUG", "4"));
        long tee = waits("TEE", 8);
        long mug = waits("MUG", 1);

        assertThat(bed.post("/api/counts/" + tee + "/approve", "")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("posted");
        assertThat(bed.post("/api/counts/" + mug + "/refuse", "{\"reason\":\"wrong shelf\"}")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("refused");

        assertThat(bed.posting.balance("TEE", "S1")).startsWith("8/");
        assertThat(bed.posting.balance("MUG", "S1")).startsWith("4/");
        assertThat(bed.post("/api/counts/" + tee + "/refuse", "{}").problem()).isEqualTo("409 count_not_pending");
        assertThat(bed.post("/api/counts/" + mug + "/approve", "").problem()).isEqualTo("409 count_not_pending");
        assertThat(bed.post("/api/counts/9999/approve", "").problem()).isEqualTo("404 count_unknown");
        assertThat(bed.posting
                        .sql
                        .sql("select action || ' ' || actor from audit_entry where action like 'count.%' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("count.approve api:ana", "count.refuse api:ana");
    }

    @Test
    void whatIsDueIsToldByRhythmAndByTrigger() {
        bed.posting.sql.sql("update item set abc_class = 'A' where sku = 'TEE'").update();
        bed.posting.post(EventType.STOCK_COUNTED, Events.counted("C1", "TEE", "7", AT));
        bed.posting.post(EventType.STOCK_COUNTED, Events.counted("C2", "MUG", "2", AT));
        bed.posting.post(EventType.STOCK_RECEIVED, Events.received("R-1", "KEPT", "1"));
        assertThat(due("")).containsExactly("KEPT S1 never");

        bed.posting.post(EventType.SALE, Events.sale("0001", "MUG", "2"));
        assertThat(due("")).containsExactly("KEPT S1 never", "MUG S1 zero_with_sales");
        bed.posting.post(EventType.SALE, Events.sale("0002", "MUG", "1"));
        assertThat(due("?location=S1&after=KEPT@S1")).containsExactly("MUG S1 negative");

        bed.clock.advance(Duration.ofDays(31));
        assertThat(due("?limit=1")).containsExactly("KEPT S1 never");
        assertThat(due("")).containsExactly("KEPT S1 never", "MUG S1 negative", "TEE S1 time");
        assertThat(due("?location=S2")).isEmpty();
    }

    private List<String> due(String query) {
        List<String> due = new ArrayList<>();
        for (JsonNode one : bed.get("/api/counts/due" + query).json().path("items")) {
            String why = one.hasNonNull("trigger")
                    ? one.path("trigger").asText()
                    : one.hasNonNull("dueAt") ? "time" : "never";
            due.add(one.path("sku").asText() + " " + one.path("location").asText() + " " + why);
        }
        return due;
    }

    private long waits(String sku, int quantity) {
        return bed.posting
                .sql
                .sql(
                        "insert into shelf_count (message_id, sku, location, bucket, quantity, picked, expected, counted_at, state,"
                                + " reason, recorded_at) values (gen_random_uuid(), ?, 'S1', 'sellable', ?, 0, 0, ?::timestamptz,"
                                + " 'pending', 'recount', now()) returning count_id")
                .params(sku, quantity, AT)
                .query(Long.class)
                .single();
    }
}
