package io.tillbridge.mapping;

import static io.tillbridge.mapping.TestMappings.cell;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTypeTest {

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string | `\"a b\"` | `\"a b\"`",
                "string | 4500000000000000001 | `\"4500000000000000001\"`",
                "string | 1.50 | `\"1.50\"`",
                "string | true | not_a_text x",
                "string | {} | not_a_text x",
                "id | 866550311766439020 | `\"866550311766439020\"`",
                "id | `\"gid://1\"` | `\"gid://1\"`",
                "id | `\"\"` | not_an_id x",
                "id | 1.5 | not_an_id x",
                "bool | true | true",
                "bool | `\"false\"` | false",
                "bool | `\"yes\"` | not_a_bool x",
                "bool | 1 | not_a_bool x",
                "int | 3 | 3",
                "int | `\"3\"` | 3",
                "int | 3.000 | 3",
                "int | `\"-7\"` | -7",
                "int | 2.5 | not_an_integer x",
                "int | 9223372036854775808 | not_an_integer x",
                "int | 9223372036854775807 | 9223372036854775807",
                "decimal | `\"1.500\"` | `\"1.5\"`",
                "decimal | 1.50 | `\"1.5\"`",
                "decimal | 1E+2 | `\"100\"`",
                "decimal | `\"1E2\"` | not_a_number x",
                "decimal | 100 | `\"100\"`",
                "decimal | `\"-0.00\"` | `\"0\"`",
                "decimal | 1E+999999999 | not_a_number x",
                "decimal | `\"1,5\"` | not_a_number x",
                "decimal | `\" 1\"` | not_a_number x",
                "decimal | `\"\"` | not_a_number x",
                "decimal, scale: 3 | `\"1.2345\"` | scale_exceeded x",
                "decimal, scale: 3 | `\"1.2340\"` | `\"1.234\"`",
                "decimal, scale: 3, round: half_up | `\"1.2345\"` | `\"1.235\"`",
                "decimal, write: number | `\"1.50\"` | 1.5",
                "currency | `\"USD\"` | `\"USD\"`",
                "currency | `\"usd\"` | not_a_currency x",
                "currency | `\"XXX\"` | not_a_currency x",
                "enum | `\"any\"` | `\"any\"`",
                "enum | 1 | not_in_enum x",
                "list | `[\"a\", 1]` | `[\"a\",\"1\"]`",
                "list | `\"a\"` | `[\"a\"]`",
                "list | `[{}]` | not_a_text x",
                "timezone | `\"Europe/Berlin\"` | `\"Europe/Berlin\"`",
                "timezone | `\"Mars/Base\"` | not_a_timezone x",
                "date | `\"2026-02-28\"` | `\"2026-02-28\"`",
                "date | `\"2026-02-30\"` | not_a_date x",
                "date | `\"2026-02-28T10:00:00Z\"` | not_a_date x"
            })
    void aValueBecomesACellOfTheTypeOrIsRefused(String type, String value, String expected) {
        assertThat(cell("type: " + type + ", from: a", "{\"a\": " + value + "}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} of {1} {2} is {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "money | USD | `\"19.9\"` | `{\"amount\":\"19.90\",\"currency\":\"USD\"}`",
                "money | USD | 19.900000 | `{\"amount\":\"19.90\",\"currency\":\"USD\"}`",
                "money | USD | `\"1.005\"` | scale_exceeded x",
                "money, round: half_up | USD | `\"1.005\"` | `{\"amount\":\"1.01\",\"currency\":\"USD\"}`",
                "money, round: half_even | USD | `\"1.005\"` | `{\"amount\":\"1.00\",\"currency\":\"USD\"}`",
                "money, round: down | USD | `\"-1.009\"` | `{\"amount\":\"-1.00\",\"currency\":\"USD\"}`",
                "money | JPY | `\"100.00\"` | `{\"amount\":\"100\",\"currency\":\"JPY\"}`",
                "money | JPY | 100.5 | scale_exceeded x",
                "money | KWD | 1.234 | `{\"amount\":\"1.234\",\"currency\":\"KWD\"}`",
                "money, scale: 4 | USD | `\"1.2345\"` | `{\"amount\":\"1.2345\",\"currency\":\"USD\"}`",
                "money, ccy: EUR | USD | 1 | `{\"amount\":\"1.00\",\"currency\":\"EUR\"}`",
                "money, ccy: other | USD | 1 | currency_missing x",
                "money | USD | `{\"amount\":\"2.50\",\"currency\":\"EUR\"}` | `{\"amount\":\"2.50\",\"currency\":\"EUR\"}`",
                "money | USD | `\"$5\"` | not_a_number x",
                "money, write: text | USD | 5 | `\"5.00\"`",
                "money, write: number | USD | 5 | 5.00",
                "money, write: minor | USD | `\"5.01\"` | 501",
                "money, write: minor | JPY | 501 | 501",
                "money_minor | USD | 1990 | `{\"amount\":\"19.90\",\"currency\":\"USD\"}`",
                "money_minor | JPY | 1990 | `{\"amount\":\"1990\",\"currency\":\"JPY\"}`",
                "money_minor | KWD | -5 | `{\"amount\":\"-0.005\",\"currency\":\"KWD\"}`",
                "money_minor | USD | 19.9 | not_an_integer x"
            })
    void moneyIsExactToItsCurrency(String type, String currency, String value, String expected) {
        assertThat(cell("type: " + type + ", from: a", "{\"a\": " + value + ", \"ccy\": \"" + currency + "\"}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2026-05-01T10:00:00Z, 2026-05-01T10:00:00Z",
        "2026-05-01T10:00:00-0700, 2026-05-01T17:00:00Z",
        "2026-05-01T10:00:00+0000, 2026-05-01T10:00:00Z",
        "2026-05-01T10:00:00.123456789-04:00, 2026-05-01T14:00:00.123456789Z",
        "2026-05-01T10:00:00.1234567Z, 2026-05-01T10:00:00.123456700Z",
        "2026-05-01 10:00:00 +0200, 2026-05-01T08:00:00Z",
        "2026-05-01T10:00+05, 2026-05-01T05:00:00Z",
        "2026-05-01T10:00:00, not_an_instant x",
        "2026-05-01, not_an_instant x",
        "2026-13-01T10:00:00Z, not_an_instant x",
        "2026-02-29T10:00:00Z, not_an_instant x",
        "2026-05-01T24:30:00Z, not_an_instant x",
        "2026-05-01T10:00:00Zx, not_an_instant x",
        "2026-05-01T10:00:00.1234567890Z, not_an_instant x",
        "2026-05-01T10:00:00+99:00, not_an_instant x"
    })
    void anInstantNeedsAnOffsetAndIsWrittenInUtc(String text, String expected) {
        assertThat(cell("type: instant, from: a", "{\"a\": \"" + text + "\"}").replace("\"", ""))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-05-01 10:00:00 | zone: Europe/Berlin | 2026-05-01T08:00:00Z",
                "2026-05-01T10:00:00.5 | zone: UTC | 2026-05-01T10:00:00.500Z",
                "2026-05-01T10:00:00 | nulls: drop | 2026-05-01T14:00:00Z",
                "2026-05-01T10:00:00Z | zone: UTC | not_a_local_datetime x",
                "2026-03-08T02:30:00 | zone: America/New_York | time_in_gap x",
                "2026-03-08T02:30:00 | zone: America/New_York, gap: earlier | 2026-03-08T06:30:00Z",
                "2026-03-08T02:30:00 | zone: America/New_York, gap: later | 2026-03-08T07:30:00Z",
                "2026-11-01T01:30:00 | zone: America/New_York | time_in_overlap x",
                "2026-11-01T01:30:00 | zone: America/New_York, overlap: earlier | 2026-11-01T05:30:00Z",
                "2026-11-01T01:30:00 | zone: America/New_York, overlap: later | 2026-11-01T06:30:00Z",
                "2026-11-01T01:30:00 | zone: America/New_York, gap: later | time_in_overlap x"
            })
    void aLocalTimeNeedsAZoneAndADecisionWhereClocksChange(String text, String columns, String expected) {
        assertThat(cell("type: local_datetime, from: a, " + columns, "{\"a\": \"" + text + "\"}")
                        .replace("\"", ""))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.50, 1.500", "100, 1E+2", "0, 0.000", "-3.0, -3"})
    void equalDecimalsHaveEqualTexts(String one, String other) {
        assertThat(cell("type: decimal, from: a", "{\"a\": " + one + "}"))
                .isEqualTo(cell("type: decimal, from: a", "{\"a\": " + other + "}"))
                .isEqualTo(Objects.requireNonNull(cell("type: decimal, from: a", "{\"a\": " + one + "}")));
    }
}
