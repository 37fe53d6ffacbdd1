package io.tillbridge.barcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tillbridge.barcode.ElementString.Element;
import io.tillbridge.barcode.ElementString.Reading;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementStringTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void articleExpiryLotAndSerialAreRead() {
        Reading.Valid read = valid("]C101095011015300031726113010ABC123\u001d21SER-7");

        assertThat(read.elements())
                .extracting(Element::ai, Element::value)
                .containsExactly(
                        tuple("01", "09501101530003"),
                        tuple("17", "261130"),
                        tuple("10", "ABC123"),
                        tuple("21", "SER-7"));
        assertThat(read.find("17").map(one -> one.date(TODAY))).contains(LocalDate.of(2026, 11, 30));
    }

    @Test
    void bracketsSayTheSameAsSeparators() {
        Reading.Valid plain = valid("010950110153000310ABC123\u001d17261130");
        Reading.Valid brackets = valid("(01)09501101530003(10)ABC123(17)261130");

        assertThat(brackets.elements())
                .extracting(Element::ai, Element::value)
                .isEqualTo(plain.elements().stream()
                        .map(one -> tuple(one.ai(), one.value()))
                        .toList());
        assertThat(ElementString.raw(brackets)).isEqualTo("010950110153000310ABC123\u001d17261130");
    }

    @Test
    void theLastDigitOfAMeasureSaysItsDecimals() {
        assertThat(valid("(3103)001750").measure("310").map(Element::number))
                .hasValueSatisfying(kilograms -> assertThat(kilograms).isEqualByComparingTo("1.750"));
        assertThat(valid("(3922)1499").measure("392").map(Element::number))
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("14.99"));
        assertThat(valid("(3202)000125").measure("320").map(Element::number))
                .hasValueSatisfying(pounds -> assertThat(pounds).isEqualByComparingTo("1.25"));
    }

    @Test
    void palletsLocationsCountsAndAddressesAreRead() {
        assertThat(valid("00106141412345678908").find("00").map(Element::value)).contains("106141412345678908");
        assertThat(valid("(02)09501101530003(37)24").find("37").map(Element::number))
                .hasValueSatisfying(count -> assertThat(count).isEqualByComparingTo("24"));
        assertThat(valid("4109501101020016").find("410").map(Element::title)).contains("SHIP TO LOC");
        assertThat(valid("(8200)https://shop.example/x").find("8200").map(Element::value))
                .contains("https://shop.example/x");
    }

    @ParameterizedTest
    @CsvSource({
        "261100, 2026-11-30",
        "280200, 2028-02-29",
        "751231, 2075-12-31",
        "771231, 1977-12-31",
        "991231, 1999-12-31",
    })
    void day00IsTheLastOfItsMonthAndTheCenturyIsTheNearest(String written, LocalDate day) {
        assertThat(valid("17" + written).elements().get(0).date(TODAY)).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "0109501101530004, check_digit, 16",
        "01095011, wrong_length, 9",
        "10ABCDEFGHIJKLMNOPQRSTU, wrong_length, 23",
        "17261331, wrong_date, 3",
        "0109501101530003XX, unknown_identifier, 17",
        "(01)09501101530003(05)1, unknown_identifier, 20",
        "37A, wrong_character, 3",
        "(01)0950110153000X, wrong_character, 18",
        "(, unknown_identifier, 1",
        "310, unknown_identifier, 1",
    })
    void whatIsWrongIsToldWithItsPlace(String code, String problem, int place) {
        assertThat(ElementString.read(code)).isInstanceOfSatisfying(Reading.Invalid.class, invalid -> {
            assertThat(invalid.code()).isEqualTo(problem);
            assertThat(invalid.place()).isEqualTo(place);
            assertThat(invalid.detail()).startsWith("at character " + place);
        });
    }

    private static Reading.Valid valid(String code) {
        assertThat(ElementString.read(code)).isInstanceOf(Reading.Valid.class);
        return (Reading.Valid) ElementString.read(code);
    }
}
