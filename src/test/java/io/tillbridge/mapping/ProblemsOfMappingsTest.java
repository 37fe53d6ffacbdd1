package io.tillbridge.mapping;

import static io.tillbridge.mapping.TestMappings.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsOfMappingsTest {

    private static final String SNAPSHOT = """
            to: canonical/stock_snapshot.v1
            rows:
              - {to: system, type: id, from: $connection.id}
              - {to: sku, type: string, from: sku}
              - {to: location, type: id, from: location}
              - {to: quantity, type: decimal, from: quantity}
            """;
    private static final String OBSERVED = "  - {to: observedAt, type: instant, from: at}\n";

    @Test
    void aCompleteMappingHasNone() {
        assertThat(problems(SNAPSHOT + OBSERVED)).isEmpty();
    }

    @Test
    void aRequiredOrFactKeyCellThatNoRowSetsIsAProblem() {
        assertThat(problems(SNAPSHOT)).containsExactly("required_never_set rows");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{to: colour, type: string, from: a} | path_not_in_schema rows[5].to",
                "{to: ext.shop.colour, type: string, from: a} | ",
                "{to: sku, type: string, from: a} | duplicate_row rows[5].to",
                "{to: ext.x.y, type: string, from: a, form: b} | unknown_key rows[5].form",
                "{to: ext.x.y, type: id, form: a} | one_source rows[5];unknown_key rows[5].form",
                "{to: ext.x.y, type: text, from: a} | wrong_word rows[5].type",
                "{to: ext.x.y, type: string} | one_source rows[5]",
                "{to: ext.x.y, type: string, from: a, const: b} | one_source rows[5]",
                "{to: ext.x.y, type: string, from: a.} | wrong_path rows[5].from",
                "{to: ext.x.y, type: string, from: $nobody} | wrong_path rows[5].from",
                "{to: ext.x.y, type: string, from: 'a[0]'} | wrong_path rows[5].from",
                "{to: ext.x.y, type: string, from: a, via: [shout]} | unknown_function rows[5].via[0]",
                "{to: ext.x.y, type: string, from: a, via: ['trim(3)']} | wrong_argument rows[5].via[0]",
                "{to: ext.x.y, type: string, from: a, via: [valuemap(none)]} | unknown_value_map rows[5].via[0]",
                "{to: ext.x.y, type: money, from: a} | missing_currency rows[5]",
                "{to: ext.x.y, type: int, const: many} | not_a_number rows[5].const",
                "{to: ext.x.y, type: int, from: a, default: many} | not_a_number rows[5].default",
                "{to: ext.x.y, type: decimal, from: a, write: number} | write_refused rows[5].write",
                "{to: ext.x.y, type: local_datetime, from: a, zone: Mars} | wrong_type rows[5].zone",
                "{to: ext.x.y, type: decimal, calc: a + b} | unknown_cell rows[5].calc;unknown_cell rows[5].calc",
                "{to: ext.x.y, type: decimal, calc: q * 2, with: {q: quantity}} | missing_round rows[5].calc;missing_scale rows[5].calc",
                "{to: ext.x.y, type: decimal, calc: q + 1, with: {q: ext.x.y}} | calc_cycle rows[5].calc",
                "{to: ext.x.y, type: decimal, calc: 1, with: {q: quantity}} | unknown_key rows[5].with.q",
                "{to: ext.x.y, type: string, expr: $x} | expr_refused rows[5].expr",
                "{to: ext.x.y, type: string, from: a, expr: a} | one_source rows[5]",
                "{to: ext.x.y, type: string, from: a, when: {path: b, matches: c}} | no_test rows[5].when;unknown_key rows[5].when.matches",
                "{to: ext.x.y, type: string, from: a, missing: skip_row} | skip_row rows[5].missing"
            })
    void everythingWrongWithARowIsFoundWhenTheFileIsRead(String row, String expected) {
        assertThat(String.join(";", problems(SNAPSHOT + OBSERVED + "  - " + row + "\n")))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void typesAndConstantsMustAgreeWithTheSchema() {
        assertThat(problems(SNAPSHOT + "  - {to: observedAt, type: string, from: at}\n"))
                .containsExactly("wrong_type rows[4].type");
        assertThat(problems("""
                        to: canonical/order.v1
                        rows:
                          - {to: system, type: id, from: a}
                          - {to: id, type: id, from: a}
                          - {to: number, type: string, from: a}
                          - {to: state, type: enum, const: closed}
                          - {to: payment.state, type: enum, from: s, via: [valuemap(pay)]}
                          - {to: revision, type: int, from: a}
                          - {to: currency, type: currency, from: a}
                          - {to: lines, type: string, from: a}
                        """, "name: pay\nkey: {columns: [s]}\nrows: [{s: a, target: paied}]\n"))
                .containsExactly("not_in_enum rows[3].const", "not_in_enum rows[4].via[0]", "wrong_type rows[7].type");
    }

    @Test
    void allProblemsOfAllFilesAreReportedAtOnce() {
        assertThat(problems(
                        "to: shop/x.v1\nrows:\n  - {to: a, type: nope, from: b}\n  - {to: a, type: int, from: b}\n",
                        "name: m\nkey: {columns: [s]}\nrows: [{s: a, target: x}, {s: a, target: y}]\n"))
                .containsExactly("wrong_word rows[0].type", "duplicate_row rows[1].to", "value_map_overlap rows[1]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "instant | write type: local_datetime beside it, or remove it when each value has an offset",
                "date | remove it",
            })
    void aZoneOnAnotherTypeIsToldTheTypeThatTakesIt(String type, String fix) {
        String row = "  - {to: ext.x.y, type: " + type + ", from: a, zone: $connection.timezone}\n";

        assertThat(TestMappings.found(SNAPSHOT + OBSERVED + row))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.rule()).isEqualTo("zone_refused");
                    assertThat(problem.expected()).isEqualTo("type: local_datetime, zone: $connection.timezone");
                    assertThat(problem.fix()).isEqualTo(fix);
                });
    }
}
