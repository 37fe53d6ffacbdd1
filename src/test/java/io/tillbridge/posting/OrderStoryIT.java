package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.FULFILMENT_PICKED;
import static io.tillbridge.canonical.EventType.FULFILMENT_SHORT_PICKED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One story per order across systems: each line's quantity is somewhere, and what is wanted is the sum of it. */
class OrderStoryIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    private OrderStory story() {
        OrderStory story = OrderStory.of(
                new OrderQueries(bed.sql).find(new OrderKey("shop", "O1")).orElseThrow());
        story.lines()
                .forEach((id, line) -> assertThat(line.open()
                                .add(line.allocated())
                                .add(line.shipped())
                                .add(line.cancelled())
                                .subtract(line.over()))
                        .as("wanted of %s", id)
                        .isEqualByComparingTo("5"));
        return story;
    }

    private String figures() {
        OrderStory.Line line = Objects.requireNonNull(story().lines().get("L1"));
        return line.open() + " " + line.allocated() + " " + line.picked() + " " + line.shipped() + " "
                + line.cancelled() + " " + line.over();
    }

    @Test
    void whatIsWantedIsOpenAllocatedShippedOrCancelled() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "5", "0"));
        assertThat(figures()).isEqualTo("0 5 0 0 0 0");
        assertThat(story().fulfilment()).isEqualTo("none");

        bed.post(FULFILMENT_PICKED, Fulfilments.step("pos", "P-1", "O1", "TEE", "2"));
        bed.post(FULFILMENT_SHORT_PICKED, Fulfilments.shortPicked("pos", "P-2", "O1", "TEE", "2", "1"));
        assertThat(figures()).isEqualTo("1 4 2 0 0 0");

        ObjectNode shipped = Fulfilments.shipped("wms", "W-1", "O1", "TEE", "2").put("carrier", "DHL");
        shipped.putArray("tracking").add("00340434");
        UUID message = bed.post(SHIPMENT_CONFIRMED, shipped).get(0);
        assertThat(figures()).isEqualTo("1 2 0 2 0 0");
        assertThat(story().fulfilment()).isEqualTo("part");
        OrderStory.Step step = story().steps().get(2);
        assertThat(step.messageId()).isEqualTo(message);
        assertThat(step.method() + " " + step.tracking() + " " + step.location() + " " + step.system())
                .isEqualTo("DHL [00340434] S1 wms");

        bed.post(ORDER, Events.order("O1", 2, "cancelled", "TEE", "5", "0"));
        assertThat(figures()).isEqualTo("0 0 0 2 3 0");
        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-2", "O1", "TEE", "4"));
        assertThat(figures()).isEqualTo("0 0 0 6 0 1");
        assertThat(story().fulfilment()).isEqualTo("all");
    }
}
