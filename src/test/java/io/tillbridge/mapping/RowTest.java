package io.tillbridge.mapping;

import static io.tillbridge.mapping.TestMappings.cell;
import static io.tillbridge.mapping.TestMappings.input;
import static io.tillbridge.mapping.TestMappings.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void explicitNullsAreDroppedKeptOrRefused() {
        assertThat(cell("type: string, from: a", "{\"a\": null}")).isEqualTo("absent");
        assertThat(cell("type: int, from: a, nulls: keep", "{\"a\": null}")).isEqualTo("null");
        assertThat(cell("type: int, from: a, nulls: keep", "{}")).isEqualTo("absent");
        assertThat(cell("type: string, from: a, nulls: error", "{\"a\": null}")).isEqualTo("null_refused x");
    }

    @Test
    void theSecondPathIsReadWhenTheFirstIsAbsentNullOrAnEmptyList() {
        assertThat(cell("type: string, from: a, else: b", "{\"b\": \"x\"}")).isEqualTo("\"x\"");
        assertThat(cell("type: string, from: a, else: b", "{\"a\": null, \"b\": \"x\"}"))
                .isEqualTo("\"x\"");
        assertThat(cell("type: string, from: \"a[].c\", else: b, via: [first]", "{\"a\": [], \"b\": \"x\"}"))
                .isEqualTo("\"x\"");
    }

    @Test
    void pathsReadOddNamesSettingsHeadersAndOneOrMany() {
        assertThat(cell("type: string, from: \"'odd name'.b\"", "{\"odd name\": {\"b\": \"x\"}}"))
                .isEqualTo("\"x\"");
        assertThat(cell("type: string, from: $connection.settings.shop", "{}")).isEqualTo("\"acme\"");
        assertThat(cell("type: string, from: $event.headers.X-Topic", "{}")).isEqualTo("\"orders/create\"");
        assertThat(cell("type: instant, from: $event.receivedAt", "{}")).isEqualTo("\"2026-05-02T10:00:00Z\"");
        assertThat(cell("type: decimal, from: \"a[].n\", via: [sum]", "{\"a\": {\"n\": 2}}"))
                .isEqualTo("\"2\"");
        assertThat(cell("type: string, template: \"$($connection.id)/$(a)\"", "{\"a\": 7}"))
                .isEqualTo("\"acme-us/7\"");
        assertThat(cell("type: string, template: \"$($connection.id)/$(a)\"", "{}"))
                .isEqualTo("absent");
    }

    @Test
    void aRowWithWhenIsSetOnlyWhenItHolds() {
        String row =
                "type: string, from: a, when: {all: [{path: n, type: decimal, gte: \"2\"}, {not: {path: k, in: [x]}}]}";

        assertThat(cell(row, "{\"a\": \"v\", \"n\": \"10\", \"k\": \"y\"}")).isEqualTo("\"v\"");
        assertThat(cell(row, "{\"a\": \"v\", \"n\": \"1.99\"}")).isEqualTo("absent");
        assertThat(cell(row, "{\"a\": \"v\", \"n\": \"10\", \"k\": \"x\"}")).isEqualTo("absent");
    }

    @Test
    void aBlockKeepsOneElementAsArrayAndReadsParentRootAndTheSameElementsReference() {
        Mapping mapping = TestMappings.outbound("""
                rows:
                  - to: orders[]
                    each: orders
                    key: [id]
                    where: {path: skip, exists: false}
                    rows:
                      - {to: place, type: string, from: $resolved.place}
                      - to: lines[]
                        each: lines
                        key: [n]
                        rows:
                          - {to: n, type: int, from: n}
                          - {to: order, type: string, from: $parent.id}
                          - {to: shop, type: string, from: $root.shop}
                          - {to: place, type: string, from: $resolved.place}
                """);

        assertThat(run(
                        mapping,
                        input(
                                "{\"shop\": \"s\", \"orders\": [{\"id\": 1, \"skip\": true, \"lines\": []},"
                                        + " {\"id\": 2, \"lines\": {\"n\": 1}}]}",
                                Map.of("place", "[\"A\", \"B\"]"))))
                .isEqualTo(
                        "{\"orders\":[{\"place\":\"B\",\"lines\":[{\"n\":1,\"order\":\"2\",\"shop\":\"s\",\"place\":\"B\"}]}]}");
    }

    @Test
    void blocksOfOneListFollowEachOtherInIt() {
        Mapping mapping = TestMappings.outbound("""
                rows:
                  - to: charges[]
                    each: fees
                    key: [n]
                    rows:
                      - {to: n, type: int, from: n}
                      - {to: at, type: int, from: n, via: [position]}
                  - to: charges[]
                    each: tip
                    key: [n]
                    where: {path: n, type: int, gt: "0"}
                    rows:
                      - {to: n, type: int, from: n}
                      - {to: at, type: int, from: n, via: [position]}
                """);

        assertThat(run(mapping, input("{\"fees\": [{\"n\": 7}, {\"n\": 8}], \"tip\": {\"n\": 3}}", Map.of())))
                .isEqualTo("{\"charges\":[{\"n\":7,\"at\":1},{\"n\":8,\"at\":2},{\"n\":3,\"at\":3}]}");
        assertThat(run(mapping, input("{\"tip\": {\"n\": 3}}", Map.of())))
                .isEqualTo("{\"charges\":[{\"n\":3,\"at\":1}]}");
        assertThat(run(mapping, input("{\"tip\": {\"n\": 0}}", Map.of()))).isEqualTo("{\"charges\":[]}");
        assertThat(run(mapping, input("{}", Map.of()))).isEqualTo("{}");
    }

    @Test
    void aBatchMakesOneElementPerLaneWithItsOwnReferencesAndItsNulls() {
        Mapping mapping = TestMappings.outbound("""
                batch: true
                rows:
                  - {to: name, type: string, const: available}
                  - to: quantities[]
                    each: $batch
                    key: [sku]
                    rows:
                      - {to: item, type: string, from: $resolved.item}
                      - {to: quantity, type: int, from: available, via: [clamp(min=0), floor]}
                      - {to: changeFrom, type: int, from: $resolved.expected.quantity, nulls: keep}
                """);
        TranslationInput one = input("{\"available\": \"3.9\"}", Map.of("item", "\"i1\"", "expected", "null"));
        TranslationInput two =
                input("{\"available\": \"-2\"}", Map.of("item", "\"i2\"", "expected", "{\"quantity\": 5}"));

        assertThat(run(
                        mapping,
                        new TranslationInput(
                                one.document(), one.connection(), one.event(), Map.of(), List.of(one, two))))
                .isEqualTo(
                        "{\"name\":\"available\",\"quantities\":[{\"item\":\"i1\",\"quantity\":3,\"changeFrom\":null},"
                                + "{\"item\":\"i2\",\"quantity\":0,\"changeFrom\":5}]}");
    }

    @Test
    void aPlainElementIsReadByItsName() {
        Mapping mapping = TestMappings.outbound("""
                rows:
                  - to: tags[]
                    each: tags
                    key: [kind]
                    rows:
                      - {to: kind, type: string, from: $element, via: ["split(' ')", first]}
                      - {to: id, type: id, from: $element, via: ["split(' ')", last]}
                """);
        assertThat(run(mapping, input("{\"tags\": [\"shelf 7\", \"aisle 12\"]}")))
                .isEqualTo("{\"tags\":[{\"kind\":\"shelf\",\"id\":\"7\"},{\"kind\":\"aisle\",\"id\":\"12\"}]}");
    }

    @Test
    void aBlockWithoutASourceWritesNothingUnlessAnEmptyArrayIsMeant() {
        String block = "rows: [{to: 'lines[]', each: lines, key: [n]%s, rows: [{to: n, type: int, from: n}]}]\n";

        assertThat(run(TestMappings.outbound(block.formatted("")), input("{}"))).isEqualTo("{}");
        assertThat(run(TestMappings.outbound(block.formatted(", required: false")), input("{}")))
                .isEqualTo("{\"lines\":[]}");
        assertThat(run(TestMappings.outbound(block.formatted(", required: true")), input("{\"lines\": null}")))
                .isEqualTo("required_missing lines");
    }

    @Test
    void skipRowLeavesOnlyTheElementOut() {
        Mapping mapping = TestMappings.outbound("""
                rows:
                  - to: lines[]
                    each: lines
                    key: [c]
                    rows: [{to: c, type: string, from: c, via: [valuemap(m)], missing: skip_row}]
                """, "name: m\nkey: {columns: [s]}\nrows: [{s: a, target: A}]\n");

        assertThat(run(mapping, input("{\"lines\": [{\"c\": \"z\"}, {\"c\": \"a\"}]}")))
                .isEqualTo("{\"lines\":[{\"c\":\"A\"}]}");
    }

    @Test
    void personalValuesDoNotAppearInErrors() {
        Mapping mapping = TestMappings.outbound("rows: [{to: x, type: int, from: mail, pii: true}]\n");

        assertThat(mapping.translate(input("{\"mail\": \"jane@example.com\"}")).toString())
                .contains("not_a_number", "sha256:")
                .doesNotContain("jane");
    }

    @Test
    void aMemberThatNoRowReadsIsADeadLetterWhereTheMappingSaysSo() {
        Mapping mapping = TestMappings.outbound(
                "rows:\n  - {to: x, type: string, from: a.b}\nunmapped: {policy: error, skip: [c]}\n");

        assertThat(TestMappings.run(mapping, TestMappings.input("{\"a\": {\"b\": 1, \"d\": 2}, \"c\": 3}")))
                .isEqualTo("{\"x\":\"1\"}");
        assertThat(TestMappings.run(mapping, TestMappings.input("{\"a\": {\"b\": 1}, \"e\": 3}")))
                .isEqualTo("unmapped_member ");
    }
}
