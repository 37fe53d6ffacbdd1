package io.tillbridge.orders;

import io.tillbridge.canonical.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a revision of an order changes, line by line: how much it promises now and before. Pure: the same two revisions give
 * the same effects.
 */
public final class OrderEffects {

    private OrderEffects() {}

    /**
     * The effect on one line.
     *
     * @param promised still to be fulfilled after this revision, zero or more
     * @param before what the line promised until now; null when the books did not know the line
     * @param left whether some of it has left the shelf
     */
    public record Effect(
            String lineId,
            String sku,
            String location,
            BigDecimal promised,
            @Nullable Promise before,
            boolean left) {}

    /** What a line promised. */
    public record Promise(String sku, String location, BigDecimal quantity) {}

    /**
     * The difference between two revisions.
     *
     * @param before null when the books do not know the order yet
     * @param unassigned the location of lines whose order names none
     */
    public static List<Effect> between(@Nullable Order before, Order after, String unassigned) {
        Map<String, Order.Line> old = new LinkedHashMap<>();
        if (before != null) {
            before.lines().forEach(line -> old.put(line.id(), line));
        }
        List<Effect> effects = new ArrayList<>();
        for (Order.Line line : after.lines()) {
            Order.Line previous = old.remove(line.id());
            String location = location(after, line, unassigned);
            Promise promise = before == null || previous == null
                    ? null
                    : new Promise(previous.sku(), location(before, previous, unassigned), promised(before, previous));
            Effect effect = new Effect(
                    line.id(),
                    line.sku(),
                    location,
                    promised(after, line),
                    promise,
                    line.fulfilled().signum() > 0);
            add(effects, effect, before == null || before.paid() == after.paid());
        }
        for (Order.Line gone : old.values()) {
            if (before != null) {
                String location = location(before, gone, unassigned);
                add(
                        effects,
                        new Effect(
                                gone.id(),
                                gone.sku(),
                                location,
                                BigDecimal.ZERO,
                                new Promise(gone.sku(), location, promised(before, gone)),
                                gone.fulfilled().signum() > 0),
                        true);
            }
        }
        return effects;
    }

    private static void add(List<Effect> effects, Effect effect, boolean samePayment) {
        Promise before = effect.before();
        boolean samePromise = before == null
                ? effect.promised().signum() == 0
                : before.sku().equals(effect.sku())
                        && before.location().equals(effect.location())
                        && before.quantity().compareTo(effect.promised()) == 0;
        if (!samePromise || (!samePayment && effect.promised().signum() > 0)) {
            effects.add(effect);
        }
    }

    /** A cancelled or completed order promises nothing more; else what is wanted and has not left yet. */
    private static BigDecimal promised(Order order, Order.Line line) {
        return order.state().equals("open")
                ? line.quantity().subtract(line.fulfilled()).max(BigDecimal.ZERO)
                : BigDecimal.ZERO;
    }

    /** Where a line is to be fulfilled. */
    public static String location(Order order, Order.Line line, String unassigned) {
        if (line.location() != null) {
            return line.location();
        }
        return order.location() != null ? order.location() : unassigned;
    }
}
