package io.tillbridge.mapping;

import static io.tillbridge.mapping.TestMappings.cell;
import static io.tillbridge.mapping.TestMappings.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueMapTest {

    private static final String COLOURS =
            "name: colours\nkey: {columns: [s], normalize: [trim, upper]}\nrows: [{s: red, target: R}]\nunmapped: %s\n";

    private static String colour(String unmapped, String columns, String value) {
        String other = "name: other\nkey: {columns: [s]}\nrows: [{s: blue, target: B}]\n";
        return cell(
                "type: string, from: a, via: [valuemap(colours)]" + columns,
                "{\"a\": \"" + value + "\"}",
                COLOURS.formatted(unmapped),
                other);
    }

    @ParameterizedTest(name = "{0}{1}: {2} is {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{do: hold} | `` | ` Red ` | R",
                "{do: hold} | `` | green | held valuemap:colours/GREEN",
                "{do: dead_letter} | `` | green | valuemap_miss x",
                "{do: keep} | `` | green | green",
                "`{do: fixed, value: U}` | `` | green | U",
                "`{do: fallback, map: other}` | `` | blue | B",
                "`{do: fallback, map: other}` | `` | green | held valuemap:other/green",
                "{do: hold} | `, missing: set_null` | green | absent",
                "{do: hold} | `, missing: set_null, default: none` | green | absent",
                "{do: hold} | `, missing: dead_letter` | green | valuemap_miss x"
            })
    void aValueWithoutARowGoesWhereTheMapOrTheRowSays(String unmapped, String columns, String value, String expected) {
        assertThat(colour(unmapped, columns, value).replace("\"", "")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2020-06-30T23:00:00-04:00, OLD",
        "2020-07-01T00:30:00-04:00, NEW",
        "2020-07-01T03:59:00Z, OLD",
        "2021-01-01T12:00:00Z, held valuemap:tax/MWST"
    })
    void rowsCountOnTheDaysTheySayByTheBasisInTheConnectionsZone(String at, String expected) {
        Mapping mapping = TestMappings.compile("""
                to: shop/x.v1
                basis: $at
                lets: {at: {from: at, type: instant}}
                rows: [{to: x, type: string, const: mwst, via: [valuemap(tax)]}]
                """, """
                name: tax
                key: {columns: [s], normalize: [upper]}
                rows:
                  - {s: MWST, target: OLD, to: 2020-07-01}
                  - {s: MWST, target: NEW, from: 2020-07-01, to: 2021-01-01}
                """);

        assertThat(TestMappings.run(mapping, TestMappings.input("{\"at\": \"" + at + "\"}"))
                        .replace("{\"x\":\"", "")
                        .replace("\"}", ""))
                .isEqualTo(expected);
    }

    @Test
    void theFirstRowThatMatchesAllColumnsWins() {
        String map = """
                name: state
                key: {columns: [cancelled, paid]}
                rows:
                  - {cancelled: present, paid: "*", target: cancelled}
                  - {cancelled: "*", paid: paid, target: open}
                """;
        String row = "type: string, inputs: [c, p], via: [first_match(state)]";

        assertThat(cell(row, "{\"c\": \"2026\", \"p\": \"paid\"}", map)).isEqualTo("\"cancelled\"");
        assertThat(cell(row, "{\"c\": null, \"p\": \"paid\"}", map)).isEqualTo("\"open\"");
        assertThat(cell(row, "{\"p\": \"void\"}", map)).isEqualTo("held valuemap:state/|void");
    }

    @Test
    void overlappingRowsAndTargetsThatAreNotUniqueAreRefused() {
        assertThat(problems("to: shop/x.v1\nrows: [{to: x, type: string, const: a}]\n", """
                        name: m
                        bijective: true
                        key: {columns: [s]}
                        rows:
                          - {s: a, target: x, to: 2020-01-01}
                          - {s: a, target: y, from: 2020-01-01}
                          - {s: a, target: z, from: 2026-01-01}
                          - {s: b, target: y, from: 2021-01-01}
                        """))
                .containsExactly("value_map_overlap rows[2]", "value_map_not_bijective rows[3]");
    }

    @Test
    void aBijectiveMapIsReadBackwardsToo() {
        String map = """
                name: colours
                bijective: %s
                key: {columns: [s], normalize: [lower]}
                unmapped: {do: %s}
                rows:
                  - {s: Rot, target: RED, to: 2026-01-01}
                  - {s: Scharlach, target: RED, from: 2026-01-01}
                  - {s: blau, target: BLUE}
                """;
        String row = "type: string, from: a, via: ['valuemap(colours, reverse=true)']";

        assertThat(cell(row, "{\"a\": \"RED\"}", map.formatted(true, "hold"))).isEqualTo("\"scharlach\"");
        assertThat(cell(row, "{\"a\": \"GREEN\"}", map.formatted(true, "hold"))).isEqualTo("valuemap_miss x");
        assertThat(cell(row, "{\"a\": \"GREEN\"}", map.formatted(true, "keep"))).isEqualTo("\"GREEN\"");
        assertThat(cell("missing: set_null, " + row, "{\"a\": \"GREEN\"}", map.formatted(true, "hold")))
                .isEqualTo("absent");
        assertThat(problems("to: shop/x.v1\nrows: [{to: x, " + row + "}]\n", map.formatted(false, "hold")))
                .containsExactly("wrong_argument rows[0].via[0]");
        assertThat(problems(
                        "to: shop/x.v1\nrows: [{to: x, " + row.replace("=true", "=yes") + "}]\n",
                        map.formatted(true, "hold")))
                .containsExactly("wrong_argument rows[0].via[0]");
    }
}
