package io.tillbridge.posting;

import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.reservation.Notice;
import io.tillbridge.stock.Announced;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.ConditionFlag;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.NoticeClosing;
import io.tillbridge.stock.Notices;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.TransferEvent;
import io.tillbridge.tasks.TaskWanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What a batch will write into the books, gathered before it is written set-based. */
final class Effects {

    final List<Movement> movements = new ArrayList<>();
    final List<Claim> claims = new ArrayList<>();
    final List<Conflicts.Conflict> conflicts = new ArrayList<>();

    /** Each item as a message named it, in the order in which they came. */
    final Map<ItemUpserted, UUID> items = new LinkedHashMap<>();

    final List<CountRound.Counted> counted = new ArrayList<>();

    /** What counts say of lots and pieces. */
    final List<CountedTraces> countedTraces = new ArrayList<>();

    /** Balances that decisions of this batch look at, whether or not they change. */
    final Set<StockKey> wanted = new TreeSet<>();

    final List<TransferEvent> transfers = new ArrayList<>();
    final List<Announced> announced = new ArrayList<>();

    /** Lines of notices that were looked at. */
    final List<Notices.Line> noticed = new ArrayList<>();

    final List<NoticeClosing> closings = new ArrayList<>();

    /** Items of which less is to come than was announced. */
    final Set<String> missing = new TreeSet<>();

    /** Messages that are told anew: what they said before, where it is no movement, is forgotten first. */
    final List<UUID> reposted = new ArrayList<>();

    /** Conflicts that are over, if they were raised. */
    final List<Conflicts.Settled> settled = new ArrayList<>();

    /** Of systems that do not own the counts, to be compared when all is written. */
    final List<LevelSeen> levels = new ArrayList<>();

    /** Levels that are an echo of what was told although they differed before. */
    final List<Work> agreed = new ArrayList<>();

    final List<ItemPrices.Said> prices = new ArrayList<>();

    /** As documents say them. */
    final List<ConditionFlag> conditions = new ArrayList<>();

    final List<ItemPosting.Changed> changedItems = new ArrayList<>();

    final List<TaskWanted> tasks = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();

    /** What orders want of items, as it changed. */
    final ChannelDemand demand = new ChannelDemand();

    /** Orders of which a revision of the batch, or the one before it, wanted more than is wanted now. */
    final Map<OrderKey, Cause> wantedMore = new TreeMap<>();

    /** Orders that the batch is about and that have returns. */
    final List<RefundedOrder> refunded = new ArrayList<>();

    /** By the message of a void, the one that posted the sale. */
    final Map<UUID, UUID> voids = new HashMap<>();

    /** What the bundles of orders, sales and returns are made of. */
    final BundleRecipes bundles = new BundleRecipes();

    private final Map<StockKey, Cause> causes = new HashMap<>();

    /** The fact behind a changed balance: the oldest of the batch, because it has waited longest. */
    record Cause(Instant occurredAt, UUID messageId) {}

    void move(Movement movement) {
        movements.add(movement);
        Cause cause = new Cause(movement.occurredAt(), movement.messageId());
        if (movement.from().isLocation()) {
            causes.merge(new StockKey(movement.sku(), movement.from().name()), cause, Effects::older);
        }
        if (movement.to().isLocation()) {
            causes.merge(new StockKey(movement.sku(), movement.to().name()), cause, Effects::older);
        }
    }

    void claim(Claim claim, Instant occurredAt) {
        claims.add(claim);
        Cause cause = new Cause(occurredAt, claim.messageId());
        causes.merge(new StockKey(claim.sku(), claim.location()), cause, Effects::older);
        if (claim.before() != null) {
            causes.merge(new StockKey(claim.before().sku(), claim.before().location()), cause, Effects::older);
        }
    }

    /** A balance changed, and that is why. */
    void because(StockKey key, Cause cause) {
        causes.merge(key, cause, Effects::older);
    }

    /** A claim that the batch may have changed before: it is written once, from what it was to what it is at the end. */
    void again(Claim claim, Instant occurredAt) {
        Claim first = claims.stream()
                .filter(one -> one.key().equals(claim.key()))
                .findFirst()
                .orElse(null);
        claims.remove(first);
        claim(
                first == null
                        ? claim
                        : new Claim(
                                claim.messageId(),
                                claim.key(),
                                claim.sku(),
                                claim.location(),
                                claim.quantity(),
                                first.before(),
                                claim.behind()),
                occurredAt);
    }

    /** Of all balances that change or are decided on. */
    Set<StockKey> keys() {
        if (wanted.isEmpty()) {
            return causes.keySet();
        }
        Set<StockKey> keys = new TreeSet<>(wanted);
        keys.addAll(causes.keySet());
        return keys;
    }

    Cause cause(String sku, String location) {
        Cause cause = causes.get(new StockKey(sku, location));
        if (cause == null) {
            throw new IllegalStateException("balance of " + sku + " at " + location + " changed without a cause");
        }
        return cause;
    }

    private static Cause older(Cause one, Cause other) {
        return other.occurredAt().isBefore(one.occurredAt()) ? other : one;
    }
}
