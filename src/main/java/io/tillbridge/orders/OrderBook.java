package io.tillbridge.orders;

import io.tillbridge.canonical.Revision;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps the current state of every order, set-based, inside the caller's transaction; orders are locked first of all. */
@Component
public final class OrderBook {

    /** The sequence of an order's first posting. */
    public static final long FIRST = 1;

    private static final String INSERT = """
            insert into sales_order (system, order_id, number, revision, state, document, content_hash, mapping,
                                     message_id, placed_at, departures, fulfilments, ordered, updated_at)
            select s, i, n, r, st, d, h, ma, m, p, de, fu, orde, ?
              from unnest(?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[], ?::bytea[], ?::text[],
                          ?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
                   as row (s, i, n, r, st, d, h, ma, m, p, de, fu, orde)
            on conflict do nothing
            returning system, order_id
            """;

    private static final String LOCK = """
            select o.system, o.order_id, o.revision, o.document, o.content_hash, o.mapping, o.message_id,
                   o.departures, o.fulfilments, o.allocations, o.ordered
              from sales_order o
              join unnest(?::text[], ?::text[]) as row (s, i) on o.system = s and o.order_id = i
             order by o.system, o.order_id
               for update of o
            """;

    private static final String PAGE = """
            select system, order_id, revision, document, content_hash, mapping, message_id, departures, fulfilments,
                   allocations, ordered
              from sales_order where (system, order_id) > (?, ?) order by system, order_id limit ?
            """;

    private static final String UPDATE = """
            update sales_order o
               set updated_at = ?, number = n, revision = r, state = st, document = d, content_hash = h,
                   mapping = ma, message_id = m, placed_at = p, departures = de, fulfilments = fu,
                   ordered = orde, sequence = o.sequence + 1
              from unnest(?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[], ?::bytea[], ?::text[],
                          ?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
                   as row (s, i, n, r, st, d, h, ma, m, p, de, fu, orde)
             where o.system = s and o.order_id = i
            returning o.system, o.order_id, o.sequence
            """;

    private static final String ALLOCATE = """
            update sales_order o set allocations = a
              from unnest(?::text[], ?::text[], ?::text[]) as row (s, i, a)
             where o.system = s and o.order_id = i
            """;

    private final Clock clock;

    public OrderBook(Clock clock) {
        this.clock = clock;
    }

    /**
     * Inserts the orders that the books do not know and locks the others.
     *
     * @param states at most one per order
     * @param others that are known and of which nothing but their goods is told
     * @return what the books hold of those they know already; an order that is absent was new and is now recorded
     */
    public Map<OrderKey, Recorded> open(
            Connection transaction, Collection<OrderState> states, Collection<OrderKey> others) throws SQLException {
        List<OrderState> sorted = sorted(states);
        Set<OrderKey> fresh = sorted.isEmpty() ? Set.of() : insert(transaction, sorted);
        TreeSet<OrderKey> known = new TreeSet<>(others);
        sorted.stream().map(OrderState::key).filter(key -> !fresh.contains(key)).forEach(known::add);
        return known.isEmpty() ? Map.of() : lock(transaction, List.copyOf(known));
    }

    private Set<OrderKey> insert(Connection transaction, List<OrderState> sorted) throws SQLException {
        Set<OrderKey> fresh = new HashSet<>();
        try (PreparedStatement statement = transaction.prepareStatement(INSERT)) {
            bind(statement, sorted);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    fresh.add(new OrderKey(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return fresh;
    }

    /**
     * Replaces the recorded state of orders that {@link #open} found and locked.
     *
     * @return the sequence of each order from now on, which is one more than before; a new order begins at {@link #FIRST}
     */
    public Map<OrderKey, Long> update(Connection transaction, Collection<OrderState> states) throws SQLException {
        List<OrderState> sorted = sorted(states);
        if (sorted.isEmpty()) {
            return Map.of();
        }
        Map<OrderKey, Long> sequences = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(UPDATE)) {
            bind(statement, sorted);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sequences.put(new OrderKey(rows.getString(1), rows.getString(2)), rows.getLong(3));
                }
            }
        }
        return sequences;
    }

    /**
     * Writes where lines of orders are taken from, which the transaction has locked. What is told of an order stays as it is.
     *
     * @param allocations by order, as posting writes them
     */
    public static void allocate(Connection transaction, SortedMap<OrderKey, String> allocations) throws SQLException {
        if (allocations.isEmpty()) {
            return;
        }
        List<Map.Entry<OrderKey, String>> rows = List.copyOf(allocations.entrySet());
        try (PreparedStatement statement = transaction.prepareStatement(ALLOCATE)) {
            Columns.bind(statement, rows, 1)
                    .text(row -> row.getKey().system())
                    .text(row -> row.getKey().id())
                    .text(Map.Entry::getValue);
            statement.executeUpdate();
        }
    }

    /**
     * Locks orders until the transaction ends and answers what the books hold of them.
     *
     * @param keys sorted
     */
    public static Map<OrderKey, Recorded> lock(Connection transaction, List<OrderKey> keys) throws SQLException {
        Map<OrderKey, Recorded> recorded = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(LOCK)) {
            Columns.bind(statement, keys, 1).text(OrderKey::system).text(OrderKey::id);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Recorded one = recorded(rows);
                    recorded.put(one.key(), one);
                }
            }
        }
        return recorded;
    }

    /** The next orders behind a key, in the order of their keys; locks nothing. */
    public static List<Recorded> behind(Connection connection, OrderKey after, int most) throws SQLException {
        List<Recorded> page = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setString(1, after.system());
            statement.setString(2, after.id());
            statement.setInt(3, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(recorded(rows));
                }
            }
        }
        return page;
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        return new Recorded(
                new OrderKey(row.getString(1), row.getString(2)),
                new Revision(row.getBigDecimal(3)),
                row.getString(4),
                row.getBytes(5),
                row.getString(6),
                row.getObject(7, UUID.class),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11));
    }

    private static List<OrderState> sorted(Collection<OrderState> states) {
        List<OrderState> sorted = new ArrayList<>(states);
        sorted.sort(Comparator.comparing(OrderState::key));
        return sorted;
    }

    private void bind(PreparedStatement statement, List<OrderState> states) throws SQLException {
        statement.setObject(1, SqlTimes.of(clock.instant()));
        Columns.bind(statement, states, 2)
                .text(s -> s.order().system())
                .text(s -> s.order().id())
                .text(s -> s.order().number())
                .decimal(s -> s.order().revision().order())
                .text(s -> s.order().state())
                .text(OrderState::json)
                .bytes(OrderState::contentHash)
                .text(OrderState::mapping)
                .uuid(OrderState::messageId)
                .instant(s -> s.order().placedAt())
                .text(OrderState::departures)
                .text(OrderState::fulfilments)
                .text(OrderState::ordered);
    }
}
