package io.tillbridge.barcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GtinTest {

    @ParameterizedTest
    @CsvSource({
        "4006381333931, 04006381333931",
        "036000291452, 00036000291452",
        "96385074, 00000096385074",
        "9780143007234, 09780143007234",
    })
    void aCodeBecomesGtin14(String code, String gtin) {
        assertThat(Gtin.read(code)).isEqualTo(new Gtin.Reading.Valid(List.of(new Gtin(gtin))));
    }

    @Test
    void eightDigitsMayBeUpcETooAndThenBothAreTried() {
        assertThat(Gtin.read("01234565"))
                .isEqualTo(new Gtin.Reading.Valid(List.of(new Gtin("00000001234565"), new Gtin("00012345000065"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4006381333932", "036000291453", "400638133393", "", "4006381333931x", "123456789"})
    void aWrongDigitOrLengthIsFound(String code) {
        assertThat(Gtin.read(code)).isInstanceOf(Gtin.Reading.Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "02100001000004, true",
        "00212345000065, true",
        "04006381333931, false",
        "00036000291452, false",
        "00000096385074, false",
    })
    void rangesWhoseMeaningTheRetailerSetsAreKnown(String gtin, boolean restricted) {
        assertThat(new Gtin(gtin).restricted()).isEqualTo(restricted);
    }
}
