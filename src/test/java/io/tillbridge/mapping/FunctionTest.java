package io.tillbridge.mapping;

import static io.tillbridge.mapping.TestMappings.cell;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionTest {

    @ParameterizedTest(name = "{0} of {1} as {2} is {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "trim | `\"  a b \"` | string | a b",
                "upper | `\"aß\"` | string | ASS",
                "lower | `\"İ\"` | string | i̇",
                "strip_prefix(gid://) | `\"gid://7\"` | string | 7",
                "strip_prefix(gid://) | `\"7\"` | string | 7",
                "pad_left(6) | 42 | string | 000042",
                "`pad_left(4, ' ')` | `\"ab\"` | string | `  ab`",
                "`substring(1, 3)` | `\"abcd\"` | string | bc",
                "substring(9) | `\"abcd\"` | string | ``",
                "`split(',')` | `\"a, b,,c\"` | list | `[a,b,c]`",
                "`join('-')` | `[\"a\", null, \"b\", 3]` | string | a-b-3",
                "sum | `[\"1.10\", 2, 0.005]` | decimal | 3.105",
                "sum | `[]` | decimal | 0",
                "sum | `[\"a\"]` | decimal | not_a_number x",
                "sum | `[\"10000000000000000000000000000000000000.01\", \"0.01\"]` | decimal | 10000000000000000000000000000000000000.02",
                "difference | `[\"10.00\", 2, null, 0.5]` | decimal | 7.5",
                "difference | `[null, 2]` | decimal | absent",
                "difference | `[3, \"a\"]` | decimal | not_a_number x",
                "min | `[3, \"-1.50\", 2]` | decimal | -1.5",
                "max | `[3, \"-1.50\", 2]` | decimal | 3",
                "max | `[]` | decimal | absent",
                "abs | -3.50 | decimal | 3.5",
                "negate | 3.5 | decimal | -3.5",
                "floor | -1.5 | int | -2",
                "`clamp(min=0, max=10)` | -4 | int | 0",
                "`clamp(min=0, max=10)` | 14 | int | 10",
                "round(2) | 1.005 | decimal | 1.01",
                "`round(2, half_even)` | 1.005 | decimal | 1",
                "`unit(g, kg)` | 1250 | decimal | 1.25",
                "`unit(lb, g)` | 2 | decimal | 907.18474",
                "`unit(kg, g)` | `\"0.1234567890123456789012345678901234567891\"` | decimal | 123.4567890123456789012345678901234567891",
                "`unit(kg, g)` | `\"1234567890123456789012.5\"` | decimal | too_many_digits x",
                "first | `[null, \"a\", \"b\"]` | string | a",
                "last | `[\"a\", \"b\"]` | string | b",
                "count | `[1, 2, 2]` | int | 3",
                "distinct | `[\"b\", \"a\", \"b\"]` | list | `[b,a]`",
                "coalesce | `[null, \"b\"]` | string | b",
                "`pick(q, CN, v)` | `[{\"q\": \"BM\", \"v\": 1}, {\"q\": \"CN\", \"v\": 2}, {\"q\": \"CN\", \"v\": 3}]` | string | 2",
                "`pick(q, CN, v.w)` | `[{\"q\": \"CN\", \"v\": {\"w\": \"x\"}}]` | string | x",
                "`pick(q, 7, v)` | `{\"q\": 7, \"v\": \"x\"}` | string | x",
                "`pick(q, CN, v)` | `[\"CN\", {\"q\": \"BM\"}]` | string | absent",
                "position | `\"x\"` | int | 1",
                "`when(refunded, paid)` | `\"refunded\"` | string | paid",
                "`when(refunded, paid)` | `\"voided\"` | string | voided",
                "gtin14 | `\"4006381333931\"` | string | 04006381333931",
                "gtin14 | `\"96385074\"` | string | 00000096385074",
                "gtin14 | `\"4006381333932\"` | string | not_a_gtin x",
                "gtin14 | `\"12345\"` | string | not_a_gtin x",
                "gtin14(else=absent) | `\"4006381333931\"` | string | 04006381333931",
                "gtin14(else=absent) | `\"4006381333932\"` | string | absent",
                "gtin14(else=absent) | `\"1234_pink\"` | string | absent",
                "at_zone(Asia/Tokyo) | `\"2026-05-01T10:00:00Z\"` | string | 2026-05-01T19:00:00",
                "at_zone(Asia/Tokyo) | `\"2026-05-01\"` | string | not_an_instant x",
                "parse(dd.MM.yyyy) | `\"01.05.2026\"` | date | 2026-05-01",
                "parse(dd.MM.yyyy) | `\"31.02.2026\"` | date | not_a_time x",
                "parse(yyyyMMdd) | 20210730 | date | 2021-07-30",
                "parse(epoch_seconds) | 1561479335 | instant | 2019-06-25T16:15:35Z",
                "parse(epoch_millis) | 1561479335123 | instant | 2019-06-25T16:15:35.123Z",
                "parse(rfc1123) | `\"Tue, 25 Jun 2019 16:15:35 +0000\"` | instant | 2019-06-25T16:15:35Z",
                "parse(json_date) | `\"/Date(1518685950940+0000)/\"` | instant | 2018-02-15T09:12:30.940Z",
                "parse(json_date) | `\"2018\"` | instant | not_a_time x",
                "`business_date(America/New_York, cutover=04:00)` | `\"2026-05-01T07:59:59Z\"` | date | 2026-04-30",
                "`business_date(America/New_York, cutover=04:00)` | `\"2026-05-01T08:00:00Z\"` | date | 2026-05-01",
                // The night clocks go back: 01:30 comes twice, both times before the cutover of one trading day
                "`business_date(America/New_York, cutover=04:00)` | `\"2026-11-01T05:30:00Z\"` | date | 2026-10-31",
                "`business_date(America/New_York, cutover=04:00)` | `\"2026-11-01T06:30:00Z\"` | date | 2026-10-31",
                "`business_date(America/New_York, cutover=04:00)` | `\"2026-11-01T09:00:00Z\"` | date | 2026-11-01",
                // The night clocks go forward: 04:00 is one hour sooner
                "`business_date(America/New_York, cutover=04:00)` | `\"2026-03-08T07:59:00Z\"` | date | 2026-03-07",
                "`business_date(America/New_York, cutover=04:00)` | `\"2026-03-08T08:00:00Z\"` | date | 2026-03-08"
            })
    void aFunctionGivesWhatItSays(String function, String value, String type, String expected) {
        String row = "type: " + type + ", from: a, via: [\"" + function + "\"]";
        assertThat(cell(row, "{\"a\": " + value + "}").replace("\"", "")).isEqualTo(expected);
    }

    @Test
    void functionsRunInOrderAndNotOnAbsentValues() {
        assertThat(cell("type: string, from: a, via: [trim, upper, 'pad_left(5, x)']", "{\"a\": \" ab \"}"))
                .isEqualTo("\"xxxAB\"");
        assertThat(cell("type: string, from: a, via: [trim]", "{}")).isEqualTo("absent");
        assertThat(cell("type: string, from: a, via: [trim], default: none", "{\"a\": null}"))
                .isEqualTo("\"none\"");
    }

    @Test
    void allocatedSharesSumToTheAmountExactly() {
        Mapping mapping = TestMappings.outbound("""
                lets: {ccy: {const: USD, type: currency}}
                rows:
                  - to: lines[]
                    each: lines
                    key: [id]
                    rows:
                      - {to: share, type: money, from: $root.discount, via: ["allocate($root.lines[].price)"]}
                """);

        assertThat(
                        TestMappings.run(
                                mapping,
                                TestMappings.input(
                                        "{\"discount\": \"10.00\", \"lines\": [{\"price\": 1}, {\"price\": 1}, {\"price\": 1}]}")))
                .isEqualTo("{\"lines\":[{\"share\":{\"amount\":\"3.34\",\"currency\":\"USD\"}},"
                        + "{\"share\":{\"amount\":\"3.33\",\"currency\":\"USD\"}},"
                        + "{\"share\":{\"amount\":\"3.33\",\"currency\":\"USD\"}}]}");
    }
}
