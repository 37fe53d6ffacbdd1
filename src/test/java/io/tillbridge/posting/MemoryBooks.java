package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Drawn;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.FactKeys;
import io.tillbridge.canonical.Order;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Sha256;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Books that keep in memory what posting decides: the same gathering and folding, without a database. */
public final class MemoryBooks {

    private static final Ledger LEDGER = Ledger.standard("main");

    private final FactPosting posting = new FactPosting(
            new Facts(Clock.systemUTC()),
            ReturnRules.read(HomeFiles.only(Path.of("").toAbsolutePath()), new Problems()),
            AdjustmentRules.read(HomeFiles.only(Path.of("").toAbsolutePath()), new Problems()),
            new SalesOwners(new ShopPlans("canonical", List.of())));
    private final FactKeys factKeys = FactKeys.load();
    private final CanonicalMappings mapping = new CanonicalMappings();
    private final Set<String> facts = new HashSet<>();
    private final Map<OrderKey, OrderState> orders = new HashMap<>();
    private final TreeMap<String, BigDecimal> places = new TreeMap<>();
    private final Map<String, Claim> claims = new TreeMap<>();
    private final Map<String, Drawn> entries = new HashMap<>();
    private long messages;

    /** Posts one event and says what it did, in one line each; nothing when it changed nothing. */
    public List<String> post(EventType type, ObjectNode body) {
        Work work = work(type, body);
        Work.Translated translated = Objects.requireNonNull(work.translated);
        Effects effects = new Effects();
        Drawn money;
        if (translated.event() instanceof Order order) {
            OrderState arrived = ArrivedOrders.state(work, translated, order);
            OrderState before = orders.get(arrived.key());
            OrderFold fold = OrderFold.of(before, List.of(new OrderArrival.Revision(arrived)));
            OrderPosting.gather(fold, before == null ? null : OrderStanding.of(before), fold.standing(), effects);
            orders.put(arrived.key(), fold.posted());
            money = Bookkeeping.order(fold.posted().document(), LEDGER);
            entries.put("order " + arrived.key(), money);
        } else if (facts.add(translated.factKey())) {
            posting.gather(work, translated, effects);
            money = Bookkeeping.fact(type, body, null, LEDGER);
            entries.put(translated.factKey(), money);
        } else {
            return List.of();
        }
        effects.movements.forEach(this::move);
        effects.claims.forEach(claim -> claims.put(claim.key(), claim));
        List<String> done = PostingText.of(effects, money);
        return done.isEmpty() ? PostingText.kept(translated.event()) : done;
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

    private void move(Movement movement) {
        add(
                movement.sku(),
                movement.from(),
                movement.fromBucket(),
                movement.quantity().negate());
        add(movement.sku(), movement.to(), movement.toBucket(), movement.quantity());
    }

    private void add(String sku, Place place, Bucket bucket, BigDecimal pieces) {
        places.merge(sku + " " + place.name() + " " + bucket.name().toLowerCase(Locale.ROOT), pieces, BigDecimal::add);
    }

    /** Of each item, over all places, those outside the house too: zero when nothing came from nowhere. */
    SortedMap<String, BigDecimal> sums() {
        TreeMap<String, BigDecimal> sums = new TreeMap<>();
        places.forEach((key, pieces) -> sums.merge(key.substring(0, key.indexOf(' ')), pieces, BigDecimal::add));
        return sums;
    }

    /** Promises below zero, which there must never be. */
    List<Claim> wrongClaims() {
        return claims.values().stream()
                .filter(claim -> claim.quantity().signum() < 0)
                .toList();
    }

    /** Entries that are not zero in sum, and documents of which none was drawn up; there must be none. */
    List<Drawn> wrongEntries() {
        return entries.values().stream()
                .filter(drawn -> !(drawn instanceof Drawn.Lines entry)
                        || entry.lines().stream()
                                        .map(JournalLine::amount)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                                        .signum()
                                != 0)
                .toList();
    }

    /** What entries of money come to by account, in cents, as {@link Workload#accounts} says it. */
    SortedMap<String, Integer> accounts() {
        TreeMap<String, Integer> accounts = new TreeMap<>();
        for (Drawn drawn : entries.values()) {
            if (drawn instanceof Drawn.Lines entry) {
                entry.lines()
                        .forEach(line -> accounts.merge(
                                line.account().word(),
                                line.amount().movePointRight(2).intValueExact(),
                                Integer::sum));
            }
        }
        accounts.values().removeIf(cents -> cents == 0);
        return accounts;
    }

    /** As {@link Retailer#figures} says them. */
    SortedMap<String, Integer> figures() {
        TreeMap<String, Integer> figures = new TreeMap<>();
        places.forEach((key, pieces) -> {
            if (Workload.LOCATIONS.contains(key.split(" ", -1)[1])) {
                figures.put(key, pieces.intValueExact());
            }
        });
        claims.values()
                .forEach(claim -> figures.merge(
                        claim.sku() + " " + claim.location() + " claimed",
                        claim.quantity().intValueExact(),
                        Integer::sum));
        figures.values().removeIf(pieces -> pieces == 0);
        return figures;
    }
}
