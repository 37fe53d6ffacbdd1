package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalcTest {

    private static final String ROWS = """
            lets: {ccy: {from: ccy, type: currency, default: USD}}
            rows:
              - {to: a, type: decimal, from: a}
              - {to: b, type: decimal, from: b}
              - {to: word, type: string, from: word}
              - {to: flag, type: bool, from: flag}
              - {to: usd, type: money, from: usd}
              - {to: eur, type: money, from: eur, ccy: EUR}
              - to: lines[]
                each: lines
                key: [n]
                rows: [{to: n, type: decimal, from: n}]
            """;

    private static String calc(String row, String document) {
        Mapping mapping = TestMappings.outbound(ROWS + "  - {to: x, " + row + "}\n");
        Translation translation = mapping.translate(TestMappings.input(document));
        return translation instanceof Translation.Translated translated
                ? translated.result().path("x").toString()
                : TestMappings.run(mapping, TestMappings.input(document));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "a + b * 2 - 1 ; 10.5",
                "(a + b) * 2 ; 13",
                "-a + b ; 3.5",
                "a - b - 1 ; -4.5",
                "0.1 + 0.2 ; 0.3",
                "a / 3 ; 0.5",
                "1 / 3 ; 0.333333",
                "min(a, b, 3) ; 1.5",
                "max(a, sum(col)) ; 6",
                "count(col) ; 3",
                "abs(a - b) ; 3.5",
                "round_half_up(2.345, 2) ; 2.35",
                "round_half_even(2.345, 2) ; 2.34",
                "round_down(-2.349, 2) ; -2.34",
                "if(a < b && !(a = b) || flag, 1, 2) ; 1",
                "if(a >= b, 1, 2) ; 2",
                "if(word = \"w\", 1, 2) ; 1",
                "if(word <> 'w', 1, 2) ; 2",
                "if(a = 1.50, 1, 2) ; 1",
                "a / (b - 5) ; calc_division_by_zero x",
                "a + word ; calc_type x",
                "if(word < b, 1, 2) ; calc_type x",
                "if(a = word, 1, 2) ; calc_type x"
            })
    void expressionsAreExactAndTyped(String expression, String expected) {
        String row = "type: decimal, scale: 6, round: half_even, calc: '" + expression.replace("'", "''")
                + "', with: {col: \"lines[].n\"}";
        String used = expression.contains("col") ? row : row.replace(", with: {col: \"lines[].n\"}", "");
        assertThat(calc(
                                used,
                                "{\"a\": 1.5, \"b\": 5, \"word\": \"w\", \"flag\": false, \"lines\": [{\"n\": 1}, {\"n\": 2}, {\"n\": 3}]}")
                        .replace("\"", ""))
                .isEqualTo(expected);
    }

    @Test
    void anAbsentOperandIsAnErrorUnlessTheRowHasADefault() {
        assertThat(calc("type: decimal, calc: a + b", "{\"a\": 1}")).isEqualTo("calc_operand_missing x");
        assertThat(calc("type: decimal, calc: a + b, default: \"7\"", "{\"a\": 1}"))
                .isEqualTo("\"7\"");
    }

    @Test
    void moneyOfTwoCurrenciesDoesNotAdd() {
        assertThat(calc("type: money, calc: usd + eur", "{\"usd\": 1, \"eur\": 1}"))
                .isEqualTo("mixed_currencies x");
        assertThat(calc("type: money, calc: eur + eur", "{\"eur\": 1}"))
                .isEqualTo("{\"amount\":\"2.00\",\"currency\":\"EUR\"}");
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "a + b   ; 99999999999999999999999999999999.25 ; 99999999999999999999999999999999.75",
                "a + b   ; 9999999999999999999999999999999999.25 ; too_many_digits x",
                "a - b   ; 123456789012345678901234567890123456.5 ; too_many_digits x",
                "-a      ; 12345678901234567890123456789012345678 ; too_many_digits x",
                "abs(a)  ; 12345678901234567890123456789012345678 ; too_many_digits x",
                "sum(a)  ; 12345678901234567890123456789012345678 ; too_many_digits x",
                "max(a)  ; 0.00000000000000000000000000000000000001 ; too_many_digits x",
                "a + b - a ; 1234567890123456789012345678901234567890 ; 0.5",
                "if(a + b > a, 1, 0) ; 1234567890123456789012345678901234567890 ; 1"
            })
    void whatWouldLoseADigitIsNotRounded(String expression, String a, String expected) {
        assertThat(calc("type: decimal, calc: '" + expression + "'", "{\"a\": " + a + ", \"b\": 0.5}")
                        .replace("\"", ""))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "usd * a ; 10000000000000000000000000000000000000.01 ; 1 ; too_many_digits x",
                "usd * a ; 12345678901234567890123456789012345678 ; 1 ; too_many_digits x",
                "usd * a ; 12345678901234567890123456789012.34 ; 1 ; 12345678901234567890123456789012.34",
                "usd * a ; 12345678901234567890123456789012.34 ; 10 ; too_many_digits x",
                "usd * a ; 0.01 ; 0.50000000000000000000000000000000000000001 ; 0.01",
                "usd * a ; 0.01 ; 0.49999999999999999999999999999999999999999 ; 0.00",
                "usd / a ; 100.00 ; 3 ; 33.33",
                "usd / a * a ; 100.00 ; 7 ; 100.00",
                "usd / a * (usd / a) * (usd / a) ; 1.00 ; 0.7 ; 2.92",
                "usd / a ; 999999999999999999999999.00 ; 2 ; 499999999999999999999999.50",
                "usd / a ; 9999999999999999999999999.00 ; 3 ; too_many_digits x",
                "usd / a * 1000 ; 9999999999999999999999.00 ; 3 ; too_many_digits x",
                "usd / a ; 10000000000000000000000000000000000000.01 ; 1 ; too_many_digits x"
            })
    void moneyIsExactToItsWrittenRoundingOrNotAtAll(String expression, String usd, String a, String expected) {
        assertThat(calc(
                        "type: money, round: half_up, calc: " + expression,
                        "{\"usd\": \"" + usd + "\", \"a\": \"" + a + "\"}"))
                .isIn("{\"amount\":\"" + expected + "\",\"currency\":\"USD\"}", expected);
    }

    @Test
    void anOperandTooLongToReadIsNotLeftOutOfASum() {
        Mapping mapping = TestMappings.outbound("""
                lets: {ccy: {from: ccy, type: currency, default: USD}}
                rows:
                  - to: lines[]
                    each: lines
                    key: [n]
                    rows:
                      - {to: n, type: string, from: n}
                      - {to: price, type: money, from: price}
                  - {to: goods, type: money, calc: sum(prices), with: {prices: "lines[].price"}}
                """);

        assertThat(TestMappings.run(
                        mapping,
                        TestMappings.input(
                                "{\"lines\": [{\"n\": \"1\", \"price\": 5}, {\"n\": \"2\", \"price\": 1e70}]}")))
                .isEqualTo("too_many_digits goods");
    }

    @Test
    void calcsRunInTheOrderOfTheirOperands() {
        Mapping mapping = TestMappings.outbound("""
                rows:
                  - {to: c, type: decimal, calc: b + 1}
                  - {to: b, type: decimal, calc: a + 1}
                  - {to: a, type: decimal, from: a}
                """);

        assertThat(TestMappings.run(mapping, TestMappings.input("{\"a\": 1}")))
                .isEqualTo("{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a ^ 2",
                "2a",
                "RANDOM()",
                "PI + a",
                "SQRT(a)",
                "a + 0x1F",
                "a + 1e5",
                "a ; b",
                "if(a, b)",
                "lines[0]"
            })
    void whatIsBeyondTheFenceIsRefusedWhenTheMappingIsRead(String expression) {
        assertThat(TestMappings.problems(
                        "to: shop/x.v1\n" + ROWS + "  - {to: x, type: decimal, calc: '" + expression + "'}\n"))
                .isNotEmpty()
                .allMatch(problem -> problem.startsWith("wrong_expression") || problem.startsWith("unknown_cell"));
    }
}
