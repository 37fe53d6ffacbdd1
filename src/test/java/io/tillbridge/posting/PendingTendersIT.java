package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.PAYMENT_CAPTURED;
import static io.tillbridge.canonical.EventType.PAYMENT_DECLINED;
import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import io.tillbridge.books.JournalQueries;
import io.tillbridge.canonical.EventType;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.platform.Transactions;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tenders that are no money yet: cards that were read offline, captures that are still to come. */
class PendingTendersIT {

    private static final LocalDate DAY = LocalDate.parse("2026-11-21");
    private static final String SOLD = ", sales -100.00, tax_payable -19.00";

    private final PostingBed bed = new PostingBed("TEE");

    /** Fifty in cash, the rest by a card that nobody has captured. */
    private static ObjectNode sale(String receipt) {
        ObjectNode sale = JournalIT.sale(receipt, "card", "119.00");
        return sale.setAll(JournalIT.json("{'tenders':[{'kind':'cash','amount':'EUR 50.00'},"
                + "{'kind':'card','amount':'EUR 69.00','state':'pending','payment':'P|" + receipt + "'}]}"));
    }

    private static ObjectNode payment(String receipt) {
        return JournalIT.json("{'system':'shop','id':'P|" + receipt
                + "','occurredAt':'2026-11-21T15:00:00Z','amount':'EUR 69.00','kind':'card'}");
    }

    private String trial() {
        return new JournalQueries(bed.sql)
                .trialBalance(DAY, DAY, "S1").stream()
                        .filter(row -> row.debit().compareTo(row.credit()) != 0)
                        .map(row -> row.account().word() + " " + row.debit().subtract(row.credit()))
                        .collect(Collectors.joining(", "));
    }

    private long declined() {
        return bed.count("conflict where kind = 'tender_declined' and resolved_at is null");
    }

    @Test
    void aPendingTenderIsNoMoneyUntilItIsCaptured() {
        bed.post(SALE, sale("1"));
        assertThat(trial()).isEqualTo("cash 50.00, pending_tenders 69.00" + SOLD);

        bed.post(PAYMENT_CAPTURED, payment("1"));
        bed.post(PAYMENT_CAPTURED, payment("1"));
        assertThat(trial()).isEqualTo("card_clearing 69.00, cash 50.00" + SOLD);
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
    }

    @Test
    void aDeclinedOneMakesTheSaleUnpaidAndIsRaisedUntilItIsCapturedAfterAll() {
        bed.post(SALE, sale("1"));
        bed.post(PAYMENT_DECLINED, payment("1"));

        assertThat(trial()).isEqualTo("cash 50.00, receivables 69.00" + SOLD);
        assertThat(bed.sql
                        .sql("select subject || ' ' || detail from conflict where kind = 'tender_declined'")
                        .query(String.class)
                        .single())
                .isEqualTo("payment|shop|P\\|1 {\"sale\":\"sale|shop|R1|1\",\"payment\":\"P|1\",\"amount\":\"69\"}");

        bed.post(PAYMENT_CAPTURED, payment("1"));
        assertThat(trial()).isEqualTo("card_clearing 69.00, cash 50.00" + SOLD);
        assertThat(declined()).isZero();
    }

    @Test
    void everyOrderOfSaleCaptureAndDeclineEndsAlike() {
        for (boolean atOnce : List.of(false, true)) {
            for (List<Integer> order : TransfersIT.permutations(List.of(0, 1, 2))) {
                String receipt = order + (atOnce ? "at once" : "");
                List<ReadyDocument> batch = new ArrayList<>();
                for (int each : order) {
                    EventType type =
                            List.of(SALE, PAYMENT_CAPTURED, PAYMENT_DECLINED).get(each);
                    batch.add(bed.arrival(type, each == 0 ? sale(receipt) : payment(receipt), null));
                }
                if (atOnce) {
                    bed.postBatch(batch);
                } else {
                    batch.forEach(one -> bed.postBatch(List.of(one)));
                }
                assertThat(bed.sql
                                .sql("""
                                        select coalesce(sum(l.v), 0) from journal_entry,
                                               jsonb_to_recordset(lines) as l (a text, v numeric, o text)
                                         where l.a in ('pending_tenders', 'receivables') and l.o = ?""")
                                .param("P|" + receipt)
                                .query(java.math.BigDecimal.class)
                                .single())
                        .as(receipt)
                        .isZero();
            }
        }
        assertThat(declined()).isZero();
        assertThat(bed.count("pending_tender where state = 'captured'")).isEqualTo(12);
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
    }

    @Test
    void aSaleWaitsForAPaymentThatIsPostedAtOnceWithIt() throws Exception {
        CompletableFuture<?> selling = Transactions.in(bed.database, transaction -> {
            try (Statement statement = transaction.createStatement()) {
                statement.execute(
                        "insert into fact values ('payment.captured|shop|P\\|1', 'payment.captured', gen_random_uuid(), '', 'm', 1, now());"
                                + " select pg_advisory_xact_lock(1953067117, hashtext('|shop|P\\|1') & 63)");
            }
            CompletableFuture<?> other = CompletableFuture.runAsync(() -> bed.post(SALE, sale("1")));
            bed.untilOneWaitsForALock();
            return other;
        });

        selling.get(30, TimeUnit.SECONDS);
        assertThat(trial()).isEqualTo("card_clearing 69.00, cash 50.00" + SOLD);
    }

    @Test
    void theTillHasTheCardThatIsStillPending() {
        bed.post(SALE, sale("1"));
        bed.post(
                EventType.REGISTER_CLOSED,
                JournalIT.json(
                        "{'system':'shop','id':'Z1','register':'R1','location':'S1','closedAt':'2026-11-21T18:00:00Z',"
                                + "'currency':'EUR','tenders':[{'kind':'cash','expected':'EUR 50.00','counted':'EUR 50.00'},"
                                + "{'kind':'card','expected':'EUR 69.00','counted':'EUR 69.00'}]}"));

        assertThat(bed.count("conflict where kind = 'closure_difference'")).isZero();
        assertThat(trial()).isEqualTo("cash 50.00, pending_tenders 69.00" + SOLD);
    }
}
