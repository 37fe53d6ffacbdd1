package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bundle without a location is placed where it was built or can be made. */
class SourcedBundlesIT {

    private static final String RULES = """
            connections: [shop]
            rules:
              - {id: web, from: [{group: warehouses}], split: pieces}
            """;

    private final PostingBed bed = PostingBed.with(
            Map.of("config/locations.yaml", SourcingIT.LOCATIONS, "config/sourcing.yaml", RULES), List.of());

    /** Two of TEE and one MUG are a SET. */
    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    @BeforeEach
    void items() {
        bed.addItems("TEE", "MUG");
        ObjectNode set = Events.item("SET", 1).put("kind", "bundle");
        ArrayNode components = set.putArray("components");
        components.addObject().put("sku", "TEE").put("quantity", "2");
        components.addObject().put("sku", "MUG").put("quantity", "1");
        bed.post(ITEM_UPSERTED, set);
    }

    @Test
    void componentsArePromisedWhereThereAreEnoughOfAll() {
        received("W1", "TEE", "9");
        received("W2", "TEE", "5");
        received("W2", "MUG", "9");

        bed.post(ORDER, order("O1", "2"));

        assertThat(claims())
                .containsExactly(
                        "order|shop|O1|L1 W2 released 0",
                        "part|order|shop|O1|L1|MUG W2 allocated 2",
                        "part|order|shop|O1|L1|TEE W2 allocated 4");
        assertThat(bed.balance("TEE", "W2")).startsWith("5/4#");
    }

    @Test
    void builtOnesComeFirstAndTwoOrdersOfABatchShareWhatThereIs() {
        received("W1", "SET", "1");
        received("W1", "TEE", "4");
        received("W1", "MUG", "4");

        bed.postBatch(List.of(bed.arrival(ORDER, order("O1", "2"), null), bed.arrival(ORDER, order("O2", "2"), null)));

        assertThat(bed.balance("SET", "W1")).startsWith("1/1#");
        assertThat(bed.balance("TEE", "W1")).startsWith("4/4#");
        assertThat(bed.balance("MUG", "W1")).startsWith("4/2#");
        assertThat(bed.balance("TEE", "unassigned")).startsWith("0/2#");
        assertThat(bed.count("conflict where kind = 'sourcing_unplaced' and resolved_at is null"))
                .isOne();
    }

    /** What is claimed is what the bundle was made of when it was ordered, so that is what is looked for. */
    @Test
    void aBundleThatWaitsIsPlacedByWhatItWasWhenItWasOrdered() throws SQLException {
        bed.addItems("CUP");
        bed.post(ORDER, order("O1", "1"));
        ObjectNode other = Events.item("SET", 2).put("kind", "bundle");
        ArrayNode components = other.putArray("components");
        components.addObject().put("sku", "TEE").put("quantity", "2");
        components.addObject().put("sku", "CUP").put("quantity", "1");
        bed.post(ITEM_UPSERTED, other);
        bed.clock.advance(Duration.ofMinutes(5));
        received("W1", "TEE", "9");
        received("W1", "CUP", "9");
        received("W2", "TEE", "9");
        received("W2", "MUG", "9");

        assertThat(new SourcingSweep(bed.database, bed.sourcing, new LaneSignals(1000), bed.clock).look())
                .isEqualTo(1);
        assertThat(bed.balance("MUG", "W2")).startsWith("9/1#");
        assertThat(bed.balance("TEE", "W2")).startsWith("9/2#");
        assertThat(bed.balance("TEE", "W1")).startsWith("9/0#");
    }

    @Test
    void aBundleThatWaitsIsPlacedWhenItsComponentComes() throws SQLException {
        received("W1", "TEE", "2");
        bed.post(ORDER, order("O1", "1"));
        assertThat(bed.balance("TEE", "W1")).startsWith("2/0#");

        received("W1", "MUG", "1");
        assertThat(new SourcingSweep(bed.database, bed.sourcing, new LaneSignals(1000), bed.clock).look())
                .isOne();

        assertThat(bed.balance("TEE", "W1")).startsWith("2/2#");
        assertThat(bed.balance("MUG", "W1")).startsWith("1/1#");
        assertThat(bed.count("sourcing_wait")).isZero();
    }

    private void received(String location, String sku, String quantity) {
        bed.post(
                STOCK_RECEIVED,
                Events.received("R-" + location + sku, sku, quantity).put("location", location));
    }

    private static ObjectNode order(String id, String quantity) {
        ObjectNode order = Events.order(id, 1, "open", "SET", quantity, "0");
        order.remove("location");
        return order;
    }

    private List<String> claims() {
        return bed.sql
                .sql("select claim_key || ' ' || location || ' ' || state || ' ' || trim_scale(quantity)"
                        + " from stock_claim order by 1")
                .query(String.class)
                .list();
    }
}
