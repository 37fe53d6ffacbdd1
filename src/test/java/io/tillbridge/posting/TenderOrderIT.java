package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import io.tillbridge.canonical.EventType;
import io.tillbridge.message.ReadyDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sales with pending tenders, their voids, payments and reposts: whatever comes first, the books end alike. */
class TenderOrderIT {

    private record Event(EventType type, ObjectNode body) {}

    private static Event sale(String receipt, String payment, String amount) {
        ObjectNode sale = JournalIT.sale(receipt, "card", "119.00");
        return new Event(EventType.SALE, sale.setAll(JournalIT.json("{'tenders':[" + tenders(payment, amount) + "]}")));
    }

    /** The rest in cash. */
    private static String tenders(String payment, String amount) {
        return "{'kind':'cash','amount':'EUR " + new BigDecimal("119.00").subtract(new BigDecimal(amount))
                + "'},{'kind':'card','amount':'EUR " + amount + "','state':'pending','payment':'" + payment + "'}";
    }

    private static Event payment(EventType type, String payment, String amount) {
        return new Event(
                type,
                JournalIT.json("{'system':'shop','id':'" + payment
                        + "','occurredAt':'2026-11-21T15:00:00Z','amount':'EUR " + amount + "','kind':'card'}"));
    }

    private static List<String> books(PostingBed bed) {
        return bed.sql.sql("""
                        select row_to_json(r)::text from (
                            select l.a as account, coalesce(l.o, '') as matter, sum(l.v) as debit
                              from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric, o text)
                             group by 1, 2 having sum(l.v) <> 0
                            union all
                            select kind, subject, null from conflict where resolved_at is null
                            union all
                            select 'tender', payment || '|' || sale || '|' || number || '|' || state, taken from pending_tender
                             order by 1, 2) r""").query(String.class).list();
    }

    @Test
    void aVoidedSaleAmountsToNothingWhateverBecameOfItsCard() {
        PostingBed bed = new PostingBed("TEE");
        int n = 0;
        for (boolean atOnce : List.of(false, true)) {
            for (List<Integer> order : TransfersIT.permutations(List.of(0, 1, 2, 3))) {
                String receipt = "V" + n++;
                Event sold = sale(receipt, receipt, "69.00");
                List<Event> events = List.of(
                        sold,
                        payment(EventType.PAYMENT_CAPTURED, receipt, "69.00"),
                        payment(EventType.PAYMENT_DECLINED, receipt, "69.00"),
                        new Event(EventType.SALE_VOIDED, sold.body()));
                post(bed, order.stream().map(events::get).toList(), atOnce ? 4 : 1, new Random(n));
            }
        }
        assertThat(bed.sql.sql("""
                                select l.a from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric)
                                 group by 1 having sum(l.v) <> 0""").query(String.class).list()).isEmpty();
        assertThat(bed.count("pending_tender where state = 'voided'")).isEqualTo(n);
        assertThat(bed.count("conflict where kind = 'tender_differs' and resolved_at is null"))
                .as("captured and voided: somebody looks whether it was given back")
                .isEqualTo(n);
        assertThat(bed.count("conflict where kind = 'tender_declined' and resolved_at is null"))
                .isZero();
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
    }

    /** Two receipts share a payment of less than both; one is voided, one was misread and is reposted. */
    @Test
    void everyOrderOfSalesVoidsPaymentsAndRepostsEndsInTheSameBooks() {
        List<String> expected = null;
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            TwistedMappings mappings = new TwistedMappings();
            PostingBed bed = new PostingBed(List.of(), mappings, "TEE");
            RepostBed reposts = new RepostBed(bed, mappings);
            Event misread = sale("A", "P1", "69.00");
            misread.body()
                    .set(
                            "tendersUnderV3",
                            JournalIT.json("{'t':[" + tenders("P2", "80.00") + "]}")
                                    .path("t"));
            Event other = sale("B", "P1", "30.00");
            Event voided = sale("C", "P2", "20.00");
            Event declined = sale("D", "P3", "40.00");
            List<Event> events = new ArrayList<>(List.of(
                    misread,
                    other,
                    voided,
                    declined,
                    payment(EventType.PAYMENT_CAPTURED, "P1", "90.00"),
                    payment(EventType.PAYMENT_DECLINED, "P1", "90.00"),
                    payment(EventType.PAYMENT_CAPTURED, "P2", "20.00"),
                    payment(EventType.PAYMENT_DECLINED, "P3", "40.00"),
                    new Event(EventType.SALE_VOIDED, voided.body())));
            Collections.shuffle(events, random);
            int at = events.indexOf(misread);
            mappings.active = 3;
            List<ReadyDocument> posted = post(bed, events.subList(0, at + 1), 1 + random.nextInt(4), random);
            UUID message = posted.get(posted.size() - 1).document().messageId();
            int then = at + 1 + random.nextInt(events.size() - at);
            mappings.active = 2;
            post(bed, events.subList(at + 1, then), 1 + random.nextInt(4), random);
            reposts.repost(2, List.of(message));
            post(bed, events.subList(then, events.size()), 1 + random.nextInt(4), random);
            List<UUID> rest = reposts.stamped(3);
            if (!rest.isEmpty()) {
                reposts.repost(2, rest);
            }

            List<String> books = books(bed);
            expected = expected == null ? books : expected;
            assertThat(books).as("seed %s", seed).isEqualTo(expected);
            assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
        }
        assertThat(expected)
                .contains("{\"account\":\"card_clearing\",\"matter\":\"\",\"debit\":90.00}")
                .contains("{\"account\":\"receivables\",\"matter\":\"P1\",\"debit\":9.00}")
                .contains("{\"account\":\"receivables\",\"matter\":\"P3\",\"debit\":40.00}")
                .noneMatch(row -> row.contains("pending_tenders"));
    }

    private static List<ReadyDocument> post(PostingBed bed, List<Event> events, int most, Random random) {
        List<ReadyDocument> arrivals = events.stream()
                .map(event -> bed.arrival(event.type(), event.body(), null))
                .toList();
        for (int from = 0; from < arrivals.size(); ) {
            int to = Math.min(arrivals.size(), from + (most == 4 ? 4 : 1 + random.nextInt(most)));
            bed.postBatch(arrivals.subList(from, to));
            from = to;
        }
        return arrivals;
    }
}
