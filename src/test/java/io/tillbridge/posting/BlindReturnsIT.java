package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RETAIL.md 1.11: a return without a receipt pays the lowest price at which the item was sold within the window. */
class BlindReturnsIT {

    private final PostingBed bed = bed("window: P30D, most: \"50\"");

    private static PostingBed bed(String blind) {
        PostingBed bed =
                PostingBed.with(Map.of("config/returns.yaml", "blind: {" + blind + "}\nconditions: []\n"), List.of());
        bed.addItems("TEE", "MUG");
        return bed;
    }

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    /** A sale of some for so much, of which so much is tax. */
    private static ObjectNode sold(String receipt, String sku, String quantity, String total, String tax, String at) {
        ObjectNode sale = Events.sale(receipt, sku, quantity).put("soldAt", at).put("taxIncluded", true);
        ObjectNode line = (ObjectNode) sale.at("/lines/0");
        line.putObject("lineTotal").put("amount", total).put("currency", "EUR");
        ObjectNode taxed = line.putArray("taxes").addObject().put("code", "VAT");
        taxed.putObject("amount").put("amount", tax).put("currency", "EUR");
        return sale;
    }

    private static ObjectNode blind(String id, String sku, String quantity) {
        ObjectNode back = Events.returned(id, sku, quantity, "sellable");
        back.remove("orderId");
        return back;
    }

    /** Account and amount of the returns' entries without what goods are worth. */
    private static List<String> booked(PostingBed bed) {
        return bed.sql
                .sql("select (l ->> 'a') || ' ' || (l ->> 'v') from journal_entry, jsonb_array_elements(lines) l"
                        + " where kind = 'return' and l ->> 'c' is null order by 1")
                .query(String.class)
                .list();
    }

    private List<String> conflicts() {
        return bed.sql
                .sql("select kind || ' ' || detail from conflict where resolved_at is null and kind = 'blind_return'")
                .query(String.class)
                .list();
    }

    @Test
    void theLowestPriceOfTheWindowIsPaidAsStoreCredit() {
        bed.post(
                SALE,
                sold("1", "TEE", "1", "11.90", "1.90", "2026-10-01T10:00:00Z"),
                sold("2", "TEE", "2", "35.70", "5.70", "2026-11-20T10:00:00Z"),
                sold("3", "TEE", "1", "23.80", "3.80", "2026-11-20T11:00:00Z"));
        bed.post(SALE, sold("4", "TEE", "1", "29.75", "4.75", "2026-11-20T12:00:00Z"));
        bed.post(RETURN, blind("B-1", "TEE", "2"));

        assertThat(booked(bed))
                .as("twice 17.85, of which 2.85 is tax; 11.90 was before the window")
                .containsExactly("gift_card_liability -35.70", "sales_returns 30.00", "tax_payable 5.70");
        assertThat(conflicts()).isEmpty();
        assertThat(bed.count("sold_price")).as("one a day").isEqualTo(2);
    }

    @Test
    void whatIsToldStaysAndWhatIsOfAnOrderIsNotBlind() {
        bed.post(SALE, sold("1", "TEE", "1", "11.90", "1.90", "2026-11-20T10:00:00Z"));
        ObjectNode told = blind("B-1", "TEE", "1").put("currency", "EUR").put("taxIncluded", true);
        ObjectNode line = (ObjectNode) told.at("/lines/0");
        line.putObject("amount").put("amount", "20.00").put("currency", "EUR");
        bed.post(RETURN, told, Events.returned("F-1", "TEE", "1", "none"));

        assertThat(booked(bed)).containsExactly("card_clearing -20.00", "sales_returns 20.00");
    }

    @Test
    void whatWasNotSoldInTheWindowOrIsTooMuchIsForAPerson() {
        bed.post(SALE, sold("1", "TEE", "1", "40.00", "0.00", "2026-11-20T10:00:00Z"));
        bed.post(RETURN, blind("B-1", "MUG", "1"));
        assertThat(booked(bed)).isEmpty();
        assertThat(conflicts()).hasSize(1);
        assertThat(conflicts().get(0)).contains("MUG", "not sold within the window");

        bed.post(RETURN, blind("B-2", "TEE", "2"));
        assertThat(booked(bed)).contains("gift_card_liability -80.00", "sales_returns 80.00");
        assertThat(conflicts()).hasSize(2).anySatisfy(one -> assertThat(one).contains("80.00", "50"));
    }

    @Test
    void withoutAWindowNothingIsPaidAndNothingKept() {
        PostingBed plain = bed("most: \"50\"");
        plain.post(SALE, sold("1", "TEE", "1", "11.90", "1.90", "2026-11-20T10:00:00Z"));
        plain.post(RETURN, blind("B-1", "TEE", "1"));

        assertThat(booked(plain)).isEmpty();
        assertThat(plain.count("sold_price")).isZero();
    }
}
