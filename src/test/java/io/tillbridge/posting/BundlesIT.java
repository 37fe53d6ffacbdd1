package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a bundle the components are the stock: what may be sold of it follows theirs. */
class BundlesIT {

    private static final Map<String, String> RULES = Map.of(AvailabilityRules.FILE, """
            channels: [{id: web, destinations: [shop.web]}, {id: marketplace, destinations: [shop.market]}]
            buffers: [{id: keep, author: ana, sku: TEE, channel: marketplace, units: "4"}]
            """);

    private final PostingBed bed = PostingBed.with(RULES, List.of());

    @BeforeEach
    void items() {
        bed.addItems("TEE", "MUG");
        bed.post(ITEM_UPSERTED, set(1, "2"));
    }

    @Test
    void aChangeOfAComponentIsToldOfItsBundles() throws SQLException {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(STOCK_RECEIVED, Events.received("R-2", "MUG", "9"));
        bed.bundles.tellDue();
        assertThat(told()).containsExactly("market 3", "web 5");

        bed.post(SALE, Events.sale("0001", "TEE", "3"));
        bed.bundles.tellDue();

        assertThat(told()).containsExactly("market 1", "web 3");
        assertThat(bed.count("bundle_due")).isZero();
        bed.post(SALE, Events.sale("0002", "MUG", "1"));
        bed.bundles.tellDue();
        assertThat(bed.balance("SET", "S1")).isEqualTo("0/0#2");
    }

    @Test
    void whatWasBuiltBeforehandIsAdded() throws SQLException {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"), Events.received("R-2", "MUG", "9"));
        bed.post(STOCK_RECEIVED, Events.received("R-3", "SET", "2"));
        bed.bundles.tellDue();

        assertThat(told()).containsExactly("market 5", "web 7");
    }

    @Test
    void aBundleThatIsMadeOfOthersIsToldAnew() throws SQLException {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"), Events.received("R-2", "MUG", "9"));
        bed.bundles.tellDue();
        bed.post(ITEM_UPSERTED, set(2, "5"));
        bed.bundles.tellDue();

        assertThat(told()).containsExactly("market 1", "web 2");
    }

    @Test
    void aRuleOfAComponentThatEndsIsToldOfItsBundles() throws SQLException {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"), Events.received("R-2", "MUG", "9"));
        bed.bundles.tellDue();
        Map<String, String> others = Map.of(
                AvailabilityRules.FILE,
                Objects.requireNonNull(RULES.get(AvailabilityRules.FILE)).replace("\"4\"", "\"0\""));
        bed.figures(bed.database, RuleFiles.policy(RULES)).tellDue();
        bed.figures(bed.database, RuleFiles.policy(others)).tellDue();

        assertThat(bed.sql
                        .sql("select bundle || '@' || location from bundle_due")
                        .query(String.class)
                        .list())
                .contains("SET@S1");
    }

    private static ObjectNode set(int revision, String tees) {
        ObjectNode item = Events.item("SET", revision).put("kind", "bundle");
        ArrayNode components = item.putArray("components");
        components.addObject().put("sku", "TEE").put("quantity", tees);
        components.addObject().put("sku", "MUG").put("quantity", "1");
        return item;
    }

    private List<String> told() {
        return bed.sql
                .sql("select substr(destination, 6) || ' ' || (desired::json ->> 'available') from outbox_lane"
                        + " where desired::json ->> 'sku' = 'SET' order by 1")
                .query(String.class)
                .list();
    }
}
