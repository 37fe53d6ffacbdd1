package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.Account;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.JournalDue;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.Ledgers;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.SafetyStock;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What accounting systems are told of the journal, and when. */
class JournalTellingIT {

    private final PostingBed bed = new PostingBed(
            List.of(ShopPlans.outbound(
                    "ledger", EventType.JOURNAL_ENTRY, List.of("ledger", "businessDate", "id"), null)),
            "TEE");

    private JournalTelling telling(Ledgers ledgers) {
        return new JournalTelling(
                bed.database,
                new JournalDue(bed.database, ledgers, bed.clock),
                new Lanes(bed.plans, SafetyStock.of(List.of())),
                new Outbox(),
                bed.clock);
    }

    private List<ObjectNode> told() {
        return bed.sql
                .sql("select document from outbox_entry where destination = 'shop.ledger' order by sequence")
                .query((row, n) -> (ObjectNode) ExactJson.parse(row.getString(1)))
                .list();
    }

    @Test
    void aDayIsToldOnceItHasEndedAndWhatComesLateByItself() throws SQLException {
        JournalTelling telling = telling(PostingBed.LEDGERS);
        bed.post(EventType.SALE, JournalIT.sale("1", "card", "119.00"));
        bed.post(EventType.SALE, JournalIT.sale("2", "cash", "119.00"));
        assertThat(telling.tell()).isZero();

        bed.clock.advance(Duration.ofHours(17));
        assertThat(telling.tell()).isEqualTo(1);
        assertThat(telling.tell()).isZero();
        JsonNode day = told().get(0);
        assertThat(day.path("number").asText()).isEqualTo("2026-11-21/S1");
        assertThat(day.path("revision").asText()).isEqualTo("1");
        assertThat(lines(day))
                .isEqualTo("Dr card_clearing 119.00, Dr cash 119.00, Cr sales 200.00, Cr tax_payable VAT19 38.00");

        bed.post(EventType.SALE, JournalIT.sale("3", "cash", "119.00"));
        assertThat(telling.tell()).isEqualTo(1);
        assertThat(telling.tell()).isZero();
        JsonNode late = told().get(1);
        assertThat(late.path("number").asText()).isEqualTo("2026-11-21/S1/2");
        assertThat(late.path("id").asText()).isNotEqualTo(day.path("id").asText());
        assertThat(late.path("revision").asText()).isEqualTo("1");
        assertThat(late.path("memo").asText()).isEqualTo("Journal of S1, what came late");
        assertThat(late.path("sequence").asLong())
                .isGreaterThan(day.path("sequence").asLong());
        assertThat(lines(late)).isEqualTo("Dr cash 119.00, Cr sales 100.00, Cr tax_payable VAT19 19.00");
        told().forEach(document -> assertThat(balance(document)).isZero());
    }

    /** Sales, returns and what is taken back come before and after tellings in any order; nothing that was told is told again. */
    @Test
    void allThatIsToldOfADayAddsUpToItsEntriesWhateverComesLate() throws SQLException {
        JournalTelling telling = telling(PostingBed.LEDGERS);
        bed.clock.advance(Duration.ofHours(17));
        Random random = new Random(511);
        for (int n = 0; n < 40; n++) {
            switch (random.nextInt(4)) {
                case 0 -> bed.post(EventType.SALE, JournalIT.sale("C" + n, "cash", "119.00"));
                case 1 -> bed.post(EventType.SALE, JournalIT.sale("K" + n, "card", "119.00"));
                case 2 -> bed.post(EventType.RETURN, returned("R" + n));
                default -> telling.tell();
            }
        }
        telling.tell();

        List<ObjectNode> told = told();
        assertThat(told).hasSizeGreaterThan(4);
        assertThat(told).extracting(one -> one.path("id").asText()).doesNotHaveDuplicates();
        assertThat(told).extracting(one -> one.path("number").asText()).doesNotHaveDuplicates();
        assertThat(told).extracting(one -> one.path("revision").asText()).containsOnly("1");
        assertThat(told).allSatisfy(one -> assertThat(balance(one)).isZero());
        assertThat(sums(told)).isEqualTo(entries());
    }

    @Test
    void whatTakesItselfBackBeforeItIsToldIsNotTold() throws SQLException {
        JournalTelling telling = telling(PostingBed.LEDGERS);
        bed.clock.advance(Duration.ofHours(17));
        bed.post(EventType.SALE, JournalIT.sale("1", "card", "119.00"));
        assertThat(telling.tell()).isEqualTo(1);

        bed.sql.sql("""
                        insert into journal_entry (message_id, kind, generation, number, fact_key, connection, ledger, store,
                               business_date, posting_date, currency, lines, reversal_of, occurred_at, posted_at)
                        select message_id, kind, 1, 'J-back', fact_key, connection, ledger, store, business_date, posting_date,
                               currency, (select jsonb_agg(jsonb_set(l, '{v}', to_jsonb((-(l ->> 'v')::numeric)::text)))
                                            from jsonb_array_elements(lines) l), number, occurred_at, posted_at
                          from journal_entry
                        union all
                        select message_id, kind, 2, 'J-anew', fact_key, connection, ledger, store, business_date, posting_date,
                               currency, lines, null, occurred_at, posted_at from journal_entry""").update();
        bed.sql
                .sql(
                        "insert into journal_due select distinct ledger, store, posting_date, currency, '' from journal_entry")
                .update();

        assertThat(telling.tell()).isZero();
        assertThat(bed.count("journal_due")).isZero();
    }

    private static ObjectNode returned(String id) {
        ObjectNode returned = Events.returned(id, "TEE", "1", "sellable").put("businessDate", "2026-11-21");
        returned.put("currency", "EUR").put("taxIncluded", false);
        ((ObjectNode) returned.at("/lines/0")).setAll(JournalIT.json("{'amount':'EUR 10.00','tax':'EUR 1.90'}"));
        return returned.setAll(JournalIT.json("{'totals':{'grand':'EUR 11.90'}}"));
    }

    /** What documents make of each account and tax together. */
    private static Map<String, BigDecimal> sums(List<ObjectNode> documents) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode document : documents) {
            for (JsonNode line : document.path("lines")) {
                BigDecimal amount = new BigDecimal(line.at("/debit/amount").asText("0"))
                        .subtract(new BigDecimal(line.at("/credit/amount").asText("0")));
                sums.merge(line.path("account").asText() + line.path("tax").asText(), amount, BigDecimal::add);
            }
        }
        sums.values().removeIf(sum -> sum.signum() == 0);
        return sums;
    }

    private Map<String, BigDecimal> entries() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        bed.sql
                .sql("""
                        select l.a || case l.a when 'tax_payable' then coalesce(l.o, '') else '' end, sum(l.v)
                          from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric, o text)
                         group by 1 having sum(l.v) <> 0""")
                .query((row, n) -> sums.put(row.getString(1), row.getBigDecimal(2)))
                .list();
        return sums;
    }

    @Test
    void aLedgerThatTellsEachTellsEveryEntryByItselfInOneOrder() throws SQLException {
        Ledger each = new Ledger(
                "main",
                null,
                Set.of(),
                Ledger.Telling.EACH,
                LocalTime.of(4, 0),
                null,
                false,
                new BigDecimal("0.05"),
                new BigDecimal("0.05"),
                Set.of(),
                Set.of());
        JournalTelling telling = telling(new Ledgers(List.of(each)));
        bed.post(EventType.SALE, JournalIT.sale("1", "card", "119.00"));
        bed.sql
                .sql("update journal_due set number = (select number from journal_entry)")
                .update();

        assertThat(telling.tell()).isEqualTo(1);
        assertThat(told()).singleElement().satisfies(document -> {
            assertThat(document.path("memo").asText()).isEqualTo("sale|shop|R1|1");
            assertThat(lines(document))
                    .isEqualTo("Dr card_clearing 119.00, Cr sales 100.00, Cr tax_payable VAT19 19.00");
        });
        assertThat(bed.count("journal_due")).isZero();
    }

    @Test
    void aDayIsNotTakenWhileAPostingIsBetweenItsEntriesAndItsCommit() throws Exception {
        JournalTelling telling = telling(PostingBed.LEDGERS);
        bed.post(EventType.SALE, JournalIT.sale("1", "card", "119.00"));
        bed.clock.advance(Duration.ofHours(17));
        JournalEntry late = new JournalEntry(
                new JournalEntry.Origin(new UUID(1, 1), "sale|shop|R1|2", "shop", PostingBed.NOW),
                "sale",
                0,
                Ledger.standard("main"),
                "S1",
                null,
                null,
                LocalDate.parse("2026-11-21"),
                "EUR",
                List.of(
                        new JournalLine(Account.CASH, new BigDecimal("1.00"), null, null, null),
                        new JournalLine(Account.SALES, new BigDecimal("-1.00"), null, null, null)),
                null);
        ExecutorService other = Executors.newSingleThreadExecutor();
        Future<Integer> told = Transactions.in(bed.database, transaction -> {
            new JournalBook(bed.clock).add(transaction, List.of(late));
            Future<Integer> waiting = other.submit(telling::tell);
            bed.untilOneWaitsForALock();
            return waiting;
        });

        assertThat(told.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        other.shutdown();
        assertThat(telling.tell()).isZero();
        assertThat(lines(told().get(0)))
                .isEqualTo("Dr card_clearing 119.00, Dr cash 1.00, Cr sales 101.00, Cr tax_payable VAT19 19.00");
    }

    @Test
    void aLateFactOfAClosedDayIsToldWithItsDate() throws SQLException {
        bed.sql
                .sql("insert into journal_closed values ('2026-11-21', now(), 'ana')")
                .update();
        bed.post(EventType.SALE, JournalIT.sale("1", "card", "119.00"));
        bed.clock.advance(Duration.ofDays(2));

        assertThat(telling(PostingBed.LEDGERS).tell()).isEqualTo(1);
        JsonNode day = told().get(0);
        assertThat(day.path("businessDate").asText()).isEqualTo("2026-11-22");
        assertThat(day.at("/lines/0/memo").asText()).isEqualTo("card_clearing of 2026-11-21");
    }

    private static String lines(JsonNode document) {
        StringBuilder debits = new StringBuilder();
        StringBuilder credits = new StringBuilder();
        for (JsonNode line : document.path("lines")) {
            boolean debit = line.has("debit");
            StringBuilder text = debit ? debits : credits;
            text.append(debit ? "Dr " : "Cr ").append(line.path("account").asText());
            text.append(line.has("tax") ? " " + line.path("tax").asText() : "").append(' ');
            text.append(line.path(debit ? "debit" : "credit").path("amount").asText())
                    .append(", ");
        }
        String all = debits.append(credits).toString();
        return all.substring(0, all.length() - 2);
    }

    private static BigDecimal balance(JsonNode document) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode line : document.path("lines")) {
            sum = sum.add(new BigDecimal(line.at("/debit/amount").asText("0")))
                    .subtract(new BigDecimal(line.at("/credit/amount").asText("0")));
        }
        return sum;
    }
}
