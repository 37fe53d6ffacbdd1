package io.tillbridge.barcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worked numbers of GTIN, ISBN, SSCC, GLN, UPC-E and the price verifier. */
class CheckDigitTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4006381333931", // EAN-13
                "036000291452", // UPC-A
                "96385074", // GTIN-8
                "9780143007234", // ISBN-13
                "106141412345678908", // SSCC
                "9501101020016", // GLN
                "2100001000004", // restricted circulation
                "2100001027506",
                "2400412025505"
            })
    void theCheckDigitOfEachKindOfNumberHolds(String code) {
        assertThat(CheckDigit.holds(code)).isTrue();
        for (int i = 0; i < code.length(); i++) {
            char other = code.charAt(i) == '9' ? '0' : (char) (code.charAt(i) + 1);
            assertThat(CheckDigit.holds(code.substring(0, i) + other + code.substring(i + 1)))
                    .as("digit %s misread", i + 1)
                    .isFalse();
        }
    }

    @Test
    void anIsbnIsAGtin() {
        assertThat(Gtin.read("9780143007234")).isEqualTo(new Gtin.Reading.Valid(List.of(new Gtin("09780143007234"))));
    }

    @Test
    void everyUpcEIsTheShortFormOfItsUpcA() {
        int compressed = 0;
        for (int six = 0; six < 1_000_000; six += 7) {
            String body = "0" + String.format("%06d", six);
            for (char check = '0'; check <= '9'; check++) {
                String code = body + check;
                String whole = UpcE.expand(code).orElse(null);
                if (whole != null) {
                    assertThat(whole).hasSize(12).matches(CheckDigit::holds);
                    String shortest = UpcE.compress(whole).orElseThrow();
                    assertThat(UpcE.expand(shortest)).contains(whole);
                    compressed++;
                }
            }
        }
        assertThat(compressed).isGreaterThan(140_000);
    }

    @Test
    void upcE01234565Is012345000065() {
        assertThat(UpcE.expand("01234565")).contains("012345000065");
        assertThat(UpcE.compress("012345000065")).contains("01234565");
    }

    @Test
    void aUpcAWithoutZerosHasNoShortForm() {
        assertThat(UpcE.compress("036000291452")).isEmpty();
    }

    @Test
    void aGtin8IsPaddedAndNotReadAsUpcE() {
        assertThat(Gtin.read("96385074")).isEqualTo(new Gtin.Reading.Valid(List.of(new Gtin("00000096385074"))));
    }

    @Test
    void theVerifierOfFourDigits2875Is9() {
        assertThat(PriceVerifier.of("2875")).contains('9');
    }

    @Test
    void theVerifierOfFiveDigits14685Is6() {
        assertThat(PriceVerifier.of("14685")).contains('6');
    }

    @Test
    void otherFieldsHaveNoVerifier() {
        assertThat(PriceVerifier.of("123")).isEmpty();
        assertThat(PriceVerifier.of("123456")).isEmpty();
    }

    @Test
    void theVerifierFindsEveryMisreadDigitOfFive() {
        for (int price = 0; price < 100_000; price += 37) {
            String field = String.format("%05d", price);
            for (int i = 0; i < 5; i++) {
                char other = (char) ('0' + (field.charAt(i) - '0' + 3) % 10);
                String misread = field.substring(0, i) + other + field.substring(i + 1);
                assertThat(PriceVerifier.of(misread)).as(misread).isNotEqualTo(PriceVerifier.of(field));
            }
        }
    }
}
