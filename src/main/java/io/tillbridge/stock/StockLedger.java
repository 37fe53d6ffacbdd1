package io.tillbridge.stock;

import io.tillbridge.platform.Cells;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.RoundTrip;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Posts movements and claims and keeps the balances, set-based, inside the caller's transaction. Balances are always locked
 * in one order, that of their keys, and all that a transaction needs at once, so two postings never wait for each other in a
 * circle. Movements and new claims are numbered while their balances are locked: the numbers of one item and place are in the
 * order in which its balance changed. Claims need no order here: nobody writes one but who holds its order, or has locked
 * its row before any balance.
 */
@Component
public final class StockLedger {

    private static final String UPSERT_BALANCES = """
            insert into stock_balance as b (sku, location, sellable, damaged, quality_hold, display, claimed, changed_at,
                                            changed_by)
            select s, l, se, da, qu, di, cl, ?, m
              from unnest(?::text[], ?::text[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[], ?::numeric[], ?::uuid[])
                   as row (s, l, se, da, qu, di, cl, m)
            on conflict (sku, location) do update
               set sellable = b.sellable + excluded.sellable,
                   damaged = b.damaged + excluded.damaged,
                   quality_hold = b.quality_hold + excluded.quality_hold,
                   display = b.display + excluded.display,
                   claimed = b.claimed + excluded.claimed,
                   sequence = b.sequence + 1,
                   changed_at = excluded.changed_at,
                   changed_by = excluded.changed_by
            returning b.sku, b.location, b.sellable, b.damaged, b.quality_hold, b.display, b.claimed, b.sequence,
                      b.counted_at
            """;

    /** Balances are born at sequence zero, because a row that is not there cannot be locked; the others stay as they are. */
    private static final String LOCK_BALANCES = """
            insert into stock_balance as b (sku, location, sequence, changed_at)
            select s, l, 0, ?
              from unnest(?::text[], ?::text[]) as row (s, l)
            on conflict (sku, location) do update
               set sequence = b.sequence
             where false
            """;

    private static final String READ_BALANCES = """
            select b.sku, b.location, b.sellable, b.damaged, b.quality_hold, b.display, b.claimed, b.sequence,
                      b.counted_at
              from stock_balance b
              join unnest(?::text[], ?::text[]) as row (s, l) on b.sku = s and b.location = l
            """;

    private static final String NEXT = """
            update stock_balance b set sequence = b.sequence + 1
              from unnest(?::text[], ?::text[]) as row (s, l)
             where b.sku = s and b.location = l
            """;

    /** Balances whose answer fits into a connection's buffers beside what is sent behind them. */
    private static final int MOST_TOGETHER = 500;

    private final Clock clock;
    private final Channels channels;

    @Autowired
    public StockLedger(Clock clock, AvailabilityPolicy policy) {
        this.clock = clock;
        channels = policy.channels();
    }

    /** One for which each connection is a channel of its own. */
    public StockLedger(Clock clock) {
        this.clock = clock;
        channels = Channels.PLAIN;
    }

    /**
     * Writes movements and claims and folds them into the balances.
     *
     * @return the balance after the posting of every item and location that changed, sorted
     * @throws SQLException as PostgreSQL says; the caller's transaction is then to be rolled back
     */
    public List<Balance> post(Connection transaction, List<Movement> movements, List<Claim> claims)
            throws SQLException {
        return post(transaction, false, movements, claims);
    }

    /** The same for what a repost undoes and says anew: its movements are of the next generation of their messages. */
    public List<Balance> postAnew(Connection transaction, List<Movement> movements, List<Claim> claims)
            throws SQLException {
        return post(transaction, true, movements, claims);
    }

    private List<Balance> post(Connection transaction, boolean anew, List<Movement> movements, List<Claim> claims)
            throws SQLException {
        Instant now = clock.instant();
        TreeMap<StockKey, BalanceChange> changes = new TreeMap<>();
        for (Movement movement : movements) {
            if (movement.from().isLocation()) {
                change(changes, movement.sku(), movement.from().name())
                        .add(movement.fromBucket(), movement.quantity().negate(), movement.messageId());
            }
            if (movement.to().isLocation()) {
                change(changes, movement.sku(), movement.to().name())
                        .add(movement.toBucket(), movement.quantity(), movement.messageId());
            }
        }
        for (Claim claim : claims) {
            Claim.Before before = claim.before();
            if (before != null) {
                change(changes, before.sku(), before.location())
                        .claim(before.quantity().negate(), claim.messageId());
            }
            change(changes, claim.sku(), claim.location()).claim(claim.quantity(), claim.messageId());
        }
        changes.values().removeIf(BalanceChange::none);
        RoundTrip together = new RoundTrip();
        List<Balance> balances =
                changes.isEmpty() ? List.of() : upsertBalances(together, List.copyOf(changes.values()), now);
        if (changes.size() > MOST_TOGETHER) {
            together.run(transaction);
            together = new RoundTrip();
        }
        ClaimRows.write(together, claims, channels, now);
        together.run(transaction);
        MovementRows.insert(transaction, movements, anew, now);
        LotRows.add(transaction, movements);
        return balances;
    }

    /**
     * Locks the balances of some keys until the transaction ends.
     *
     * @param keys of all balances that the transaction will change: who locks twice may wait in a circle
     */
    public void lock(Connection transaction, SortedSet<StockKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(LOCK_BALANCES)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            Columns.bind(statement, List.copyOf(keys), 2).text(StockKey::sku).text(StockKey::location);
            statement.executeUpdate();
        }
    }

    /** Locks as {@link #lock} does, and answers the balances. One that nobody posted to yet is zero, at sequence zero. */
    public List<Balance> locked(Connection transaction, SortedSet<StockKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        lock(transaction, keys);
        try (PreparedStatement statement = transaction.prepareStatement(READ_BALANCES)) {
            Columns.bind(statement, List.copyOf(keys), 1).text(StockKey::sku).text(StockKey::location);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, now);
            }
        }
    }

    /** Gives balances that the transaction has locked their next sequence. */
    public void next(Connection transaction, List<StockKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(NEXT)) {
            Columns.bind(statement, keys, 1).text(StockKey::sku).text(StockKey::location);
            statement.executeUpdate();
        }
    }

    private static BalanceChange change(Map<StockKey, BalanceChange> changes, String sku, String location) {
        return changes.computeIfAbsent(new StockKey(sku, location), BalanceChange::new);
    }

    private static List<Balance> upsertBalances(RoundTrip together, List<BalanceChange> changes, Instant now) {
        List<Balance> balances = new ArrayList<>();
        together.then(
                UPSERT_BALANCES,
                (statement, first) -> {
                    statement.setObject(first, now.atOffset(ZoneOffset.UTC));
                    Columns.bind(statement, changes, first + 1)
                            .text(change -> change.key().sku())
                            .text(change -> change.key().location())
                            .decimal(change -> change.of(Bucket.SELLABLE))
                            .decimal(change -> change.of(Bucket.DAMAGED))
                            .decimal(change -> change.of(Bucket.QUALITY_HOLD))
                            .decimal(change -> change.of(Bucket.DISPLAY))
                            .decimal(BalanceChange::claimed)
                            .uuid(BalanceChange::by);
                },
                rows -> balances.addAll(read(rows, now)));
        return balances;
    }

    private static List<Balance> read(ResultSet rows, Instant now) throws SQLException {
        List<Balance> balances = new ArrayList<>();
        while (rows.next()) {
            balances.add(new Balance(
                    rows.getString(1),
                    rows.getString(2),
                    rows.getBigDecimal(3),
                    rows.getBigDecimal(4),
                    rows.getBigDecimal(5),
                    rows.getBigDecimal(6),
                    rows.getBigDecimal(7),
                    rows.getLong(8),
                    now,
                    Cells.instant(rows, 9)));
        }
        return balances;
    }
}
