package io.tillbridge.reservation;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.reservation.Request.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cart that asks for a bundle holds what was built of it, else its components. */
class BundleCartsIT {

    private final PostingBed posting = new PostingBed("TEE", "MUG", "SET");
    private final ReservationBed bed = new ReservationBed(posting);

    @BeforeEach
    void stock() {
        ObjectNode item = Events.item("SET", 1).put("kind", "bundle");
        ArrayNode components = item.putArray("components");
        components.addObject().put("sku", "TEE").put("quantity", "2");
        components.addObject().put("sku", "MUG").put("quantity", "1");
        posting.post(ITEM_UPSERTED, item);
        bed.receive("TEE", 6);
        bed.receive("MUG", 9);
    }

    @AfterEach
    void close() {
        bed.claimedIsTheSumOfOpenClaims();
        bed.close();
    }

    @Test
    void itHoldsTheComponents() {
        assertThat(reserve("c1", "2")).isEqualTo("done");
        assertThat(bed.of("c1")).containsExactlyInAnyOrder("held 4", "held 2");
        assertThat(stands()).isEqualTo("SET none, TEE 6/4, MUG 9/2");
        assertThat(reserve("c2", "2")).isEqualTo("stock_short");
        assertThat(reserve("c2", "1")).isEqualTo("done");
    }

    @Test
    void itHoldsBuiltOnesWhenThereAreEnough() {
        bed.receive("SET", 2);
        assertThat(reserve("c1", "2")).isEqualTo("done");
        assertThat(stands()).isEqualTo("SET 2/2, TEE 6/0, MUG 9/0");
        assertThat(reserve("c1", "2")).as("asked again").isEqualTo("done");
        assertThat(reserve("c2", "3")).isEqualTo("done");
        assertThat(stands()).isEqualTo("SET 2/2, TEE 6/6, MUG 9/3");
    }

    @Test
    void itsOrderTakesOverWhatItHeld() {
        bed.receive("SET", 1);
        reserve("c1", "1");
        order("O1", 1, "1", "0", "c1");
        assertThat(stands()).isEqualTo("SET 1/1, TEE 6/0, MUG 9/0");

        reserve("c2", "1");
        order("O2", 1, "1", "0", "c2");
        assertThat(stands()).isEqualTo("SET 1/1, TEE 6/2, MUG 9/1");
    }

    @Test
    void whatLeftOverTheDeskIsToldByTheOrderOnce() {
        reserve("c1", "2");
        bed.desk.ask(bed.step("c1", Kind.CONFIRM));
        bed.desk.ask(bed.step("c1", Kind.ALLOCATE));
        bed.desk.ask(bed.step("c1", Kind.CONSUME, new Request.Part("1", BigDecimal.ONE)));
        assertThat(stands()).isEqualTo("SET none, TEE 4/2, MUG 8/1");
        order("O1", 1, "2", "0", "c1");
        assertThat(stands()).isEqualTo("SET none, TEE 4/2, MUG 8/1");

        order("O1", 2, "2", "2", "c1");
        assertThat(stands()).isEqualTo("SET none, TEE 2/0, MUG 7/0");
    }

    private void order(String id, int revision, String quantity, String fulfilled, String cart) {
        ObjectNode order = Events.order(id, revision, "open", "SET", quantity, fulfilled);
        posting.post(ORDER, order.put("system", "web").put("cart", cart));
    }

    private String reserve(String cart, String quantity) {
        Request.Reserve reserve = Rounds.reserve(cart, Request.Line.of("1", "SET", "S1", new BigDecimal(quantity)));
        Outcome outcome = bed.desk.ask(reserve);
        return outcome instanceof Outcome.Refused refused ? refused.code() : "done";
    }

    private String stands() {
        List<String> stands = new ArrayList<>();
        for (String sku : List.of("SET", "TEE", "MUG")) {
            stands.add(sku + " " + posting.balance(sku, "S1").replaceAll("#.*", ""));
        }
        return String.join(", ", stands);
    }
}
