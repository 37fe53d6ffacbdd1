package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.PAYMENT_CAPTURED;
import static io.tillbridge.canonical.EventType.PAYMENT_DECLINED;
import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import io.tillbridge.books.JournalQueries;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Payments that are not what the tender says that they settle, before and after the sale; tenders that are told anew. */
class TenderPaymentsIT {

    private static final LocalDate DAY = LocalDate.parse("2026-11-21");
    private static final String SOLD = ", sales -100.00, tax_payable -19.00";

    private static ObjectNode sale(String tenders) {
        return JournalIT.sale("1", "card", "119.00").setAll(JournalIT.json("{'tenders':[" + tenders + "]}"));
    }

    private static String pending(String amount, String payment) {
        return "{'kind':'card','amount':'EUR " + amount + "','state':'pending','payment':'" + payment + "'}";
    }

    private static ObjectNode payment(String id, String amount, String kind) {
        return JournalIT.json("{'system':'shop','id':'" + id + "','occurredAt':'2026-11-21T15:00:00Z','amount':'"
                + amount + "','kind':'" + kind + "'}");
    }

    private static String trial(PostingBed bed) {
        return new JournalQueries(bed.sql)
                .trialBalance(DAY, DAY, null).stream()
                        .filter(row -> row.debit().compareTo(row.credit()) != 0)
                        .map(row -> row.account().word() + " " + row.debit().subtract(row.credit()))
                        .collect(Collectors.joining(", "));
    }

    private static List<String> open(PostingBed bed) {
        return bed.sql
                .sql(
                        "select kind || ' ' || detail from conflict where resolved_at is null and kind <> 'negative_on_hand' order by 1")
                .query(String.class)
                .list();
    }

    /** Sale first and payment first. */
    private static void bothWays(String tenders, ObjectNode paid, String books, String... conflicts) {
        for (boolean saleFirst : List.of(true, false)) {
            PostingBed bed = new PostingBed("TEE");
            if (saleFirst) {
                bed.post(SALE, sale(tenders));
                bed.post(PAYMENT_CAPTURED, paid);
            } else {
                bed.post(PAYMENT_CAPTURED, paid);
                bed.post(SALE, sale(tenders));
            }
            assertThat(trial(bed)).as("sale first: %s", saleFirst).isEqualTo(books);
            assertThat(open(bed)).containsExactly(conflicts);
            assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
        }
    }

    @Test
    void whatIsCapturedLessIsOwedByTheCustomer() {
        bothWays(
                pending("119.00", "P1"),
                payment("P1", "EUR 100.00", "card"),
                "card_clearing 100.00, receivables 19.00" + SOLD,
                "tender_differs {\"sale\":\"sale|shop|R1|1\",\"payment\":\"P1\",\"amount\":\"119\",\"currency\":\"EUR\","
                        + "\"differs\":\"amount\",\"captured\":\"100\",\"capturedCurrency\":\"EUR\",\"capturedKind\":\"card\"}");
    }

    @Test
    void whatIsCapturedMoreIsOwedToTheCustomer() {
        bothWays(
                pending("119.00", "P1"),
                payment("P1", "EUR 125.00", "card"),
                "card_clearing 125.00, customer_deposits -6.00" + SOLD,
                "tender_differs {\"sale\":\"sale|shop|R1|1\",\"payment\":\"P1\",\"amount\":\"119\",\"currency\":\"EUR\","
                        + "\"differs\":\"amount\",\"captured\":\"125\",\"capturedCurrency\":\"EUR\",\"capturedKind\":\"card\"}");
    }

    @Test
    void aPaymentInAnotherCurrencySettlesNothing() {
        bothWays(
                pending("119.00", "P1"),
                payment("P1", "USD 119.00", "card"),
                "pending_tenders 119.00" + SOLD,
                "tender_differs {\"sale\":\"sale|shop|R1|1\",\"payment\":\"P1\",\"amount\":\"119\",\"currency\":\"EUR\","
                        + "\"differs\":\"currency\",\"captured\":\"119\",\"capturedCurrency\":\"USD\",\"capturedKind\":\"card\"}");
    }

    @Test
    void theMoneyIsWhereThePaymentSaysNotTheTender() {
        bothWays(
                pending("119.00", "P1"),
                payment("P1", "EUR 119.00", "gift_card"),
                "gift_card_liability 119.00" + SOLD,
                "tender_differs {\"sale\":\"sale|shop|R1|1\",\"payment\":\"P1\",\"amount\":\"119\",\"currency\":\"EUR\","
                        + "\"differs\":\"kind\",\"captured\":\"119\",\"capturedCurrency\":\"EUR\",\"capturedKind\":\"gift_card\"}");
    }

    @Test
    void tendersOfOneSaleThatNameOnePaymentAreSettledTogether() {
        bothWays(
                pending("50.00", "P1") + "," + pending("69.00", "P1"),
                payment("P1", "EUR 119.00", "card"),
                "card_clearing 119.00" + SOLD);
    }

    @Test
    void anEqualPaymentRaisesNothing() {
        bothWays(pending("119.00", "P1"), payment("P1", "EUR 119.00", "card"), "card_clearing 119.00" + SOLD);
    }

    @Test
    void aRepostOfTheSaleTellsItsTendersAnew() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed bed = new PostingBed(List.of(), mappings, "TEE");
        RepostBed reposts = new RepostBed(bed, mappings);
        ObjectNode sale = sale(pending("40.00", "P1") + "," + pending("79.00", "P2"));
        sale.set(
                "tendersUnderV3",
                JournalIT.json("{'t':[" + pending("119.00", "P1") + "]}").path("t"));
        mappings.active = 3;
        List<UUID> sold = bed.post(SALE, sale);
        bed.post(PAYMENT_CAPTURED, payment("P1", "EUR 40.00", "card"));
        bed.post(PAYMENT_DECLINED, payment("P2", "EUR 79.00", "card"));
        assertThat(trial(bed)).isEqualTo("card_clearing 40.00, receivables 79.00" + SOLD);
        assertThat(open(bed)).hasSize(1).first().asString().startsWith("tender_differs");

        reposts.repost(2, sold);

        assertThat(new JournalQueries(bed.sql)
                        .trialBalance(DAY, DAY, "S9").stream()
                                .filter(row -> row.debit().compareTo(row.credit()) != 0))
                .as("the store under which it was misread")
                .isEmpty();
        assertThat(trial(bed)).isEqualTo("card_clearing 40.00, receivables 79.00" + SOLD);
        assertThat(open(bed)).hasSize(1).first().asString().startsWith("tender_declined");
        assertThat(bed.count("pending_tender")).isEqualTo(2);
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
    }

    @Test
    void aSaleThatDoesNotAddUpHasNoTendersEither() {
        PostingBed bed = new PostingBed("TEE");
        bed.post(SALE, sale(pending("110.00", "P1")));
        bed.post(PAYMENT_CAPTURED, payment("P1", "EUR 110.00", "card"));

        assertThat(trial(bed)).isEmpty();
        assertThat(open(bed)).hasSize(1).first().asString().startsWith("entry_unbalanced");
    }
}
