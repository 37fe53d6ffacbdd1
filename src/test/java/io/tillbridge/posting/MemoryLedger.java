package io.tillbridge.posting;

import io.tillbridge.books.Drawn;
import io.tillbridge.books.JournalLine;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What posting wrote, as plain sums; nothing here knows why. */
final class MemoryLedger {

    private final TreeMap<String, BigDecimal> places = new TreeMap<>();
    private final TreeMap<StockKey, BigDecimal> sellable = new TreeMap<>();
    private final TreeMap<String, Claim> claims = new TreeMap<>();
    private final TreeMap<StockKey, BigDecimal> claimed = new TreeMap<>();
    private final TreeMap<String, BigDecimal> left = new TreeMap<>();
    private final Map<String, Drawn> entries = new HashMap<>();
    private final TreeMap<String, BigDecimal> accounts = new TreeMap<>();
    private List<Claim> held = List.of();
    private BigDecimal unbalanced = BigDecimal.ZERO;
    private Drawn last = new Drawn.Lines("", List.of());
    private String refused = "";

    void move(Movement movement) {
        add(
                movement.sku(),
                movement.from(),
                movement.fromBucket(),
                movement.quantity().negate());
        add(movement.sku(), movement.to(), movement.toBucket(), movement.quantity());
    }

    private void add(String sku, Place place, Bucket bucket, BigDecimal pieces) {
        String at = place.isLocation()
                ? sku + " " + place.name() + " " + bucket.name().toLowerCase(Locale.ROOT)
                : sku + " " + place.name();
        places.merge(at, plain(pieces), MemoryLedger::sum);
        if (place.isLocation() && bucket == Bucket.SELLABLE) {
            sellable.merge(new StockKey(sku, place.name()), pieces, BigDecimal::add);
        }
    }

    /** Of goods that moved for an order. */
    void shipped(String order, List<Movement> movements) {
        for (Movement movement : movements) {
            int out = movement.to().equals(Place.CUSTOMER) ? 1 : -1;
            Place place = out > 0 ? movement.from() : movement.to();
            left.merge(
                    order + " " + movement.sku() + " " + place.name(),
                    plain(out > 0 ? movement.quantity() : movement.quantity().negate()),
                    MemoryLedger::sum);
        }
    }

    /** A claim as it is from now on; the total changes by what the claim says that it was before. */
    void claim(Claim claim) {
        if (claim.quantity().signum() == 0) {
            claims.remove(claim.key());
        } else {
            claims.put(claim.key(), claim);
        }
        Claim.Before before = claim.before();
        if (before != null) {
            claimed.merge(
                    new StockKey(before.sku(), before.location()),
                    before.quantity().negate(),
                    BigDecimal::add);
        }
        claimed.merge(new StockKey(claim.sku(), claim.location()), claim.quantity(), BigDecimal::add);
    }

    /** What a cart asked for came to. */
    void held(List<Claim> changed) {
        changed.forEach(this::claim);
        held = changed;
    }

    /** What the last cart that asked came to; it is told once. */
    List<Claim> lastHeld() {
        List<Claim> last = held;
        held = List.of();
        return last;
    }

    /** What something amounts to in the journal, in the place of what it did before. */
    void entry(String key, Drawn drawn) {
        add(entries.put(key, drawn), -1);
        add(drawn, 1);
        refused = drawn instanceof Drawn.Refused no ? key + ": " + no.code() + " " + no.detail() : refused;
    }

    private void add(@Nullable Drawn drawn, int sign) {
        if (drawn instanceof Drawn.Lines entry) {
            for (JournalLine line : entry.lines()) {
                accounts.merge(
                        line.account().word(),
                        plain(sign > 0 ? line.amount() : line.amount().negate()),
                        MemoryLedger::sum);
            }
            if (sign > 0) {
                last = entry;
                unbalanced = entry.lines().stream().map(JournalLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            }
        }
    }

    /** By item, place and bucket, those outside the house too, but without loss; only what is not zero. */
    SortedMap<String, BigDecimal> places() {
        TreeMap<String, BigDecimal> some = new TreeMap<>(places);
        some.keySet().removeIf(key -> key.endsWith(" " + Place.LOSS.name()));
        return some;
    }

    /** As {@link Retailer#figures} says them: what is at locations, and what is promised there. */
    SortedMap<String, BigDecimal> figures() {
        TreeMap<String, BigDecimal> figures = new TreeMap<>(places);
        figures.keySet().removeIf(key -> key.split(" ", -1).length < 3);
        claimed.forEach((key, pieces) -> {
            if (pieces.signum() != 0) {
                figures.put(key.sku() + " " + key.location() + " claimed", plain(pieces));
            }
        });
        return figures;
    }

    /** By order, item and place, what left less what came back to where it had not left from. */
    SortedMap<String, BigDecimal> left() {
        return left;
    }

    Map<StockKey, BigDecimal> sellable() {
        return sellable;
    }

    /** What orders are promised. */
    Map<StockKey, BigDecimal> promised() {
        return sums(claims.values().stream().filter(claim -> !cart(claim)).toList());
    }

    /** Totals as the changes of claims make them. */
    Map<StockKey, BigDecimal> claimed() {
        return claimed;
    }

    /** Totals of claims. */
    Map<StockKey, BigDecimal> sumsOfClaims() {
        return sums(List.copyOf(claims.values()));
    }

    /** Those that promise something. */
    List<Claim> claims() {
        return new ArrayList<>(claims.values());
    }

    static boolean cart(Claim claim) {
        return claim.key().startsWith("hold|");
    }

    /** The last entry, by account. */
    SortedMap<String, BigDecimal> lastEntry() {
        return accounts(last);
    }

    /** What an order amounts to, by account. */
    SortedMap<String, BigDecimal> entryOf(String system, String order) {
        return accounts(entries.get("order " + system + " " + order));
    }

    /** What still waits of an order's money for goods; a debit when more went back than came. */
    BigDecimal depositOf(String system, String order) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String kind : List.of("order ", "deposit ")) {
            sum = sum.add(accounts(entries.get(kind + system + " " + order))
                    .getOrDefault("customer_deposits", BigDecimal.ZERO));
        }
        return sum;
    }

    private static SortedMap<String, BigDecimal> accounts(@Nullable Drawn drawn) {
        TreeMap<String, BigDecimal> sums = new TreeMap<>();
        if (drawn instanceof Drawn.Lines entry) {
            entry.lines().forEach(line -> sums.merge(line.account().word(), plain(line.amount()), MemoryLedger::sum));
        }
        return sums;
    }

    /** By how much the last entry's debits differ from its credits. */
    BigDecimal unbalanced() {
        return unbalanced;
    }

    /** Documents that could not be drawn up, the last one; the empty text when there was none. */
    String refused() {
        return refused;
    }

    /** By account, without what is none; debits are above zero. */
    SortedMap<String, BigDecimal> accounts() {
        return accounts;
    }

    private static Map<StockKey, BigDecimal> sums(List<Claim> some) {
        Map<StockKey, BigDecimal> sums = new TreeMap<>();
        some.forEach(
                claim -> sums.merge(new StockKey(claim.sku(), claim.location()), claim.quantity(), BigDecimal::add));
        return sums;
    }

    private static @Nullable BigDecimal sum(BigDecimal one, BigDecimal other) {
        BigDecimal both = one.add(other);
        return both.signum() == 0 ? null : plain(both);
    }

    private static BigDecimal plain(BigDecimal quantity) {
        return quantity.stripTrailingZeros();
    }
}
