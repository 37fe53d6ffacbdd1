package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.Account;
import io.tillbridge.books.JournalCheck;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.JournalQueries;
import io.tillbridge.books.Periods;
import io.tillbridge.books.TillLocks;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Transactions;
import io.tillbridge.support.Eventually;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Entries that postings make, in the tables. */
class JournalIT {

    private static final LocalDate DAY = LocalDate.parse("2026-11-21");

    private final PostingBed bed = new PostingBed("TEE", "MUG");
    private final JournalQueries journal = new JournalQueries(bed.sql);

    JournalIT() {
        cost("TEE", "60");
    }

    private void cost(String sku, String cost) {
        bed.sql
                .sql("update item set cost = ?, cost_currency = 'EUR' where sku = ?")
                .params(new BigDecimal(cost), sku)
                .update();
    }

    static ObjectNode json(String text) {
        String money = text.replaceAll("'([A-Z]{3}) (-?[0-9.]+)'", "{'amount':'$2','currency':'$1'}");
        return (ObjectNode) ExactJson.parse(money.replace('\'', '"'));
    }

    static ObjectNode sale(String receipt, String tender, String amount) {
        ObjectNode sale = Events.sale(receipt, "TEE", "1").put("taxIncluded", false);
        sale.put("businessDate", "2026-11-21");
        ((ObjectNode) sale.at("/lines/0"))
                .setAll(json("{'lineTotal':'EUR 100.00','taxes':[{'code':'VAT19','amount':'EUR 19.00'}]}"));
        return sale.setAll(json("{'tenders':[{'kind':'" + tender + "','amount':'EUR " + amount
                + "'}],'totals':{'tax':'EUR 19.00','grand':'EUR 119.00'}}"));
    }

    static ObjectNode order(int revision, String fulfilled, String payment) {
        ObjectNode order = Events.order("O1", revision, "open", "TEE", "3", fulfilled);
        ((ObjectNode) order.at("/lines/0"))
                .setAll(json("{'lineTotal':'EUR 100.00','taxes':[{'code':'VAT19','amount':'EUR 19.00'}]}"));
        order.put("taxIncluded", false).put("businessDate", "2026-11-19");
        return order.setAll(
                json("{'totals':{'tax':'EUR 19.00','grand':'EUR 119.00'},'payment':{'state':'" + payment + "'}}"));
    }

    /** {@code account debit-credit} of a day, accounts that are even left out. */
    private Map<String, String> trial(LocalDate day) {
        Map<String, String> trial = new TreeMap<>();
        for (JournalQueries.TrialRow row : journal.trialBalance(day, day, null)) {
            BigDecimal balance = row.debit().subtract(row.credit());
            if (balance.signum() != 0) {
                trial.put(row.account().word(), balance.toPlainString());
            }
        }
        return trial;
    }

    private List<JournalQueries.Entry> day() {
        return journal.day(DAY, null, "", 100);
    }

    @Test
    void aSaleIsOneEntryWithMoneyAndGoods() {
        UUID message = bed.post(EventType.SALE, sale("1", "card", "119.00")).get(0);

        assertThat(trial(DAY))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "card_clearing",
                        "119.00",
                        "sales",
                        "-100.00",
                        "tax_payable",
                        "-19.00",
                        "cogs",
                        "60.00",
                        "inventory",
                        "-60.00"));
        JournalQueries.Entry entry = day().get(0);
        assertThat(entry.messageId()).isEqualTo(message);
        assertThat(entry.number()).matches("J[0-9a-f]{20}");
        assertThat(entry.factKey()).isEqualTo("sale|shop|R1|1");
        assertThat(entry.store()).isEqualTo("S1");
        assertThat(entry.register()).isEqualTo("R1");
        assertThat(journal.find(entry.number())).contains(entry);
    }

    @Test
    void aSaleReceivedTwiceIsOneEntry() {
        bed.post(EventType.SALE, sale("1", "card", "119.00"), sale("1", "card", "119.00"));
        bed.post(EventType.SALE, sale("1", "card", "119.00"));

        assertThat(day()).hasSize(1);
    }

    @Test
    void goodsWithoutACostHaveNoValueAndDocumentsWithoutMoneyNoEntry() {
        bed.post(EventType.SALE, Events.sale("1", "MUG", "1"));
        bed.post(EventType.STOCK_RECEIVED, Events.received("R", "MUG", "5"));

        assertThat(bed.count("journal_entry")).isZero();
    }

    @Test
    void aSaleThatDoesNotAddUpMovesItsGoodsAndIsRaised() {
        bed.post(EventType.SALE, sale("1", "card", "118.00"));

        assertThat(bed.balance("TEE", "S1")).startsWith("-1/");
        assertThat(bed.count("journal_entry")).isZero();
        assertThat(bed.sql
                        .sql("select kind || ' ' || subject || ' ' || detail from conflict where kind like 'entry%'")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "entry_unbalanced sale|shop|R1|1 {\"documentTotal\":\"119.00\",\"tenders\":\"118.00\"}");
    }

    @Test
    void receiptsCountsAndReturnsAreValuedAtCost() {
        bed.post(EventType.STOCK_RECEIVED, Events.received("R", "TEE", "100"));
        assertThat(trial(DAY)).isEqualTo(Map.of("inventory", "6000.00", "grni", "-6000.00"));

        bed.post(EventType.STOCK_SNAPSHOT, Events.snapshot("TEE", "98", "2026-11-21T10:30:00Z"));
        bed.post(EventType.RETURN, Events.returned("T", "TEE", "1", "damaged"));
        bed.post(EventType.RETURN, Events.returned("U", "TEE", "1", "sellable"));
        assertThat(trial(DAY))
                .isEqualTo(Map.of("inventory", "5940.00", "grni", "-6000.00", "shrink", "180.00", "cogs", "-120.00"));
    }

    @Test
    void anOrderIsADepositWhenItIsPaidAndEarnedAsItShipsWhateverTheOrderOfItsRevisions() {
        bed.post(EventType.ORDER, order(1, "0", "pending"));
        assertThat(bed.count("journal_entry")).isZero();
        bed.post(EventType.ORDER, order(2, "0", "paid"));
        assertThat(trial(DAY)).isEqualTo(Map.of("card_clearing", "119.00", "customer_deposits", "-119.00"));
        bed.post(EventType.ORDER, order(3, "1", "paid"));
        assertThat(trial(DAY))
                .isEqualTo(Map.of(
                        "card_clearing",
                        "119.00",
                        "customer_deposits",
                        "-79.34",
                        "sales",
                        "-33.33",
                        "tax_payable",
                        "-6.33",
                        "cogs",
                        "60.00",
                        "inventory",
                        "-60.00"));
        bed.post(EventType.ORDER, order(4, "3", "paid"));

        PostingBed other = new PostingBed("TEE");
        other.sql.sql("update item set cost = 60, cost_currency = 'EUR'").update();
        for (int[] revision : new int[][] {{4, 3}, {2, 0}, {3, 1}}) {
            other.post(EventType.ORDER, order(revision[0], String.valueOf(revision[1]), "paid"));
        }
        Map<String, String> whole = Map.of(
                "card_clearing",
                "119.00",
                "sales",
                "-100.00",
                "tax_payable",
                "-19.00",
                "cogs",
                "180.00",
                "inventory",
                "-180.00");
        assertThat(trial(DAY)).isEqualTo(whole);
        assertThat(new JournalQueries(other.sql).trialBalance(DAY, DAY, null))
                .extracting(row -> row.debit().subtract(row.credit()))
                .containsExactlyInAnyOrder(
                        new BigDecimal("119.00"),
                        new BigDecimal("-100.00"),
                        new BigDecimal("-19.00"),
                        new BigDecimal("180.00"),
                        new BigDecimal("-180.00"));
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
    }

    private static ObjectNode refund() {
        ObjectNode back =
                Events.returned("T", "TEE", "3", "none").put("currency", "EUR").put("taxIncluded", false);
        ((ObjectNode) back.at("/lines/0"))
                .put("orderLineId", "L1")
                .setAll(json("{'amount':'EUR 100.00','tax':'EUR 19.00'}"));
        return back.setAll(json("{'totals':{'grand':'EUR 119.00'}}"));
    }

    @Test
    void anOrderRefundedBeforeItShipsLeavesAnEmptyTrialBalanceWhateverIsToldFirst() {
        ObjectNode over = order(2, "0", "refunded").put("state", "cancelled");
        bed.post(EventType.ORDER, order(1, "0", "paid"));
        bed.post(EventType.RETURN, refund());
        assertThat(trial(DAY)).as("refund before the revision").isEmpty();
        bed.post(EventType.ORDER, over);
        assertThat(trial(DAY)).isEmpty();
        assertThat(journal.day(DAY, null, "", 100))
                .extracting(JournalQueries.Entry::factKey)
                .hasSize(3);
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();

        PostingBed other = new PostingBed("TEE");
        other.post(EventType.RETURN, refund());
        other.post(EventType.ORDER, over);
        other.post(EventType.ORDER, order(1, "0", "paid"));
        assertThat(new JournalQueries(other.sql).trialBalance(DAY, DAY, null))
                .extracting(row -> row.debit().subtract(row.credit()))
                .allSatisfy(balance -> assertThat(balance).isZero());
    }

    @Test
    void whatShipsAfterItsRefundWasSoldAndTakenBack() {
        bed.post(EventType.ORDER, order(1, "0", "paid"));
        bed.post(EventType.RETURN, refund());
        bed.post(EventType.ORDER, order(2, "3", "refunded").put("state", "completed"));

        assertThat(trial(DAY))
                .isEqualTo(Map.of(
                        "sales", "-100.00", "sales_returns", "100.00", "cogs", "180.00", "inventory", "-180.00"));
    }

    @Test
    void anOrderThatStopsAddingUpIsTakenOutUntilItDoesAgain() {
        bed.post(EventType.ORDER, order(1, "0", "paid"));
        ObjectNode wrong = order(2, "0", "paid");
        ((ObjectNode) wrong.at("/totals/grand")).put("amount", "200.00");
        bed.post(EventType.ORDER, wrong);
        assertThat(trial(DAY)).isEmpty();

        bed.post(EventType.ORDER, order(3, "0", "paid"));
        assertThat(trial(DAY)).isEqualTo(Map.of("card_clearing", "119.00", "customer_deposits", "-119.00"));
    }

    @Test
    void returnsWithoutAmountsTakeTheOrdersFiguresAndTheLastTheRemainder() {
        bed.post(EventType.ORDER, order(1, "3", "paid"));
        for (String id : List.of("A", "B", "C", "D")) {
            ObjectNode back = Events.returned(id, "TEE", "1", "none");
            ((ObjectNode) back.at("/lines/0")).put("orderLineId", "L1");
            bed.post(EventType.RETURN, back);
        }

        assertThat(trial(DAY))
                .isEqualTo(Map.of(
                        "sales", "-100.00", "sales_returns", "100.00", "cogs", "180.00", "inventory", "-180.00"));
    }

    @Test
    void aTillIsComparedWithItsSalesAndShortIsAnEntry() {
        bed.post(EventType.SALE, sale("1", "cash", "119.00"), sale("2", "cash", "119.00"));
        bed.post(EventType.SALE, sale("3", "card", "119.00"));
        bed.post(EventType.REGISTER_CLOSED, closure("'EUR 238.00'", "'EUR 233.00'"));
        assertThat(trial(DAY)).containsEntry("over_short", "5.00").containsEntry("cash", "233.00");
        assertThat(bed.count("conflict where kind = 'closure_difference'")).isZero();

        bed.post(
                EventType.REGISTER_CLOSED,
                closure("'EUR 338.00'", "'EUR 338.00'").put("id", "Z2"));
        assertThat(bed.sql
                        .sql("select detail from conflict where kind = 'closure_difference'")
                        .query(String.class)
                        .list())
                .containsExactly("{\"tender\":\"cash\",\"till\":\"338.00\",\"sales\":\"238.00\"}");
    }

    @Test
    void aTillIsComparedAgainWhenReceiptsOfItsSessionComeLate() {
        bed.post(EventType.SALE, sale("1", "cash", "119.00"), sale("2", "card", "119.00"));
        bed.post(EventType.REGISTER_CLOSED, closure("'EUR 357.00'", "'EUR 357.00'"));
        assertThat(closures()).containsExactly("open {\"tender\":\"cash\",\"till\":\"357.00\",\"sales\":\"119.00\"}");

        bed.post(EventType.SALE, sale("3", "cash", "119.00"));
        assertThat(closures()).containsExactly("open {\"tender\":\"cash\",\"till\":\"357.00\",\"sales\":\"238.00\"}");

        bed.post(EventType.SALE, sale("9", "cash", "119.00").put("register", "R2"));
        bed.post(EventType.SALE, sale("4", "cash", "119.00"));
        assertThat(closures()).containsExactly("over {\"tender\":\"cash\",\"till\":\"357.00\",\"sales\":\"238.00\"}");

        bed.post(EventType.SALE, sale("5", "cash", "119.00"));
        assertThat(closures())
                .containsExactly(
                        "over {\"tender\":\"cash\",\"till\":\"357.00\",\"sales\":\"238.00\"}",
                        "open {\"tender\":\"cash\",\"till\":\"357.00\",\"sales\":\"476.00\"}");
    }

    @Test
    void anEntryAndTheClosureOfItsTillNeverMissEachOther() throws Exception {
        bed.post(EventType.SALE, sale("1", "cash", "119.00"), sale("2", "card", "119.00"));
        CompletableFuture<?> late;
        try (Connection other = bed.database.getConnection()) {
            other.setAutoCommit(false);
            TillLocks.alone(other, List.of(new TillLocks.Till("S1", "R1")));
            late = CompletableFuture.runAsync(() -> bed.post(EventType.SALE, sale("3", "cash", "119.00")));
            Eventually.within(
                    Duration.ofSeconds(30),
                    () -> assertThat(bed.count("pg_locks where locktype = 'advisory' and not granted"))
                            .isEqualTo(1));
            other.rollback();
        }
        late.get(30, TimeUnit.SECONDS);

        assertThat(bed.balance("TEE", "S1")).startsWith("-3/");
    }

    private List<String> closures() {
        return bed.sql
                .sql("select case when resolved_at is null then 'open ' else 'over ' end || detail from conflict"
                        + " where kind = 'closure_difference' order by conflict_id")
                .query(String.class)
                .list();
    }

    private static ObjectNode closure(String expected, String counted) {
        return json("{'system':'shop','register':'R1','id':'Z1','location':'S1','openedAt':'2026-11-21T06:00:00Z',"
                + "'closedAt':'2026-11-21T19:00:00Z','currency':'EUR','tenders':[{'kind':'cash','expected':" + expected
                + ",'counted':" + counted + "},{'kind':'card','expected':'EUR 119.00','counted':'EUR 119.00'}]}");
    }

    @Test
    void whatComesAfterAPeriodIsClosedIsPostedOnTheNextOpenDay() throws SQLException {
        Periods periods = new Periods(bed.clock);
        assertThat(Transactions.<Boolean>in(bed.database, tx -> periods.close(tx, DAY, "ana")))
                .isTrue();
        assertThat(Transactions.<Boolean>in(bed.database, tx -> periods.close(tx, DAY.minusDays(1), "ana")))
                .isFalse();
        bed.post(EventType.SALE, sale("1", "card", "119.00"));

        assertThat(day()).isEmpty();
        assertThat(journal.day(DAY.plusDays(1), "S1", "", 10))
                .extracting(JournalQueries.Entry::businessDate)
                .containsExactly(DAY);
    }

    @Test
    void theDayOfASaleIsTheTillsAndElseThatOfTheConnectionsZoneAndCutOver() {
        ObjectNode night = sale("1", "card", "119.00");
        night.remove("businessDate");
        bed.post(EventType.SALE, night.put("soldAt", "2026-11-22T02:59:00Z"));
        ObjectNode morning = sale("2", "card", "119.00");
        morning.remove("businessDate");
        bed.post(EventType.SALE, morning.put("soldAt", "2026-11-22T03:00:00Z"));

        assertThat(day()).extracting(JournalQueries.Entry::factKey).containsExactly("sale|shop|R1|1");
        assertThat(journal.day(DAY.plusDays(1), null, "", 10)).hasSize(1);
    }

    @Test
    void theCheckFindsAnEntryOutOfBalance() {
        bed.post(EventType.SALE, sale("1", "card", "119.00"));
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
        bed.sql.sql("update journal_entry set lines = lines - 0").update();

        assertThat(new JournalCheck(bed.sql).findings(10))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.code() + " " + finding.off().abs()).isEqualTo("unbalanced 119.00"));
        assertThat(day().get(0).lines()).extracting(JournalLine::account).doesNotContain(Account.CARD_CLEARING);
    }
}
