package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the canonical schema forbids reaches no table: the letter names the mapping and the cell. */
class InvalidOrdersIT {

    private final PostingBed bed = new PostingBed("TEE");
    private final ObjectNode order = Events.order("7", 1, "open", "TEE", "2", "1");

    @Test
    void twoLinesOfOneId() {
        ArrayNode lines = (ArrayNode) order.get("lines");
        lines.add(lines.get(0).deepCopy());

        assertThat(refused()).containsExactly("translate invalid_canonical_event lines[1].id");
    }

    @Test
    void aNegativeFulfilledFigureMakesNoStock() {
        line().put("fulfilled", "-1");

        assertThat(refused()).containsExactly("translate invalid_canonical_event lines[0].fulfilled");
    }

    @Test
    void aNegativeQuantity() {
        line().put("quantity", "-2");

        assertThat(refused()).containsExactly("translate invalid_canonical_event lines[0].quantity");
    }

    @Test
    void anIdThatIsTooLongOrEmpty() {
        order.put("id", "é".repeat(201));
        assertThat(refused()).containsExactly("translate invalid_canonical_event id");

        order.put("id", "7");
        line().put("location", "");
        assertThat(refused()).contains("translate invalid_canonical_event lines[0].location");
    }

    @Test
    void anIdOf200CharactersBeyondTheBasicPlaneIsPosted() {
        order.put("id", "\uD83D\uDE00".repeat(200));

        assertThat(bed.post(ORDER, order)).extracting(bed::state).containsExactly("posted");
    }

    private ObjectNode line() {
        return (ObjectNode) order.at("/lines/0");
    }

    private List<String> refused() {
        bed.post(ORDER, order);
        assertThat(bed.count("stock_balance") + bed.count("sales_order")).isZero();
        return bed.sql
                .sql("select stage || ' ' || code || ' ' || at from dead_letter order by filed_at")
                .query(String.class)
                .list();
    }
}
