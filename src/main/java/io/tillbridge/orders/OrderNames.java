package io.tillbridge.orders;

import io.tillbridge.canonical.OrderReference;
import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Orders by the names that other systems have for them. */
public final class OrderNames {

    /** By id only in systems that are named: so the primary key finds them. */
    private static final String FIND = """
            select system, order_id, number from sales_order where system = any (?::text[]) and order_id = any (?::text[])
            union
            select system, order_id, number from sales_order where number = any (?::text[])
            """;

    private static final String KNOWN = """
            select o.system, o.order_id from sales_order o
              join unnest(?::text[], ?::text[]) as row (s, i) on o.system = s and o.order_id = i
            """;

    private final Collection<Named> known;

    /** An order with its number. */
    public record Named(OrderKey key, String number) {}

    public OrderNames(Collection<Named> known) {
        this.known = known;
    }

    /**
     * The orders that some references may mean.
     *
     * @param systems that may have sold them
     */
    public static List<Named> find(
            Connection connection, Collection<OrderReference> references, Collection<String> systems)
            throws SQLException {
        Set<String> all = new TreeSet<>(systems);
        Set<String> ids = new TreeSet<>();
        Set<String> numbers = new TreeSet<>();
        for (OrderReference reference : references) {
            Stream.ofNullable(reference.system()).forEach(all::add);
            Stream.ofNullable(reference.id()).forEach(ids::add);
            Stream.ofNullable(reference.number())
                    .map(OrderReference::bare)
                    .forEach(number -> numbers.addAll(List.of(number, "#" + number)));
        }
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setArray(1, connection.createArrayOf("text", all.toArray()));
            statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
            statement.setArray(3, connection.createArrayOf("text", numbers.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                List<Named> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Named(new OrderKey(rows.getString(1), rows.getString(2)), rows.getString(3)));
                }
                return found;
            }
        }
    }

    /** Those of some orders that the books hold. */
    public static Set<OrderKey> known(Connection connection, Collection<OrderKey> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            Columns.bind(statement, List.copyOf(new TreeSet<>(keys)), 1)
                    .text(OrderKey::system)
                    .text(OrderKey::id);
            try (ResultSet rows = statement.executeQuery()) {
                Set<OrderKey> found = new TreeSet<>();
                while (rows.next()) {
                    found.add(new OrderKey(rows.getString(1), rows.getString(2)));
                }
                return found;
            }
        }
    }

    /**
     * The orders that a reference may mean: by id in the system it names; else in the system that tells it; else in any; and
     * by number where no id is found.
     *
     * @param teller the system that tells the fact
     */
    public Set<OrderKey> of(OrderReference reference, String teller) {
        if (reference.system() != null) {
            return matching(named -> named.key().system().equals(reference.system()) && same(named, reference));
        }
        Set<OrderKey> own = matching(named -> named.key().system().equals(teller) && same(named, reference));
        return own.isEmpty() ? matching(named -> same(named, reference)) : own;
    }

    private Set<OrderKey> matching(Predicate<Named> meant) {
        return known.stream().filter(meant).map(Named::key).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean same(Named named, OrderReference reference) {
        return reference.id() == null
                ? OrderReference.bare(named.number()).equals(OrderReference.bare(String.valueOf(reference.number())))
                : named.key().id().equals(reference.id());
    }
}
