package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A process dies between an effect and its stored answer: the request sent again takes effect no second time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsOnceIT {

    private static final String BOOKS = """
            select concat_ws('/', (select count(*) from stock_movement), (select count(*) from stock_claim),
                             (select sum(trim_scale(quantity) * claim_no) from (select quantity, row_number() over
                                 (order by claim_key, location) as claim_no from stock_claim) c),
                             (select count(*) from substitution), (select count(*) from item_code),
                             (select count(*) from audit_entry), (select count(*) from task))
            """;

    private final ConsoleBed bed = new ConsoleBed();

    @BeforeAll
    void stock() {
        bed.posting.post(
                EventType.STOCK_RECEIVED,
                Events.received("r-1", "TEE", "9"),
                Events.received("r-2", "TEE", "9").put("location", "S2"),
                Events.received("r-3", "MUG", "9"));
    }

    @AfterAll
    void close() {
        bed.close();
    }

    private String books() {
        return bed.posting.sql.sql(BOOKS).query(String.class).single();
    }

    private void order(String id) {
        bed.posting.post(
                EventType.ORDER, Events.order(id, 1, "open", "TEE", "3", "0").put("fulfilment", "pickup"));
    }

    /** Sends it, takes its row away and sends it again. */
    private void takesEffectOnce(String path, String body) {
        String before = books();
        ConsoleBed.Answer first = bed.post(path, body, "once:" + path);
        String after = books();
        assertThat(after).as("%s %s", path, first.response().body()).isNotEqualTo(before);

        bed.posting.sql.sql("delete from idempotent_request").update();
        ConsoleBed.Answer again = bed.post(path, body, "once:" + path);

        assertThat(books()).as(path).isEqualTo(after);
        assertThat(again.status()).as("%s %s", path, again.response().body()).isEqualTo(first.status());
    }

    @Test
    void aPartOfAnOrderIsMovedOnce() {
        order("M1");
        takesEffectOnce(
                "/api/orders/shop/M1/move", "{\"location\":\"S2\",\"lines\":[{\"line\":\"L1\",\"quantity\":\"1\"}]}");
    }

    @Test
    void aPartOfAnOrderIsHandedOverOnce() {
        order("H1");
        takesEffectOnce("/api/orders/shop/H1/hand-over", "{\"lines\":[{\"line\":\"L1\",\"quantity\":\"1\"}]}");
    }

    @Test
    void aReturnIsDecidedAboutOnce() {
        ObjectNode returned = Events.returned("T-1", "TEE", "3", "sellable");
        ((ObjectNode) returned.at("/lines/0")).put("condition", "B");
        bed.posting.post(EventType.RETURN, returned);
        String id = bed.get("/api/returns").json().at("/items/0/id").asText();

        takesEffectOnce(
                "/api/returns/" + id + "/decisions",
                "{\"line\":\"1\",\"to\":\"damaged\",\"quantity\":\"1\",\"reason\":\"torn\"}");
    }

    @Test
    void aSubstituteIsOfferedOnce() {
        order("S1");
        takesEffectOnce("/api/orders/shop/S1/substitutions", "{\"line\":\"L1\",\"sku\":\"MUG\",\"quantity\":\"1\"}");
    }

    @Test
    void anInternalCodeIsMadeOnce() {
        takesEffectOnce("/api/barcodes", "{\"sku\":\"TEE\",\"units\":\"6\"}");
    }

    @Test
    void aTaskIsDoneOnce() {
        order("D1");
        bed.post("/api/orders/shop/D1/pick", "{\"missing\":[{\"line\":\"L1\"}]}");
        String task = bed.get("/api/tasks?state=open").json().at("/items/0/id").asText();

        takesEffectOnce("/api/tasks/" + task + "/done", "{\"note\":\"counted\"}");
    }
}
