package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Drawn;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.FactKeys;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.OrderReference;
import io.tillbridge.canonical.StockCounted;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderNames;
import io.tillbridge.orders.OrderState;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Sha256;
import io.tillbridge.reservation.Request;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.ShelfCount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Books that keep in memory what posting decides: the same gathering, folding, counting and holding, without a database. What
 * comes of it is in their {@link #written}.
 */
public final class MemoryBooks {

    private static final Ledger LEDGER = Ledger.standard("main");
    private static final HomeFiles SHIPPED = HomeFiles.only(Path.of("").toAbsolutePath());

    private final FactPosting posting = new FactPosting(
            new Facts(Clock.systemUTC()),
            ReturnRules.read(SHIPPED, new Problems()),
            AdjustmentRules.read(SHIPPED, new Problems()),
            new SalesOwners(new ShopPlans("canonical", List.of())));
    private final FactKeys factKeys = FactKeys.load();
    private final CanonicalMappings mapping = new CanonicalMappings();
    private final Set<String> facts = new HashSet<>();
    private final Map<OrderKey, OrderState> orders = new HashMap<>();
    private final Map<OrderKey, List<JournalLine>> refunds = new HashMap<>();
    private final Map<OrderKey, List<OrderFacts.Kept>> returns = new HashMap<>();
    private final List<Held> waiting = new ArrayList<>();
    private final MemoryCarts carts = new MemoryCarts();
    private final MemoryCounts counts;
    private Instant now = Instant.MIN;
    private long messages;

    /** What waits for its order. */
    private record Held(Work work, Work.Translated translated) {}

    /** What was written. */
    final MemoryLedger written = new MemoryLedger();

    /** Books that count by the rules that ship. */
    public MemoryBooks() {
        this(CountRules.read(SHIPPED, new Problems()).limits());
    }

    MemoryBooks(CountLimits limits) {
        counts = new MemoryCounts(limits);
    }

    /** Posts one event and says what it did, in one line each; nothing when it changed nothing. */
    public List<String> post(EventType type, ObjectNode body) {
        Work work = work(type, body);
        Work.Translated translated = Objects.requireNonNull(work.translated);
        CanonicalEvent event = translated.event();
        now = event.occurredAt().isAfter(now) ? event.occurredAt() : now;
        if (!(event instanceof Order) && !facts.add(translated.factKey())) {
            return List.of();
        }
        List<String> done = post(work, translated);
        if (event instanceof Order) {
            for (Iterator<Held> held = waiting.iterator(); held.hasNext(); ) {
                Held one = held.next();
                if (order(one.translated().event()) != null) {
                    held.remove();
                    done.addAll(post(one.work(), one.translated()));
                }
            }
        }
        return done;
    }

    /** Holds of carts end, whose time has come by then. */
    void expireAll() {
        now = Instant.MAX;
        carts.decide(null, now, written.sellable(), written.promised()).forEach(written::claim);
    }

    private List<String> post(Work work, Work.Translated translated) {
        CanonicalEvent event = translated.event();
        Effects effects = new Effects();
        Drawn money = JournalPosting.NOTHING;
        OrderKey key = order(event);
        if (key != null) {
            money = fold(key, arrival(work, translated), effects);
        } else if (event instanceof FulfilmentStep && OrderTies.reference(event) != null) {
            waiting.add(new Held(work, translated));
        } else {
            posting.gather(work, translated, effects);
            money = Bookkeeping.fact(event.type(), translated.body(), null, LEDGER);
            refunded(work, translated, money, effects);
            written.entry(translated.factKey(), money);
        }
        effects.movements.forEach(written::move);
        effects.claims.forEach(written::claim);
        List<String> done = PostingText.of(effects, money);
        counts.takenUp(effects.movements).forEach(written::move);
        count(work, event, done);
        Request request = carts.asked(event, translated.factKey());
        if (request != null) {
            written.held(carts.decide(request, now, written.sellable(), written.promised()));
        }
        return done.isEmpty() ? new ArrayList<>(PostingText.kept(event)) : done;
    }

    private void count(Work work, CanonicalEvent event, List<String> done) {
        if (event instanceof StockCounted counted) {
            List<ShelfCount> pending = new ArrayList<>();
            counts.decide(CountPosting.counted(work, counted, CountRound.By.LIMITS), pending)
                    .forEach(movement -> {
                        written.move(movement);
                        done.add(PostingText.text(movement));
                    });
            pending.forEach(count -> {
                done.addAll(PostingText.kept(event));
                done.add("raised " + CountPosting.PENDING + " " + count.reason());
            });
        }
    }

    private Drawn fold(OrderKey key, OrderArrival arrived, Effects effects) {
        OrderState before = orders.get(key);
        OrderFold fold = OrderFold.of(before, List.of(arrived));
        OrderStanding standing = fold.standing();
        OrderPosting.gather(fold, before == null ? null : OrderStanding.of(before), standing, effects);
        orders.put(key, fold.posted());
        release(key, arrived.cause(), effects);
        Drawn money = Bookkeeping.order(standing.state().document(), LEDGER);
        written.shipped(key.id(), effects.movements);
        deposit(key);
        written.entry("order " + key.system() + " " + key.id(), money);
        return money;
    }

    private void refunded(Work work, Work.Translated translated, Drawn money, Effects effects) {
        CanonicalEvent event = translated.event();
        String order = translated.body().path("orderId").asText();
        if (event.type() == EventType.RETURN && !order.isEmpty()) {
            OrderKey key = new OrderKey(translated.body().path("system").asText(), order);
            Effects.Cause cause =
                    new Effects.Cause(event.occurredAt(), work.ready.document().messageId());
            returns.computeIfAbsent(key, unseen -> new ArrayList<>())
                    .add(new OrderFacts.Kept(
                            translated.factKey(),
                            event.type(),
                            cause.messageId(),
                            cause.occurredAt(),
                            translated.body()));
            release(key, cause, effects);
            if (money instanceof Drawn.Lines lines) {
                refunds.computeIfAbsent(key, unseen -> new ArrayList<>()).addAll(lines.lines());
                deposit(key);
            }
        }
    }

    private void release(OrderKey key, Effects.Cause cause, Effects effects) {
        OrderState before = orders.get(key);
        if (before != null) {
            OrderState after =
                    OrderReleases.with(before, UnsentRefunds.of(before, returns.getOrDefault(key, List.of())));
            OrderClaims.between(OrderStanding.of(before), OrderStanding.of(after), cause, effects);
            orders.put(key, after);
        }
    }

    private void deposit(OrderKey key) {
        OrderState order = orders.get(key);
        if (order != null && refunds.containsKey(key)) {
            written.entry(
                    "deposit " + key.system() + " " + key.id(),
                    Bookkeeping.deposit(
                            OrderStanding.of(order).state().document(), refunds.getOrDefault(key, List.of()), LEDGER));
        }
    }

    private static OrderArrival arrival(Work work, Work.Translated translated) {
        return translated.event() instanceof Order order
                ? new OrderArrival.Revision(ArrivedOrders.state(work, translated, order))
                : new OrderArrival.Goods(GoodsFact.of(
                        work.ready.document().messageId(), translated, (FulfilmentStep) translated.event()));
    }

    /** The order that an event is of, or tells goods of; null when it is of none, or of one that nobody told of. */
    private @Nullable OrderKey order(CanonicalEvent event) {
        if (event instanceof Order order) {
            return new OrderKey(order.system(), order.id());
        }
        OrderReference reference = OrderTies.goods(event);
        if (reference == null) {
            return null;
        }
        List<OrderNames.Named> known = new ArrayList<>();
        orders.forEach((key, state) ->
                known.add(new OrderNames.Named(key, state.order().number())));
        Set<OrderKey> found = new OrderNames(known).of(reference, ((FulfilmentStep) event).system());
        return found.size() == 1 ? found.iterator().next() : null;
    }

    private Work work(EventType type, ObjectNode body) {
        String json = body.toString();
        UUID id = new UUID(0x7000L, ++messages);
        Work work = new Work(ReadyDocument.arrived(new AcceptedDocument(
                id,
                null,
                "shop",
                type.word(),
                null,
                null,
                PostingBed.NOW,
                "application/json",
                Map.of(),
                json.getBytes(StandardCharsets.UTF_8),
                null)));
        work.translated = new Work.Translated(
                mapping,
                body,
                json,
                Sha256.of(json),
                CanonicalReader.read(type, body, PostingBed.NOW),
                factKeys.of(type, body));
        return work;
    }
}
