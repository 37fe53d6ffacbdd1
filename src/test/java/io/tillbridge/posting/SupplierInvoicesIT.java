package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.SUPPLIER_INVOICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** RETAIL.md 1.13: a receipt of 100 at 60 is goods against GRNI, its invoice GRNI against payables and the difference. */
class SupplierInvoicesIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE");

    SupplierInvoicesIT() {
        cost("60");
    }

    private void cost(String cost) {
        bed.sql
                .sql("update item set cost = ?, cost_currency = 'EUR'")
                .param(new BigDecimal(cost))
                .update();
    }

    private static ObjectNode invoice(String id, String quantity, String amount, String totals) {
        return JournalIT.json("{'system':'shop','supplier':'ACME','id':'" + id
                + "','invoicedAt':'2026-11-21T11:00:00Z','currency':'EUR','location':'S1','receipts':['R-1'],"
                + "'lines':[{'id':'1','sku':'TEE','quantity':'" + quantity + "','amount':'EUR " + amount
                + "'}],'totals':{" + totals + "}}");
    }

    private List<String> books() {
        return bed.sql.sql("""
                        select l.a || ' ' || sum(l.v) from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric)
                         group by l.a having sum(l.v) <> 0 order by 1""").query(String.class).list();
    }

    @Test
    void anInvoiceClearsWhatItsReceiptCameInAtAndTheRestIsAVariance() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "100"));
        assertThat(books()).containsExactly("grni -6000.00", "inventory 6000.00");
        cost("65");

        bed.post(SUPPLIER_INVOICE, invoice("I-1", "100", "6150.00", "'tax':'EUR 1168.50','grand':'EUR 7318.50'"));
        bed.post(SUPPLIER_INVOICE, invoice("I-1", "100", "6150.00", "'tax':'EUR 1168.50','grand':'EUR 7318.50'"));

        assertThat(books())
                .containsExactly(
                        "accounts_payable -7318.50", "input_tax 1168.50", "inventory 6000.00", "price_variance 150.00");
        assertThat(bed.sql
                        .sql("select l.o from journal_entry, jsonb_to_recordset(lines) as l (a text, o text)"
                                + " where l.a = 'accounts_payable'")
                        .query(String.class)
                        .list())
                .containsExactly("ACME");
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
    }

    @Test
    void partsOfAReceiptAreInvoicedOneByOneAndACreditTakesBack() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "100"));
        bed.post(SUPPLIER_INVOICE, invoice("I-1", "60", "3600.00", ""), invoice("I-2", "40", "2360.00", ""));
        assertThat(books()).containsExactly("accounts_payable -5960.00", "inventory 6000.00", "price_variance -40.00");

        bed.post(SUPPLIER_INVOICE, invoice("C-1", "-10", "-600.00", ""));
        assertThat(books())
                .containsExactly(
                        "accounts_payable -5360.00", "grni -600.00", "inventory 6000.00", "price_variance -40.00");
    }

    @Test
    void itIsBookedAndNotTold() {
        bed.post(SUPPLIER_INVOICE, invoice("I-1", "100", "6000.00", ""));

        assertThat(books()).containsExactly("accounts_payable -6000.00", "grni 6000.00");
        assertThat(bed.count("journal_due")).isZero();
    }

    @Test
    void aRepostUndoesItAndBooksItAnew() {
        RepostBed reposts = new RepostBed(bed, mappings);
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "100"));
        mappings.active = 3;
        List<UUID> misread = bed.post(SUPPLIER_INVOICE, invoice("I-1", "100", "6150.00", ""));
        assertThat(books()).contains("price_variance -30.00", "grni 180.00");

        reposts.repost(2, misread);

        assertThat(books()).containsExactly("accounts_payable -6150.00", "inventory 6000.00", "price_variance 150.00");
        assertThat(bed.count("journal_due where store = 'S1'"))
                .as("the receipt's day")
                .isOne();
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
    }

    @Test
    void whatDoesNotAddUpOrIsInAnotherCurrencyIsRaised() {
        bed.post(SUPPLIER_INVOICE, invoice("I-1", "100", "6000.00", "'grand':'EUR 7000.00'"));
        bed.sql.sql("update item set cost_currency = 'USD'").update();
        bed.post(SUPPLIER_INVOICE, invoice("I-2", "100", "6000.00", ""));

        assertThat(books()).isEmpty();
        assertThat(bed.sql
                        .sql("select kind || ' ' || subject from conflict order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "entry_unbalanced supplier.invoice|shop|ACME|I-1",
                        "entry_unreadable supplier.invoice|shop|ACME|I-2");
    }
}
