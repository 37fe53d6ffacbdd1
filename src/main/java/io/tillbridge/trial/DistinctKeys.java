package io.tillbridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.FactKeys;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.delivery.DeliveryTrial;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Whether two events that the books tell apart have two idempotency keys. A partner that knows the second key already takes
 * the second event for a repetition of the first, and it is lost without a word.
 */
final class DistinctKeys {

    private static final UUID OTHER = UUID.fromString("0197736e-6d00-7000-8000-000000000002");

    /** Cells that count the states of one thing; the others say which thing it is. */
    private static final Set<String> STATES = Set.of("revision", "sequence");

    private static final FactKeys FACTS = FactKeys.load();

    private final ConnectionPlan connection;
    private final OutboundFlow flow;
    private final JsonNode mapped;

    DistinctKeys(ConnectionPlan connection, OutboundFlow flow, JsonNode mapped) {
        this.connection = connection;
        this.flow = flow;
        this.mapped = mapped;
    }

    /**
     * Changes one cell of an event's fact key after the other.
     *
     * @param event canonical, as the flow accepts it
     */
    CheckResult check(JsonNode event) {
        String key = key(event, PushCaller.BATCH);
        for (EventType type : flow.accepts()) {
            for (String cell : FACTS.cells(type)) {
                if (key.equals(key(another(event, cell, FACTS.cells(type)), OTHER))) {
                    return CheckResult.failed(
                            flow.name(),
                            Check.DISTINCT_KEYS,
                            "two events of type " + type.word() + " that differ in " + cell
                                    + " have one idempotency key: the second is taken for a repetition");
                }
            }
        }
        return CheckResult.passed(
                flow.name(),
                Check.DISTINCT_KEYS,
                key.equals(key(event, OTHER))
                        ? "every cell of the fact key is in the idempotency key"
                        : "a batch has a key of its own");
    }

    private String key(JsonNode event, UUID batch) {
        return DeliveryTrial.idempotencyKey(connection, flow, mapped, event, batch);
    }

    private static JsonNode another(JsonNode event, String cell, List<String> cells) {
        ObjectNode other = event.deepCopy();
        other.set(cell, another(event.path(cell)));
        // An id beside the cells is made of those that say which thing it is
        if (other.has("id") && !cells.contains("id") && !STATES.contains(cell)) {
            other.set("id", another(event.path("id")));
        }
        return other;
    }

    private static JsonNode another(JsonNode value) {
        return value.isNumber()
                ? DecimalNode.valueOf(value.decimalValue().add(BigDecimal.ONE))
                : TextNode.valueOf(value.asText() + "-other");
    }
}
