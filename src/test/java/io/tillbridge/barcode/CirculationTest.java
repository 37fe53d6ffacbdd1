package io.tillbridge.barcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers whose meaning each retailer sets. */
class CirculationTest {

    private static final String RULES = """
            restricted:
              - {name: scales, pattern: "21IIIIIWWWWWC", stores: [S1]}
              - {name: other scales, pattern: "21IIIIIPPPPPC", stores: [S2], currency: EUR}
              - {name: priced, pattern: "24IIIIIPPPPPC", stores: all, currency: EUR}
              - {name: uk, pattern: "20XXXRRVPPPPC", currency: GBP}
              - {name: upc, pattern: "2IIIIIVPPPPC", currency: USD}
              - {name: yen, pattern: "29IIIIIPPPPPC", currency: JPY}
            internal: {prefix: "0400"}
            """;

    private final BarcodeRules rules = rules(RULES);

    @Test
    void odooLabel2100001027506Is2750GramsOfItem2100001000004() {
        assertThat(rules.read("2100001027506", "S1")).hasValueSatisfying(said -> {
            assertThat(said.base()).isEqualTo("2100001000004");
            assertThat(said.kilograms()).isEqualTo("2.750");
            assertThat(said.price()).isNull();
        });
    }

    @Test
    void wooCommercePos2400412025505IsItem00412At2550() {
        assertThat(rules.read("2400412025505", null)).hasValueSatisfying(said -> {
            assertThat(said.item()).isEqualTo("00412");
            assertThat(said.price()).isEqualTo("25.50");
            assertThat(said.currency()).isEqualTo("EUR");
        });
    }

    @Test
    void whatANumberMeansIsTheStores() {
        assertThat(rules.read("2100001027506", "S2")).hasValueSatisfying(said -> {
            assertThat(said.rule()).isEqualTo("other scales");
            assertThat(said.price()).isEqualTo("27.50");
        });
        assertThat(rules.read("2100001027506", "S3")).isEmpty();
    }

    @Test
    void ukNumberHasItemVerifierAndPrice() {
        String code = CheckDigit.append("20" + "12345" + "9" + "2875");

        assertThat(rules.read(code, null)).hasValueSatisfying(said -> {
            assertThat(said.item()).isEqualTo("12345");
            assertThat(said.price()).isEqualTo("28.75");
            assertThat(said.verified()).isTrue();
        });
        assertThat(rules.read(CheckDigit.append("20" + "12345" + "8" + "2875"), null))
                .hasValueSatisfying(said -> assertThat(said.verified()).isFalse());
    }

    @Test
    void upcAIsReadWithAndWithoutItsZero() {
        String code = CheckDigit.append("2" + "12345" + "9" + "2875");

        assertThat(rules.read(code, null))
                .hasValueSatisfying(said -> assertThat(said.rule()).isEqualTo("upc"));
        assertThat(rules.read("0" + code, null)).isEqualTo(rules.read(code, null));
    }

    @Test
    void aPriceHasTheDecimalsOfItsCurrency() {
        assertThat(rules.read(CheckDigit.append("290001201500"), null))
                .hasValueSatisfying(said -> assertThat(said.price()).isEqualTo("1500"));
    }

    @Test
    void allThatIsWrongInTheFileIsToldAtOnceWithItsPlace() {
        Problems problems = new Problems();
        BarcodeRules.read(HomeFiles.of(Map.of(BarcodeRules.FILE, """
                restricted:
                  - {name: a, pattern: "21IIIIIWWWWW", decimals: 9}
                  - {name: a, pattern: "2[0-9]IIIIIPPPPPC"}
                  - {name: b, pattern: "4006381333931"}
                  - {name: c, pattern: "21IIIIIWWWWWC", currency: EUR, stores: S1}
                  - {name: d, pattern: "21IIII?WWWWWC", more: 1}
                internal: {prefix: "21"}
                other: 1
                """)), problems);

        assertThat(problems.list().stream().map(Problem::rule).toList())
                .contains(
                        "bad_pattern",
                        "repeated",
                        "missing_key",
                        "bad_currency",
                        "bad_stores",
                        "prefix_taken",
                        "unknown_key");
        assertThat(problems.list())
                .allSatisfy(problem -> assertThat(problem.line()).isPositive());
    }

    @Test
    void theShippedFileReadsNothingAndMakesInternalCodes() {
        BarcodeRules shipped = BarcodeRules.read(HomeFiles.at(null), new Problems());

        assertThat(shipped.read("2100001027506", null)).isEmpty();
        assertThat(shipped.internalPrefix()).contains("0400");
    }

    @Test
    void aGtin14WithAnIndicatorIsACaseOfItsUnit() {
        assertThat(new Gtin("10036000291459").unit()).contains(new Gtin("00036000291452"));
        assertThat(new Gtin("90036000291455").unit()).isEmpty();
        assertThat(new Gtin("00036000291452").unit()).isEmpty();
    }

    static BarcodeRules rules(String yaml) {
        Problems problems = new Problems();
        BarcodeRules rules = BarcodeRules.read(HomeFiles.of(Map.of(BarcodeRules.FILE, yaml)), problems);
        assertThat(problems.list()).isEqualTo(List.of());
        return rules;
    }
}
