package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.FULFILMENT_PICKED;
import static io.tillbridge.canonical.EventType.FULFILMENT_SHORT_PICKED;
import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One story per order across systems: each line's quantity is somewhere, and what is wanted is the sum of it. */
class OrderStoryIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    private OrderStory story() {
        return story(5);
    }

    private OrderStory story(int ordered) {
        OrderStory story = OrderStory.of(
                new OrderQueries(bed.sql).find(new OrderKey("shop", "O1")).orElseThrow());
        story.lines()
                .forEach((id, line) -> assertThat(line.open()
                                .add(line.allocated())
                                .add(line.shipped())
                                .add(line.cancelled())
                                .subtract(line.over()))
                        .as("ordered of %s", id)
                        .isEqualByComparingTo(line.ordered())
                        .isEqualByComparingTo(String.valueOf(ordered)));
        return story;
    }

    private String figures(int ordered) {
        story(ordered);
        return ordered + ": " + figures();
    }

    private String figures() {
        OrderStory.Line line = Objects.requireNonNull(OrderStory.of(new OrderQueries(bed.sql)
                        .find(new OrderKey("shop", "O1"))
                        .orElseThrow())
                .lines()
                .get("L1"));
        return line.open() + " " + line.allocated() + " " + line.picked() + " " + line.shipped() + " "
                + line.cancelled() + " " + line.over();
    }

    @Test
    void whatIsWantedIsOpenAllocatedShippedOrCancelled() {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "5", "0"));
        assertThat(figures(5)).isEqualTo("5: 0 5 0 0 0 0");
        assertThat(story().fulfilment()).isEqualTo("none");

        bed.post(FULFILMENT_PICKED, Fulfilments.step("pos", "P-1", "O1", "TEE", "2"));
        bed.post(FULFILMENT_SHORT_PICKED, Fulfilments.shortPicked("pos", "P-2", "O1", "TEE", "2", "1"));
        assertThat(figures()).isEqualTo("1 4 2 0 0 0");

        ObjectNode shipped = Fulfilments.shipped("wms", "W-1", "O1", "TEE", "2").put("carrier", "DHL");
        shipped.putArray("tracking").add("00340434");
        UUID message = bed.post(SHIPMENT_CONFIRMED, shipped).get(0);
        assertThat(figures()).isEqualTo("1 2 0 2 0 0");
        assertThat(story().fulfilment()).isEqualTo("part");
        OrderStep step = story().steps().get(2);
        assertThat(step.messageId()).isEqualTo(message);
        assertThat(step.method() + " " + step.tracking() + " " + step.location() + " " + step.system())
                .isEqualTo("DHL [00340434] S1 wms");

        bed.post(ORDER, Events.order("O1", 2, "cancelled", "TEE", "5", "0"));
        assertThat(figures()).isEqualTo("0 0 0 2 3 0");
        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-2", "O1", "TEE", "4"));
        assertThat(figures()).isEqualTo("0 0 0 6 0 1");
        assertThat(story().fulfilment()).isEqualTo("all");
    }

    @Test
    void whatALaterRevisionWantsLessWasCancelledInWhateverOrderTheyCome() throws SQLException {
        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "3", "1"));
        assertThat(figures(3)).isEqualTo("3: 0 2 0 1 0 0");
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "5", "0"));
        assertThat(figures(5)).as("an older one wanted more").isEqualTo("5: 0 2 0 1 2 0");

        bed.post(ORDER, Events.order("O1", 3, "open", "TEE", "2", "1"));
        assertThat(figures(5)).isEqualTo("5: 0 1 0 1 3 0");
        bed.post(ORDER, Events.order("O1", 3, "open", "TEE", "2", "1"));
        assertThat(figures(5)).as("again").isEqualTo("5: 0 1 0 1 3 0");
        bed.post(ORDER, Events.order("O1", 4, "cancelled", "TEE", "2", "1"));
        assertThat(figures(5)).isEqualTo("5: 0 0 0 1 4 0");

        VerificationBed.assertSound(bed.database);
    }

    @Test
    void aLineThatIsLeftOutWasCancelled() throws SQLException {
        ObjectNode two = Events.order("O1", 1, "open", "TEE", "5", "0");
        two.withArray("lines").addObject().put("id", "L2").put("sku", "MUG").put("quantity", "5");
        bed.post(ORDER, two);
        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "5", "0"));

        OrderStory.Line gone = Objects.requireNonNull(story(5).lines().get("L2"));
        assertThat(gone.ordered() + " " + gone.open() + " " + gone.allocated() + " " + gone.cancelled())
                .isEqualTo("5 0 0 5");
        VerificationBed.assertSound(bed.database);
        bed.post(ORDER, two.deepCopy().put("revision", "3"));
        assertThat(Objects.requireNonNull(story(5).lines().get("L2")).cancelled())
                .as("wanted again")
                .isEqualByComparingTo("0");
    }

    @Test
    void aLineThatWasOrderedForLessThanItWantsBreaksTheLaw() throws SQLException {
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "5", "0"));
        bed.sql
                .sql("update sales_order set ordered = '{\"L1\":{\"sku\":\"TEE\",\"quantity\":\"4\"}}'")
                .update();

        assertThat(Objects.requireNonNull(VerificationBed.over(bed.database).run()).stream()
                        .flatMap(check -> check.listed().stream())
                        .map(finding -> finding.check() + " " + finding.key() + " " + finding.expected() + " "
                                + finding.found()))
                .containsExactly("order_line order|shop|O1|L1 4 5");
    }

    @Test
    void theLawHoldsOfBundlesToo() throws SQLException {
        ObjectNode set = Events.item("SET", 1);
        set.putArray("components").addObject().put("sku", "TEE").put("quantity", "2");
        bed.post(ITEM_UPSERTED, set);
        bed.post(ORDER, Events.order("O1", 1, "open", "SET", "3", "1"));
        VerificationBed.assertSound(bed.database);
        bed.sql
                .sql("update sales_order set ordered = '{\"L1\":{\"sku\":\"SET\",\"quantity\":\"2\"}}'")
                .update();

        assertThat(findings()).containsExactly("order_line order|shop|O1|L1 2 3");
    }

    private List<String> findings() throws SQLException {
        return Objects.requireNonNull(VerificationBed.over(bed.database).run()).stream()
                .flatMap(check -> check.listed().stream())
                .map(finding ->
                        finding.check() + " " + finding.key() + " " + finding.expected() + " " + finding.found())
                .toList();
    }
}
