package io.tillbridge.posting;

import io.tillbridge.canonical.Order;
import io.tillbridge.orders.OrderState;
import io.tillbridge.reservation.Cart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The reservations that an order has taken over: that of its cart, and those of substitutes that its source has learnt of,
 * because it wants less of the line and as much more of the other item, or that it has cancelled with the rest. Pure.
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
                            .filter(one -> order.cancelled() || wanted(order, one, allocations))
                            .forEach(one -> taken.add(one.held()));
                }
            });
        }
        return taken;
    }

    /**
     * Whether the source wants as much more of the other item as stands in since it was offered, what was accepted before it and
     * was not known then included.
     */
    private static boolean wanted(Order order, Allocations.Substitute one, Allocations allocations) {
        BigDecimal in = allocations.substitutes().values().stream()
                .flatMap(List::stream)
                .filter(other -> other.sku().equals(one.sku())
                        && other.had().compareTo(one.had()) == 0
                        && other.offer() <= one.offer())
                .map(Allocations.Substitute::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return Allocations.quantity(order, one.sku()).compareTo(one.had().add(in)) >= 0;
    }

    private static boolean learnt(Order order, String id, Allocations allocations) {
        return order.lines().stream()
                .filter(line -> line.id().equals(id))
                .allMatch(line -> allocations.substituted(order, line).signum() == 0
                        && line.quantity().compareTo(line.fulfilled()) >= 0);
    }
}
