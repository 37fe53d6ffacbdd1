package io.tillbridge.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.canonical.EventType;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.stock.StockLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The desk beside posting on one database. */
public final class ReservationBed implements AutoCloseable {

    public final PostingBed posting;
    public final ReservationDesk desk;
    public final ReservationQueries queries;
    final ReservationBooks books;
    final ExpirySweep sweep;
    final RiskSweep risks;
    final NoShowSweep noShows;
    private final AtomicInteger receipts = new AtomicInteger();
    private final AtomicInteger operations = new AtomicInteger();

    public ReservationBed(PostingBed posting) {
        this(posting, 1);
    }

    /** @param workers rounds of the desk that are under way at once */
    ReservationBed(PostingBed posting, int workers) {
        this(posting, posting.database, workers);
    }

    /** @param database through which the desk writes, such as one whose commits fail */
    ReservationBed(PostingBed posting, DataSource database) {
        this(posting, database, 1);
    }

    private ReservationBed(PostingBed posting, DataSource database, int workers) {
        this.posting = posting;
        books = new ReservationBooks(
                new StockLedger(posting.clock),
                posting.told,
                posting.notices,
                new Outbox(),
                ShippedFulfilment.rules(),
                posting.promising,
                posting.breaker,
                posting.tasks,
                posting.clock);
        ReservationProperties properties = new ReservationProperties(
                64,
                Duration.ofMillis(4),
                workers,
                2_000,
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofDays(30));
        LaneSignals signals = new LaneSignals(1000);
        desk = new ReservationDesk(database, books, signals, properties, new SimpleMeterRegistry());
        sweep = new ExpirySweep(database, books, signals, properties, posting.clock);
        queries = new ReservationQueries(posting.sql);
        MadeGood good = new MadeGood(
                new StockLedger(posting.clock),
                posting.breaker,
                ShippedFulfilment.rules(),
                posting.promising,
                posting.told,
                posting.notices,
                new Outbox(),
                posting.tasks,
                posting.clock);
        noShows = new NoShowSweep(
                database, books, ShippedFulfilment.rules(), posting.notices, new Outbox(), signals, posting.clock);
        risks = new RiskSweep(database, good, new SimpleMeterRegistry());
    }

    /** Where other items are offered. */
    public SubstitutionDesk substitutions(AuditLog audit) {
        return new SubstitutionDesk(
                posting.database,
                desk,
                new ReservedLines(desk, queries, posting.clock),
                posting.orderedLines,
                ShippedFulfilment.rules(),
                posting.notices,
                posting.tasks,
                audit,
                posting.clock);
    }

    /** More of an item at S1. */
    public void receive(String sku, int quantity) {
        posting.post(
                EventType.STOCK_RECEIVED,
                Events.received("bed-" + receipts.incrementAndGet(), sku, String.valueOf(quantity)));
    }

    Request.Step step(String cart, Request.Kind kind, Request.Part... parts) {
        return step(cart, kind, null, "op-" + operations.incrementAndGet(), parts);
    }

    Request.Step step(
            String cart, Request.Kind kind, @Nullable String location, String operation, Request.Part... parts) {
        return new Request.Step(
                Rounds.cart(cart).reservation(),
                kind,
                List.of(parts),
                location,
                new Request.Operation(operation, PostingBed.NOW));
    }

    /** The hold's time has passed, as the database sees it. */
    void expire(String cart) {
        posting.sql
                .sql("update stock_claim set expires_at = clock_timestamp() - interval '1 second'"
                        + " where reservation_id = ? and state = 'held'")
                .param(Rounds.cart(cart).reservation())
                .update();
    }

    /** States of a cart's claims with open quantities, such as {@code held 1}. */
    List<String> of(String cart) {
        UUID id = Rounds.cart(cart).reservation();
        return queries.find(List.of(id)).stream()
                .map(line -> line.state().word() + " "
                        + line.open().stripTrailingZeros().toPlainString())
                .toList();
    }

    /** The time of every hold has passed, and what it held is free. */
    public void expireAll() {
        posting.sql
                .sql("update stock_claim set expires_at = clock_timestamp() - interval '1 second' where state = 'held'")
                .update();
        while (posting.count("stock_claim where state = 'held'") > 0) {
            sweepNow();
        }
    }

    void sweepNow() {
        try (Connection connection = posting.database.getConnection()) {
            books.sweep(connection, 500);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claimed total of every balance is the sum of its open claims, and no open claim has no balance. */
    void claimedIsTheSumOfOpenClaims() {
        assertThat(posting.sql.sql("""
                select coalesce(b.sku, c.sku) || '@' || coalesce(b.location, c.location) || ' ' || coalesce(b.claimed, 0)
                       || ' <> ' || coalesce(c.open, 0)
                  from stock_balance b
                  full join (select sku, location, sum(quantity) as open from stock_claim where quantity > 0 group by 1, 2) c
                    on c.sku = b.sku and c.location = b.location
                 where coalesce(b.claimed, 0) <> coalesce(c.open, 0)
                """).query(String.class).list()).isEmpty();
    }

    @Override
    public void close() {
        desk.close();
    }
}
