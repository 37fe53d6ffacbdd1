package io.tillbridge.posting;

import io.tillbridge.books.Bookkeeping;
import io.tillbridge.catalog.ItemCosts;
import io.tillbridge.platform.Columns;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What goods of transfers are worth while they are under way: their quantity at the cost of their first valuation. What arrives
 * is worth what the account loses by it, so it is empty when all has arrived or is lost. Keeps count while entries are drawn up:
 * for one transaction, not thread-safe.
 */
final class UnderWay {

    private static final String FIND = """
            select wanted.c, wanted.s, coalesce(line.sent - line.received - line.lost, 0), coalesce(told.q, 0), coalesce(told.v, 0),
                   told.cost, told.currency, transfer.from_location
              from unnest(?::text[], ?::text[]) as wanted (c, s)
              left join stock_transfer_line line on line.consignment = wanted.c and line.sku = wanted.s
              left join stock_transfer transfer on transfer.consignment = wanted.c
              left join lateral (
                   select sum(l.q) as q, sum(l.v) as v, (array_agg(l.c order by e.posted_at, e.number))[1] as cost,
                          (array_agg(e.currency order by e.posted_at, e.number))[1] as currency
                     from stock_transfer_event event
                     join journal_entry e using (message_id),
                          jsonb_to_recordset(e.lines) as l (a text, v numeric, o text, q numeric, c numeric)
                    where event.consignment = wanted.c and l.a = 'in_transit' and l.o = wanted.s
                      and event.message_id <> all (?::uuid[])) told on true
            """;

    static final UnderWay NOTHING = new UnderWay();

    private record Key(String consignment, String sku) {}

    private static final class Goods {
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal amount = BigDecimal.ZERO;
        boolean valued = true;

        ItemCosts.@Nullable Cost cost;
    }

    private final Map<Key, Goods> goods = new HashMap<>();
    private final Map<String, String> senders = new HashMap<>();

    private UnderWay() {}

    /**
     * Reads what the journal has of the transfers that some movements belong to.
     *
     * @param movements written already, and entered in the journal by this transaction
     * @param anew messages whose entries are undone and made anew
     */
    static UnderWay of(Connection transaction, Collection<Movement> movements, Set<UUID> anew) throws SQLException {
        Map<Key, BigDecimal> now = new LinkedHashMap<>();
        for (Movement movement : movements) {
            Key key = key(movement);
            if (key != null) {
                boolean undone = movement.reverses() != null && anew.contains(movement.messageId());
                now.merge(key, undone ? BigDecimal.ZERO : signed(movement), BigDecimal::add);
            }
        }
        if (now.isEmpty()) {
            return NOTHING;
        }
        UnderWay underWay = new UnderWay();
        try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
            Columns.bind(statement, List.copyOf(now.keySet()), 1)
                    .text(Key::consignment)
                    .text(Key::sku);
            statement.setArray(3, transaction.createArrayOf("uuid", anew.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    underWay.read(rows, now);
                }
            }
        }
        return underWay;
    }

    private void read(ResultSet row, Map<Key, BigDecimal> now) throws SQLException {
        Key key = new Key(row.getString(1), row.getString(2));
        Goods found = new Goods();
        found.quantity = row.getBigDecimal(4);
        found.amount = row.getBigDecimal(5);
        // Where the journal lacks some of what is under way, that left without a value and arrives without one
        BigDecimal made = found.quantity.add(now.getOrDefault(key, BigDecimal.ZERO));
        found.valued = made.compareTo(row.getBigDecimal(3)) == 0;
        BigDecimal cost = row.getBigDecimal(6);
        found.cost = cost == null ? null : new ItemCosts.Cost(cost, row.getString(7));
        goods.put(key, found);
        if (row.getString(8) != null) {
            senders.put(key.consignment(), row.getString(8));
        }
    }

    /** Whether goods of a movement have a value of their own while they are under way; else they stay inventory. */
    boolean valued(Movement movement) {
        Goods found = find(movement);
        return found != null && found.valued;
    }

    /** At which goods of the same transfer were valued before; null when none were. */
    ItemCosts.@Nullable Cost cost(Movement movement) {
        Goods found = find(movement);
        return found == null || !found.valued ? null : found.cost;
    }

    /** The value of a movement, above zero as its quantity is: what it adds to what is under way, or takes from it. */
    BigDecimal move(Movement movement, ItemCosts.Cost cost) {
        Goods found = goods.computeIfAbsent(
                new Key(String.valueOf(movement.details().consignment()), movement.sku()), key -> new Goods());
        if (found.cost == null) {
            found.cost = cost;
        }
        found.quantity = found.quantity.add(signed(movement));
        BigDecimal worth = Bookkeeping.worth(cost.currency(), cost.amount(), found.quantity);
        BigDecimal moved = worth.subtract(found.amount);
        found.amount = worth;
        return movement.to().equals(Place.IN_TRANSIT) ? moved : moved.negate();
    }

    /** Where goods of a movement without a location were sent from; the empty text when that is not known. */
    String sender(Movement movement) {
        return senders.getOrDefault(String.valueOf(movement.details().consignment()), "");
    }

    private @Nullable Goods find(Movement movement) {
        Key key = key(movement);
        return key == null ? null : goods.get(key);
    }

    private static @Nullable Key key(Movement movement) {
        String consignment = movement.details().consignment();
        boolean under =
                movement.from().equals(Place.IN_TRANSIT) || movement.to().equals(Place.IN_TRANSIT);
        return consignment == null || !under ? null : new Key(consignment, movement.sku());
    }

    private static BigDecimal signed(Movement movement) {
        return movement.to().equals(Place.IN_TRANSIT)
                ? movement.quantity()
                : movement.quantity().negate();
    }
}
