package io.tillbridge.orders;

import java.util.Comparator;

/** One order of one system. */
public record OrderKey(String system, String id) implements Comparable<OrderKey> {

    private static final Comparator<OrderKey> ORDER =
            Comparator.comparing(OrderKey::system).thenComparing(OrderKey::id);

    @Override
    public int compareTo(OrderKey other) {
        return ORDER.compare(this, other);
    }
}
