package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import java.math.BigDecimal;
import java.util.List;

/** The canonical event {@code order_status.v1} of an order: what systems that only follow it need to know. */
final class OrderStatus {

    private static final List<String> COPIED =
            List.of("system", "id", "number", "state", "revision", "currency", "businessDate", "totals");

    private OrderStatus() {}

    static ObjectNode of(PostedOrder posted) {
        ObjectNode body = posted.state().document();
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        for (String cell : COPIED) {
            JsonNode value = body.get(cell);
            if (value != null && !value.isNull()) {
                status.set(cell, value);
            }
        }
        return status.put("fulfilment", fulfilment(posted.state().order())).put("sequence", posted.sequence());
    }

    static String fulfilment(Order order) {
        boolean some = order.lines().stream().anyMatch(line -> line.fulfilled().signum() > 0);
        boolean all = order.lines().stream().allMatch(OrderStatus::whole);
        if (!some) {
            return "none";
        }
        return all ? "all" : "part";
    }

    private static boolean whole(Order.Line line) {
        BigDecimal open = line.quantity().subtract(line.fulfilled());
        return open.signum() <= 0;
    }
}
