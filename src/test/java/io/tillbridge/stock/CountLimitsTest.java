package io.tillbridge.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountLimitsTest {

    private static final CountLimits LIMITS =
            new CountLimits(number("2"), number("5"), null, number("50"), number("500"));

    @ParameterizedTest
    @CsvSource({
        "2, 10, , , ",
        "-2, 10, , , ",
        "-3, 10, , , recount",
        "5, 100, , , ",
        "5.1, 100, , , recount",
        "-60, 2000, , , approve_units",
        "50, 2000, 10, , ",
        "50, 2000, 10.01, , approve_value",
        "-8, 10, , -8, ",
        "-8, 10, , -6, ",
        "-8, 10, , -5, recount",
        "-60, 100, , -60, approve_units"
    })
    void aDifferenceWaitsAboveItsLimits(
            String variance,
            String expected,
            @Nullable String cost,
            @Nullable String waiting,
            @Nullable String reason) {
        assertThat(LIMITS.reason(
                        number(variance),
                        number(expected),
                        cost == null ? null : number(cost),
                        waiting == null ? null : number(waiting)))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 10, 100, , ",
        "-1, 10, 100.01, , recount",
        "-1, 10, , , ",
        "-1, 10, 150, -1, ",
        "1, 10, 150, -1, recount",
        "-3, 10, 1, -3, ",
        "-4, 10, 200, -4, approve_value"
    })
    void aDifferenceOfValueIsCountedAgainHoweverFewUnitsItIs(
            String variance,
            String expected,
            @Nullable String cost,
            @Nullable String waiting,
            @Nullable String reason) {
        CountLimits limits = new CountLimits(number("2"), number("5"), number("100"), number("50"), number("500"));

        assertThat(limits.reason(
                        number(variance),
                        number(expected),
                        cost == null ? null : number(cost),
                        waiting == null ? null : number(waiting)))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-999999, 0", "999999, 10"})
    void withoutLimitsNothingWaits(String variance, String expected) {
        assertThat(CountLimits.NONE.reason(number(variance), number(expected), BigDecimal.TEN, null))
                .isNull();
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}
