package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.orders.OrderState;
import io.tillbridge.reservation.Cart;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The reservations that an order has taken over: that of its cart, and those of substitutes that its source has learnt of,
 * because it wants less of the line and has the other item on a line, or that it has cancelled with the rest. Pure.
 */
final class TakenOver {

    private TakenOver() {}

    /** Of an order as it stands. */
    static List<UUID> of(OrderState state) {
        Order order = state.order();
        List<UUID> taken = new ArrayList<>();
        if (order.cart() != null) {
            taken.add(new Cart(order.system(), order.cart()).reservation());
        }
        if (state.allocations() != null) {
            Allocations allocations = Allocations.read(state.allocations());
            allocations.substitutes().forEach((line, substitutes) -> {
                if (order.cancelled() || learnt(order, line, allocations)) {
                    substitutes.stream()
                            .filter(one -> order.cancelled()
                                    || order.lines().stream()
                                            .anyMatch(wanted -> wanted.sku().equals(one.sku())))
                            .forEach(one -> taken.add(one.held()));
                }
            });
        }
        return taken;
    }

    private static boolean learnt(Order order, String id, Allocations allocations) {
        return order.lines().stream()
                .filter(line -> line.id().equals(id))
                .allMatch(line -> allocations.substituted(order, line).signum() == 0
                        && line.quantity().compareTo(line.fulfilled()) >= 0);
    }
}
