package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.Ledgers;
import io.tillbridge.canonical.EventType;
import io.tillbridge.catalog.CrossReferences;
import io.tillbridge.catalog.ItemMaster;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.catalog.Ownership;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.MappingNews;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.HeldMessages;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.message.Receipts;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.reservation.DeskLoad;
import io.tillbridge.reservation.NoticesTold;
import io.tillbridge.reservation.OrderedLines;
import io.tillbridge.reservation.Promising;
import io.tillbridge.reservation.ShippedFulfilment;
import io.tillbridge.reservation.TieBreaker;
import io.tillbridge.sourcing.SourcingRules;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.AvailabilityTold;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import io.tillbridge.tasks.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/**
 * Posting on a database of its own. One connection, {@code shop}, whose documents are canonical already, so that a test
 * says exactly what reaches the books; two destinations that follow availability.
 */
public final class PostingBed {

    static final Ledgers LEDGERS = new Ledgers(List.of(Ledger.standard("main")));

    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    /** Nodes on one database give different ids, and the same work on two databases the same ones. */
    private static final Map<DataSource, AtomicLong> IDS = new ConcurrentHashMap<>();

    public final DataSource database;
    public final ConnectionPlans plans;
    public final JdbcClient sql;
    public final ManualClock clock = new ManualClock(NOW);
    final HeldMessages held = new HeldMessages(clock);
    final CrossReferences crossReferences = new CrossReferences(clock);
    final Ownership ownership;
    final ItemMaster items;
    final ItemPosting itemPosting;
    final CountLimits limits;
    final ReturnRules returns;

    final Fulfilling fulfilling;

    /** Places order lines that have no location. */
    public final OrderSourcing sourcing;

    /** Moves order lines as a person does. */
    public final OrderMoves orderMoves;

    /** Where people say what they did with an order's goods. */
    public final OrderDesk orderDesk;

    /** Lines of orders that another item is offered for. */
    public final OrderedLines orderedLines;

    /** Places orders elsewhere whose location has no goods for them. */
    final RelocationSweep relocation;

    /** Where people decide about counts. */
    public final CountDesk countDesk;

    /** Where figures are set to what their own system says. */
    public final CorrectionDesk corrections;

    /** Where people decide about goods that came back. */
    public final ReturnDesk returnDesk;

    final OrderTies ties;
    final FactPosting factPosting;
    final PriceStart prices;

    /** Tells destinations of items what people change. */
    public final ItemTelling telling;

    /** Tells destinations of orders to suppliers. */
    public final PurchaseTelling purchases;

    /** By what rules carts are promised stock. */
    public final Promising promising;

    /** Settles who loses when goods that were promised are gone. */
    public final TieBreaker breaker;

    public final Tasks tasks = new Tasks(clock);
    final PromiseBreaks breaks;

    /** What customers and staff are told, for those who change the books beside posting. */
    public final NoticesTold notices;

    /** Tells figures that change although no stock moves. */
    final FigureTelling figures;

    final ConditionEdits conditions;
    final BundleTelling bundles;

    final MessageStore messages = new MessageStore(clock);
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicLong ids;
    final Posting posting;
    final HeldRelease release;
    final HoldDeadlines deadlines;

    /** Closes transfers and advance notices as a person does. */
    public final ConsignmentDesk consignments;

    /** What destinations are told, for those who change the books beside posting. */
    public final AvailabilityTold told;

    /** On what topics connections were heard. */
    final List<TopicsHeard.Topic> heard = new CopyOnWriteArrayList<>();

    /** The connection that documents come from. */
    private volatile String from = "shop";

    /** Who looks on at what was translated, after each commit. */
    public volatile Consumer<BatchTranslated> watcher = batch -> {};

    public PostingBed(String... skus) {
        this(List.of(), skus);
    }

    /** @param followers destinations that follow orders too */
    PostingBed(List<OutboundFlow> followers, String... skus) {
        this(TestDatabase.fresh(), new CanonicalMappings(), followers);
        addItems(skus);
    }

    /** @param mappings that have the subject {@code canonical} */
    PostingBed(List<OutboundFlow> followers, Mappings mappings, String... skus) {
        this(TestDatabase.fresh(), "canonical", mappings, () -> {}, followers);
        addItems(skus);
    }

    /** A bed whose shop is told of purchase orders by a flow {@code buying}. */
    public static PostingBed buying(String... skus) {
        return new PostingBed(
                List.of(ShopPlans.outbound("buying", EventType.PURCHASE_ORDER, List.of("id"), null)), skus);
    }

    /** A bed whose shop is told notices to customers by a flow {@code letters}, those to staff by {@code pager}. */
    public static PostingBed writing(String... skus) {
        return writing(new CanonicalMappings(), skus);
    }

    static PostingBed writing(Mappings mappings, String... skus) {
        return new PostingBed(ShopPlans.notices(), mappings, skus);
    }

    public void addItems(String... skus) {
        for (String sku : skus) {
            addItem(sku);
        }
    }

    private PostingBed(DataSource database, CanonicalMappings mappings, List<OutboundFlow> followers) {
        this(database, "canonical", mappings, () -> mappings.follow(database), followers);
    }

    /** A bed where files such as {@code config/ownership.yaml} say who owns which field of an item. */
    public static PostingBed with(Map<String, String> files, List<OutboundFlow> followers) {
        CanonicalMappings mappings = new CanonicalMappings();
        DataSource database = TestDatabase.fresh();
        return new PostingBed(database, "canonical", mappings, () -> mappings.follow(database), followers, files);
    }

    /** A node on a database that others may use too, whose documents a mapping of this name translates. */
    PostingBed(DataSource database, String mapping, Mappings mappings, MappingNews news, List<OutboundFlow> followers) {
        this(database, mapping, mappings, news, followers, Map.of());
    }

    private PostingBed(
            DataSource database,
            String mapping,
            Mappings mappings,
            MappingNews news,
            List<OutboundFlow> followers,
            Map<String, String> files) {
        this.database = database;
        sql = JdbcClient.create(database);
        ids = IDS.computeIfAbsent(database, first -> new AtomicLong());
        ShopPlans shop = new ShopPlans(mapping, followers);
        if (files.containsKey(FieldOwners.FILE)) {
            shop.connect("pim");
            shop.connect("erp");
        }
        plans = shop;
        Problems problems = new Problems();
        ownership = FieldOwners.read(HomeFiles.of(files), plans, problems);
        problems.refuse();
        items = new ItemMaster(crossReferences, ownership, clock);
        itemPosting = new ItemPosting(items, new ItemPrices(), ownership, clock);
        PostingProperties properties = new PostingProperties(
                300,
                DataSize.ofMegabytes(16),
                Duration.ofMillis(4),
                Duration.ofMillis(20),
                2,
                Duration.ofDays(7),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1));
        AvailabilityPolicy policy = RuleFiles.policy(files);
        promising = new Promising(policy.safetyStock(), new PolicyPromises(policy));
        StockLedger ledger = new StockLedger(clock, policy);
        breaker = new TieBreaker(ledger, ShippedFulfilment.rules(), promising, clock);
        breaks = new PromiseBreaks(breaker, ShippedFulfilment.rules());
        limits = CountRules.read(HomeFiles.of(files), problems).limits();
        returns = ReturnRules.read(files.containsKey(ReturnRules.FILE) ? HomeFiles.of(files) : shipped(), problems);
        problems.refuse();
        factPosting = new FactPosting(new Facts(clock), returns, adjustments(files, problems), new SalesOwners(plans));
        problems.refuse();
        Lanes lanes = new Lanes(plans, policy, clock);
        told = lanes;
        notices = new NoticeLanes(lanes);
        figures = figures(database, policy);
        bundles = new BundleTelling(database, ledger, lanes, new Outbox(), new LaneSignals(1000), clock);
        conditions = new ConditionEdits(database, policy, new AuditLog(new JdbcTemplate(database), clock), clock);
        fulfilling = fulfilling(files, policy, ledger, lanes);
        sourcing = new OrderSourcing(
                database,
                fulfilling,
                ledger,
                lanes,
                new Outbox(),
                new LaneSignals(1000),
                new Conflicts(clock),
                new AuditLog(new JdbcTemplate(database), clock),
                clock);
        relocation = relocation(files, policy, ledger, lanes);
        OrderDecisions decisions = new OrderDecisions(
                ledger,
                new ShortPicks(ShippedFulfilment.rules(), clock),
                new Conflicts(clock),
                tasks,
                lanes,
                fulfilling,
                ShippedFulfilment.rules(),
                clock);
        orderMoves = new OrderMoves(
                database,
                decisions,
                ledger,
                new PolicyPromises(policy),
                policy,
                new AuditLog(new JdbcTemplate(database), clock),
                new LaneSignals(1000),
                clock);
        orderedLines = new OrderSubstitutes(database, decisions, policy, new LaneSignals(1000));
        Books books = new Books(
                factPosting,
                new OrderPosting(new OrderBook(clock), new ShortPicks(ShippedFulfilment.rules(), clock)),
                new SnapshotPosting(ledger, clock),
                itemPosting,
                new ReservationPosting(ledger, ShippedFulfilment.rules(), promising, clock),
                new CountPosting(ledger, limits, new JournalGoods(new JournalBook(clock), LEDGERS), clock),
                ledger,
                new JournalPosting(new JournalBook(clock), LEDGERS, returns),
                new Conflicts(clock),
                breaks,
                tasks,
                lanes,
                notices,
                ShippedFulfilment.rules(),
                new Echoes(plans),
                fulfilling);
        orderDesk = new OrderDesk(
                database,
                plans,
                new Facts(clock),
                books,
                new Outbox(),
                new AuditLog(new JdbcTemplate(database), clock),
                new LaneSignals(1000),
                clock);
        consignments = new ConsignmentDesk(
                database,
                policy,
                ledger,
                new JournalPosting(new JournalBook(clock), LEDGERS, returns),
                new Conflicts(clock),
                new AuditLog(new JdbcTemplate(database), clock),
                clock);
        DeadLetters deadLetters = new DeadLetters(clock, (tx, letters) -> {});
        BatchTransaction transaction = new BatchTransaction(
                new Receipts(),
                books,
                new Outbox(),
                new MessageRecord(messages, deadLetters, properties, clock),
                held,
                new PostingPace(properties, new DeskLoad()));
        LaneSignals signals = new LaneSignals(1000);
        DecisionPosting deciding = new DecisionPosting(
                breaks,
                new JournalGoods(new JournalBook(clock), LEDGERS),
                new Conflicts(clock),
                tasks,
                lanes,
                notices,
                new Outbox());
        AuditLog audit = new AuditLog(new JdbcTemplate(database), clock);
        countDesk = new CountDesk(database, ledger, deciding, audit, signals, clock);
        corrections = new CorrectionDesk(database, ledger, deciding, audit, signals);
        returnDesk = new ReturnDesk(database, ledger, deciding, audit, signals, clock);
        ties = new OrderTies(plans);
        telling = new ItemTelling(new Lanes(plans, policy, clock), new Outbox());
        purchases = new PurchaseTelling(new Lanes(plans, policy, clock), new Outbox());
        prices = new PriceStart(
                database,
                new ItemPrices(),
                new Lanes(plans, policy, clock),
                new Outbox(),
                new LaneSignals(1000),
                clock);
        posting = new Posting(
                new Interpreter(plans),
                new References(crossReferences, items),
                new Translator(mappings),
                ties,
                transaction,
                database,
                new After(metrics, signals, this::told),
                news);
        deadlines = new HoldDeadlines(database, deadLetters, clock);
        release = new HeldRelease(database, held, items, crossReferences, ties, new ReadySignal(), mappings);
    }

    /** The rules of adjustments as they ship, or as a test has them. */
    private static AdjustmentRules adjustments(Map<String, String> files, Problems problems) {
        HomeFiles home = files.containsKey(AdjustmentRules.FILE)
                ? HomeFiles.of(files)
                : HomeFiles.only(Path.of("").toAbsolutePath());
        return AdjustmentRules.read(home, problems);
    }

    /** The files of rules as they ship. */
    private static HomeFiles shipped() {
        try {
            return HomeFiles.of(Map.of(ReturnRules.FILE, Files.readString(Path.of(ReturnRules.FILE))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Fulfilling fulfilling(
            Map<String, String> files, AvailabilityPolicy policy, StockLedger ledger, Lanes lanes) {
        SourcingRules rules = RuleFiles.sourcing(files, policy);
        return new Fulfilling(
                new SourcingPosting(
                        rules, policy, new PolicyPromises(policy), ShippedFulfilment.rules(), ledger, clock),
                new FulfilmentRequests(rules, ShippedFulfilment.rules(), lanes, clock),
                new OrderReturns(
                        returns,
                        new OrderReleases(new OrderBook(clock), new ShortPicks(ShippedFulfilment.rules(), clock))));
    }

    private RelocationSweep relocation(
            Map<String, String> files, AvailabilityPolicy policy, StockLedger ledger, Lanes lanes) {
        return new RelocationSweep(
                database,
                new SourcingMoves(
                        RuleFiles.sourcing(files, policy),
                        policy,
                        new PolicyPromises(policy),
                        ShippedFulfilment.rules(),
                        ledger,
                        clock),
                fulfilling,
                ledger,
                lanes,
                new Outbox(),
                new LaneSignals(1000),
                tasks,
                clock);
    }

    /** As another node, or on a database whose commits fail. */
    FigureTelling figures(DataSource through, AvailabilityPolicy policy) {
        return new FigureTelling(
                through,
                new StockLedger(clock),
                new Lanes(plans, policy, clock),
                new Outbox(),
                new LaneSignals(1000),
                policy,
                clock);
    }

    private void told(Object event) {
        if (event instanceof BatchTranslated batch) {
            watcher.accept(batch);
        } else if (event instanceof TopicsHeard topics) {
            heard.addAll(topics.topics());
        }
    }

    void addItem(String sku) {
        sql.sql("insert into item (sku, updated_at) values (?, now())")
                .param(sku)
                .update();
    }

    /** Posts canonical documents as one batch of first arrivals and answers their message ids. */
    public List<UUID> post(EventType type, ObjectNode... documents) {
        List<ReadyDocument> batch = new ArrayList<>();
        for (ObjectNode document : documents) {
            batch.add(arrival(type, document, null));
        }
        posting.post(batch);
        return batch.stream().map(ready -> ready.document().messageId()).toList();
    }

    /** Another system, which owns this, speaks from now on. */
    public void speak(String connection, String... owns) {
        ((ShopPlans) plans).connect(connection, owns);
        from = connection;
    }

    /** Posts arrivals as one batch. */
    public void postBatch(List<ReadyDocument> batch) {
        posting.post(batch);
    }

    /** A canonical document as it first arrives. */
    public ReadyDocument arrival(EventType type, ObjectNode document, @Nullable String receiptKey) {
        ObjectNode wrapped = ExactJson.nodes().objectNode();
        wrapped.put("key", document.path("id").asText("none"));
        wrapped.set("event", document);
        return arrival(type.word(), wrapped.toString().getBytes(StandardCharsets.UTF_8), receiptKey);
    }

    ReadyDocument arrival(String flow, byte[] body, @Nullable String receiptKey) {
        return ReadyDocument.arrived(new AcceptedDocument(
                new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | ids.incrementAndGet()),
                null,
                from,
                flow,
                receiptKey,
                null,
                NOW,
                "application/json",
                Map.of(),
                body,
                null));
    }

    /** Takes and posts what is ready in the message table, as the second port does. */
    public int postReady() {
        try (Connection connection = database.getConnection()) {
            List<ReadyDocument> ready =
                    messages.claim(connection, 100, DataSize.ofMegabytes(16), Duration.ofSeconds(60));
            if (!ready.isEmpty()) {
                posting.post(ready);
            }
            return ready.size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public String state(UUID message) {
        return sql.sql("select state || coalesce(':' || reason, '') from message where message_id = ?")
                .param(message)
                .query(String.class)
                .single();
    }

    /** Sellable, claimed and sequence, such as {@code 10/2#3}. */
    public String balance(String sku, String location) {
        return sql.sql("""
                        select trim_scale(sellable) || '/' || trim_scale(claimed) || '#' || sequence
                          from stock_balance where sku = ? and location = ?""").params(sku, location).query(String.class).optional().orElse("none");
    }

    /** Returns when a transaction of this database waits for another one. */
    void untilOneWaitsForALock() {
        untilWaitForALock(1);
    }

    /** Returns when so many do. */
    void untilWaitForALock(int transactions) {
        Eventually.holds(() -> assertThat(
                        count("pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"))
                .isGreaterThanOrEqualTo(transactions));
    }

    public long count(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }
}
