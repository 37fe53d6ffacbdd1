package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.SALE_VOIDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import io.tillbridge.books.JournalQueries;
import io.tillbridge.canonical.EventType;
import io.tillbridge.platform.Transactions;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Receipts that are voided after they were posted, with them, and before they come. */
class SaleVoidsIT {

    private static final LocalDate DAY = LocalDate.parse("2026-11-21");

    private final PostingBed bed = new PostingBed("TEE");

    SaleVoidsIT() {
        bed.sql
                .sql("update item set cost = ?, cost_currency = 'EUR'")
                .param(new BigDecimal("60"))
                .update();
    }

    private static ObjectNode sale(String receipt) {
        return JournalIT.sale(receipt, "card", "119.00");
    }

    private String trial(LocalDate day) {
        return new JournalQueries(bed.sql)
                .trialBalance(day, day, "S1").stream()
                        .filter(row -> row.debit().compareTo(row.credit()) != 0)
                        .map(row -> row.account().word() + " " + row.debit().subtract(row.credit()))
                        .collect(Collectors.joining(", "));
    }

    private String onHand() {
        String balance = bed.balance("TEE", "S1");
        return balance.substring(0, balance.indexOf('/'));
    }

    @Test
    void aVoidTakesGoodsAndMoneyOfAPostedSaleBackOnce() {
        bed.post(SALE, sale("1"), sale("2"));
        UUID taken = bed.post(SALE_VOIDED, sale("1")).get(0);
        UUID again = bed.post(SALE_VOIDED, sale("1")).get(0);

        assertThat(onHand()).isEqualTo("-1");
        assertThat(trial(DAY))
                .isEqualTo("card_clearing 119.00, cogs 60.00, inventory -60.00, sales -100.00, tax_payable -19.00");
        assertThat(bed.state(taken)).isEqualTo("posted");
        assertThat(bed.state(again)).isEqualTo("skipped:repeat");
        assertThat(bed.sql
                        .sql(
                                "select reason || ' ' || from_place || ' ' || to_place from stock_movement where message_id = ?")
                        .param(taken)
                        .query(String.class)
                        .list())
                .containsExactly("void customer S1");
        List<JournalQueries.Entry> entries = new JournalQueries(bed.sql).day(DAY, null, "", 10);
        JournalQueries.Entry undoing = entries.stream()
                .filter(entry -> entry.reversalOf() != null)
                .findFirst()
                .orElseThrow();
        assertThat(undoing.messageId()).isEqualTo(taken);
        assertThat(undoing.register()).isEqualTo("R1");
        assertThat(entries)
                .filteredOn(entry -> entry.number().equals(undoing.reversalOf()))
                .extracting(JournalQueries.Entry::reversedBy)
                .containsExactly(undoing.number());
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
    }

    @Test
    void aSaleOfAClosedDayIsUndoneOnTheFirstOpenOne() {
        bed.post(SALE, sale("1"));
        bed.sql
                .sql("insert into journal_closed values ('2026-11-21', now(), 'ana')")
                .update();
        bed.post(SALE_VOIDED, sale("1"));

        assertThat(trial(DAY)).startsWith("card_clearing 119.00");
        assertThat(trial(DAY.plusDays(1)))
                .isEqualTo("card_clearing -119.00, cogs -60.00, inventory 60.00, sales 100.00, tax_payable 19.00");
        assertThat(new JournalQueries(bed.sql)
                        .day(DAY.plusDays(1), null, "", 10)
                        .get(0)
                        .businessDate())
                .isEqualTo(DAY);
    }

    @Test
    void aVoidWithItsSaleOrBeforeItLeavesNothing() {
        bed.postBatch(List.of(bed.arrival(SALE, sale("1"), null), bed.arrival(SALE_VOIDED, sale("1"), null)));
        bed.postBatch(List.of(bed.arrival(SALE_VOIDED, sale("2"), null), bed.arrival(SALE, sale("2"), null)));
        bed.post(SALE_VOIDED, sale("3"));
        UUID late = bed.post(SALE, sale("3")).get(0);

        assertThat(bed.state(late)).isEqualTo("skipped:voided");
        assertThat(bed.count("stock_movement")).isZero();
        assertThat(bed.count("journal_entry")).isZero();
        assertThat(bed.count("conflict")).isZero();
    }

    @Test
    void aVoidSeesASaleThatIsPostedAtOnceWithIt() throws Exception {
        List<CompletableFuture<?>> both = Transactions.in(bed.database, transaction -> {
            closing(transaction);
            CompletableFuture<?> selling = CompletableFuture.runAsync(() -> bed.post(SALE, sale("1")));
            bed.untilWaitForALock(1);
            CompletableFuture<?> voiding = CompletableFuture.runAsync(() -> bed.post(SALE_VOIDED, sale("1")));
            bed.untilWaitForALock(2);
            return List.of(selling, voiding);
        });
        for (CompletableFuture<?> one : both) {
            one.get(30, TimeUnit.SECONDS);
        }

        assertThat(bed.count("fact")).isEqualTo(2);
        assertThat(onHand()).isEqualTo("0");
        assertThat(trial(DAY)).isEmpty();
        assertThat(bed.count("journal_entry where reversal_of is not null")).isOne();
    }

    /** Else it would take back what the repost takes back too. */
    @Test
    void aVoidWaitsForWhoPostsItsSaleAnew() throws Exception {
        bed.post(SALE, sale("1"));
        CompletableFuture<?> voiding = Transactions.in(bed.database, transaction -> {
            try (Statement statement = transaction.createStatement()) {
                statement.execute("select from fact where fact_key = 'sale|shop|R1|1' for update");
            }
            CompletableFuture<?> other = CompletableFuture.runAsync(() -> bed.post(SALE_VOIDED, sale("1")));
            bed.untilOneWaitsForALock();
            return other;
        });

        voiding.get(30, TimeUnit.SECONDS);
        assertThat(onHand()).isEqualTo("0");
    }

    @Test
    void aVoidTakesBackWhatItsSaleMovesSinceItWasPostedAnew() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed wrong = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
        RepostBed reposts = new RepostBed(wrong, mappings);
        List<UUID> sold = wrong.post(EventType.SALE, Events.sale("1", "TEE", "2"));
        reposts.repost(3, sold);
        assertThat(wrong.balance("TEE", "S9")).as("V3 misreads the place").startsWith("-");
        wrong.post(EventType.SALE_VOIDED, Events.sale("1", "TEE", "2"));

        assertThat(wrong.count("stock_balance where sellable <> 0")).isZero();
        assertThat(wrong.count("stock_movement where reason = 'void'"))
                .as("what the repost took back stays so")
                .isOne();
    }

    /** Somebody closes a period meanwhile: what is posted waits for him with its facts and movements already written. */
    private static void closing(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(%d)".formatted(0x74696c6c626f6f6bL));
        }
    }

    @Test
    void aVoidedSaleIsNotPostedAnew() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed wrong = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
        RepostBed reposts = new RepostBed(wrong, mappings);
        mappings.active = 3;
        List<UUID> sold = wrong.post(EventType.SALE, Events.sale("1", "MUG", "2"));
        List<UUID> voided = wrong.post(EventType.SALE_VOIDED, Events.sale("1", "MUG", "2"));
        reposts.repost(2, sold);
        reposts.repost(2, voided);

        assertThat(wrong.sql
                        .sql("select coalesce(sum(sellable), 0) = 0 from stock_balance")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(wrong.count("fact_repost")).isZero();
    }
}
