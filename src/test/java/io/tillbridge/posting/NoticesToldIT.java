package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.FULFILMENT_SHORT_PICKED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Customers and staff are told each their own, once, and by what the order knows of its customer. */
class NoticesToldIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = PostingBed.writing(mappings, "TEE");
    private final RepostBed reposts = new RepostBed(bed, mappings);

    private List<String> told(String flow, String cells) {
        return bed.sql.sql("""
                select concat_ws(' ', %s) from (
                    select document::jsonb as d from outbox_entry where destination = 'shop.' || ?) told order by 1
                """.formatted(cells)).param(flow).query(String.class).list();
    }

    private static ObjectNode order(int revision) {
        ObjectNode order = Events.order("O1", revision, "open", "TEE", "3", "0");
        order.putObject("customer").put("email", "ada@example.org").put("locale", "de-CH");
        order.putObject("shipTo").put("phone", "+41 44 000 00 00");
        return order.put("fulfilment", "pickup");
    }

    private UUID takesTwoOfFour() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "4"));
        bed.post(ORDER, order(1));
        return bed.post(SALE, Events.sale("0001", "TEE", "2")).get(0);
    }

    @Test
    void aBrokenPromiseIsToldToItsCustomerByWhatTheOrderKnowsAndToStaffWithoutIt() {
        takesTwoOfFour();

        assertThat(told("letters", "d->>'kind', d->>'audience', d->>'orderId', d->>'orderNumber', d->>'location'"))
                .containsExactly("promise_broken customer O1 #O1 S1");
        assertThat(told("letters", "d->>'email', d->>'phone', d->>'locale'"))
                .containsExactly("ada@example.org +41 44 000 00 00 de-CH");
        assertThat(told(
                        "pager",
                        "d->>'kind', d->>'audience', d->>'orderId', d->>'orderNumber', d->>'owner', d->>'text'"))
                .containsExactly("promise_broken staff O1 #O1 customer_service 1 of TEE at S1");
        assertThat(told("pager", "d->>'email', d->>'phone', d->>'locale'")).containsExactly("");
        assertThat(told("pager", "d->>'taskId', d->>'dueAt'"))
                .isEqualTo(bed.sql
                        .sql(
                                "select task_id || ' ' || to_char(due_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                                        + " from task")
                        .query(String.class)
                        .list());
    }

    @Test
    void aPickupThatIsNotFoundAndWhatIsToBeCountedAreToldToStaffOnly() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "4"));
        bed.post(ORDER, order(1));
        ObjectNode fact = ExactJson.nodes()
                .objectNode()
                .put("system", "pos")
                .put("id", "P-1")
                .put("orderId", "O1")
                .put("location", "S1")
                .put("occurredAt", "2026-11-21T10:50:00Z");
        fact.putArray("lines")
                .addObject()
                .put("id", "L1")
                .put("sku", "TEE")
                .put("quantity", "1")
                .put("ordered", "3");
        bed.post(FULFILMENT_SHORT_PICKED, fact);

        assertThat(told("pager", "d->>'kind', d->>'orderNumber', d->>'owner'"))
                .containsExactly("count_wanted S1", "pickup_exception #O1 customer_service");
        assertThat(told("letters", "d->>'kind'")).isEmpty();
    }

    @Test
    void repeatsAndRepostsTellItNoSecondTimeAlsoWhenItWasDelivered() {
        UUID sale = takesTwoOfFour();
        bed.post(SALE, Events.sale("0001", "TEE", "2"));
        assertThat(told("letters", "d->>'kind'")).hasSize(1);
        assertThat(told("pager", "d->>'kind'")).hasSize(1);
        bed.sql.sql("delete from outbox_entry").update();

        mappings.active = 2;
        reposts.repost(2, List.of(sale));
        mappings.active = 3;
        reposts.repost(3, List.of(sale));
        mappings.active = 2;
        reposts.repost(2, List.of(sale));

        assertThat(bed.count("fact_repost")).isGreaterThan(0);
        assertThat(told("letters", "d->>'kind'")).isEmpty();
        assertThat(bed.count("outbox_lane where destination = 'shop.letters'")).isEqualTo(1);
        assertThat(bed.count("outbox_lane where destination = 'shop.pager'"))
                .as("a task for each time that it is to be done")
                .isEqualTo(bed.count("task"));
    }
}
