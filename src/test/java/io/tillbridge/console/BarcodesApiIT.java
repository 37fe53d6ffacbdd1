package io.tillbridge.console;

import static io.tillbridge.console.ConsoleBed.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.barcode.CheckDigit;
import io.tillbridge.barcode.Gtin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What scanned codes mean, and the codes that people make. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BarcodesApiIT {

    static final String RULES = """
            restricted:
              - {name: scales, pattern: "21IIIIIWWWWWC", stores: [S1]}
              - {name: priced scales, pattern: "21IIIIIPPPPPC", stores: [S2], currency: EUR}
              - {name: priced, pattern: "24IIIIIPPPPPC", stores: all, currency: EUR}
              - {name: verified, pattern: "20IIIIIVPPPPC", stores: all, currency: GBP}
            internal: {prefix: "0400"}
            """;

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    /** Failure catalogue, row 23, odoo#12205. */
    @Test
    void odooLabel2100001027506Is2750GramsOfTheItemFiledAs2100001000004() {
        bed.put("/api/items/GOUDA", "{\"name\":\"Gouda\",\"unit\":\"kg\"}");
        price("GOUDA", "12.90", "");
        assertThat(bed.put("/api/items/GOUDA/codes/2100001000004", "{}").status())
                .isEqualTo(200);

        JsonNode meaning = bed.get("/api/barcodes/2100001027506?store=S1").json();

        assertThat(meaning.at("/item/sku").asText()).isEqualTo("GOUDA");
        assertThat(meaning.path("kind").asText()).isEqualTo("weighed");
        assertThat(meaning.path("rule").asText()).isEqualTo("restricted:scales");
        assertThat(meaning.path("quantity").asText()).isEqualTo("2.750");
        assertThat(meaning.path("price")).isEqualTo(json("{\"amount\":\"35.48\",\"currency\":\"EUR\"}"));
        assertThat(bed.get("/api/barcodes/2100001027506").problem())
                .as("without a store no rule reads it")
                .isEqualTo("404 barcode_restricted");
        assertThat(bed.posting
                        .sql
                        .sql("select gtin from item where sku = 'GOUDA'")
                        .query(String.class)
                        .optional())
                .as("never a GTIN")
                .isEmpty();
    }

    /** Failure catalogue, row 23, kilbot/WooCommerce-POS#65. */
    @Test
    void wooCommercePos2400412025505IsItem00412At2550() {
        bed.put("/api/items/412", "{\"name\":\"Ham\"}");

        JsonNode meaning = bed.get("/api/barcodes/2400412025505").json();

        assertThat(meaning.at("/item/sku").asText()).isEqualTo("412");
        assertThat(meaning.path("kind").asText()).isEqualTo("priced");
        assertThat(meaning.path("price")).isEqualTo(json("{\"amount\":\"25.50\",\"currency\":\"EUR\"}"));
        assertThat(meaning.path("quantity").asText()).as("no weighed item").isEqualTo("1");
    }

    @Test
    void thePriceOnTheLabelWinsAndTheQuantityIsRoundedToTheGram() {
        bed.put("/api/items/00413", "{\"name\":\"Ham\",\"unit\":\"kg\"}");
        price("00413", "12.90", "");

        JsonNode meaning =
                bed.get("/api/barcodes/" + CheckDigit.append("240041302550")).json();

        assertThat(meaning.path("price")).isEqualTo(json("{\"amount\":\"25.50\",\"currency\":\"EUR\"}"));
        assertThat(meaning.path("quantity").asText()).isEqualTo("1.977");
        assertThat(meaning.path("unitPrice")).isEqualTo(json("{\"amount\":\"12.90\",\"currency\":\"EUR\"}"));
        assertThat(meaning.path("difference")).isEqualTo(json("{\"amount\":\"-0.00330\",\"currency\":\"EUR\"}"));
    }

    @Test
    void aStoresOwnPriceCountsForItsQuantity() {
        bed.put("/api/items/00414", "{\"unit\":\"kg\"}");
        price("00414", "10.00", "");
        price("00414", "5.00", "S9");
        String label = "/api/barcodes/" + CheckDigit.append("240041402550");

        assertThat(bed.get(label).json().path("quantity").asText()).isEqualTo("2.550");
        assertThat(bed.get(label + "?store=S9").json().path("quantity").asText())
                .isEqualTo("5.100");
    }

    @Test
    void whatACodeMeansIsTheStoresAndAWrongVerifierIsRefused() {
        bed.put("/api/items/00777", "{}");
        String code = CheckDigit.append("210077701500");

        assertThat(bed.get("/api/barcodes/" + code + "?store=S1")
                        .json()
                        .path("kilograms")
                        .asText())
                .isEqualTo("1.500");
        assertThat(bed.get("/api/barcodes/" + code + "?store=S2")
                        .json()
                        .at("/price/amount")
                        .asText())
                .isEqualTo("15.00");
        assertThat(bed.get("/api/barcodes/" + CheckDigit.append("200077792875"))
                        .json()
                        .at("/price/amount")
                        .asText())
                .isEqualTo("28.75");
        assertThat(bed.get("/api/barcodes/" + CheckDigit.append("200077782875")).problem())
                .isEqualTo("400 price_verifier");
    }

    @Test
    void aCaseHasItsUnitsWhereTheMasterSaysThem() {
        bed.put("/api/items/CAN", "{\"gtin\":\"036000291452\"}");
        JsonNode before = bed.get("/api/barcodes/10036000291459").json();
        assertThat(before.path("rule").asText() + before.has("units")).isEqualTo("indicatorfalse");

        bed.put("/api/items/CAN/codes/10036000291459", "{\"units\":\"24\",\"unit\":\"tray\"}");

        JsonNode tray = bed.get("/api/barcodes/10036000291459").json();
        assertThat(tray.path("kind").asText()).isEqualTo("case");
        assertThat(tray.path("rule").asText()).isEqualTo("code");
        assertThat(tray.path("units").asText() + tray.path("unit").asText()).isEqualTo("24tray");
        assertThat(bed.put("/api/items/TEE/codes/10036000291459", "{}").problem())
                .isEqualTo("409 gtin_taken");
        assertThat(bed.delete("/api/items/CAN/codes/10036000291459").status()).isEqualTo(200);
        assertThat(bed.delete("/api/items/CAN/codes/10036000291459").problem()).isEqualTo("404 code_unknown");
    }

    @Test
    void anElementStringSaysItemLotExpiryAndSerial() {
        bed.put("/api/items/MILK", "{\"gtin\":\"9501101530003\",\"unit\":\"kg\"}");

        JsonNode meaning = scan("]C101095011015300031726113010L7\u001d21S-1\u001d3103001250");

        assertThat(meaning.at("/item/sku").asText()).isEqualTo("MILK");
        assertThat(meaning.path("lot").asText()).isEqualTo("L7");
        assertThat(meaning.path("expiry").asText()).isEqualTo("2026-11-30");
        assertThat(meaning.path("serial").asText()).isEqualTo("S-1");
        assertThat(meaning.path("quantity").asText()).isEqualTo("1.250");
        assertThat(scan("(02)09501101530003(37)24(00)106141412345678908")
                        .path("sscc")
                        .asText())
                .isEqualTo("106141412345678908");
        assertThat(scan("106141412345678908").path("kind").asText()).isEqualTo("logistic_unit");
        assertThat(bed.get("/api/barcodes/" + encoded("(01)09501101530004")).problem())
                .isEqualTo("400 check_digit");
        assertThat(bed.get("/api/barcodes/" + encoded("(09)1")).problem()).isEqualTo("400 unknown_identifier");
    }

    @Test
    void internalCodesAreMadeWithACheckDigitAndNeverGivenTwice() {
        JsonNode made =
                bed.post("/api/barcodes", "{\"sku\":\"TEE\",\"units\":\"6\"}").json();
        String code = made.path("code").asText();

        assertThat(code).startsWith("0400").hasSize(13).matches(CheckDigit::holds);
        assertThat(bed.get("/api/barcodes/" + code).json().path("units").asText())
                .isEqualTo("6");
        assertThat(new Gtin("0" + code).restricted()).isTrue();
        bed.delete("/api/items/TEE/codes/" + code);
        assertThat(bed.post("/api/barcodes", "{\"sku\":\"TEE\"}")
                        .json()
                        .path("code")
                        .asText())
                .isGreaterThan(code);
        assertThat(bed.post("/api/barcodes", "{\"sku\":\"GONE\"}").problem()).isEqualTo("404 sku_unknown");
        assertThat(bed.post("/api/barcodes", "{\"sku\":\"TEE\",\"units\":\"0\"}")
                        .problem())
                .isEqualTo("400 invalid_units");
    }

    @Test
    void anInternalRangeThatIsUsedUpSaysSo() {
        bed.posting
                .sql
                .sql("select setval('internal_code', 99999999)")
                .query(Long.class)
                .single();

        assertThat(bed.post("/api/barcodes", "{\"sku\":\"TEE\"}").problem()).isEqualTo("409 internal_range_used_up");
        bed.posting
                .sql
                .sql("select setval('internal_code', 1000)")
                .query(Long.class)
                .single();
    }

    @Test
    void aLabelIsAnImage() {
        ConsoleBed.Answer svg = bed.get("/api/barcodes/4006381333931/label.svg");
        assertThat(svg.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(svg.response().body()).contains("<svg");
        ConsoleBed.Answer png = bed.get("/api/barcodes/4006381333931/label.png?dots=2");
        assertThat(png.header("Content-Type")).isEqualTo("image/png");
        assertThat(bed.get("/api/barcodes/4006381333931/label.png?dots=99").problem())
                .isEqualTo("400 invalid_dots");
        assertThat(bed.get("/api/barcodes/" + encoded("(01)1") + "/label.svg").problem())
                .isEqualTo("400 no_label");
    }

    private JsonNode scan(String code) {
        return bed.get("/api/barcodes/" + encoded(code)).json();
    }

    private static String encoded(String code) {
        return URLEncoder.encode(code, StandardCharsets.UTF_8);
    }

    private void price(String sku, String amount, String store) {
        bed.posting.sql.sql("""
                        insert into item_price (sku, store, currency, amount, effective_from, source, message_id, recorded_at)
                        values (?, ?, 'EUR', ?::numeric, '2026-01-01', 'erp', gen_random_uuid(), now())
                        """).params(sku, store, amount).update();
    }
}
