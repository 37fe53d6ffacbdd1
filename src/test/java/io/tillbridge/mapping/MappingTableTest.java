package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MappingTableTest {

    private static final HomeFiles HOME = HomeFiles.of(Map.of(
            "mappings/shop/thing/V002__second.mapping.yaml", """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: shop.thing
            version: 2
            author: ben
            from: shop/thing.v1
            to: other/thing.v1
            lets:
              ccy: {from: currency, type: currency}
            rows:
              - {to: id, type: id, from: id, else: nr}
              - to: lines[]
                each: line_items
                where: {path: count, type: decimal, gt: "0"}
                rows:
                  - {to: code, type: string, from: "a|b_ <script>", via: [trim, valuemap(tax_codes)], default: "*none*"}
            asserts:
              - {name: adds_up, severity: warn, test: "a <= 0.01 && b"}
            """,
            "mappings/valuemaps/tax_codes.valuemap.yaml", """
            kind: ValueMap
            name: tax_codes
            version: 1
            key: {columns: [source], normalize: [trim]}
            unmapped: {do: hold}
            rows:
              - {source: MWST 19%, target: DE-STD, from: 2007-01-01, to: 2020-07-01}
              - {source: MWST 16%, target: DE-STD}
            """,
            "mappings/shop/thing/activations.yaml", """
            kind: Activations
            subject: shop.thing
            basis: event_time
            rows:
              - {version: 2, from: "2026-05-01T00:00:00Z", at: "2026-04-20T09:30:00Z", by: ana, why: "tom & jerry"}
            """));

    @Test
    void aVersionIsATableInMarkdown() {
        assertThat(MappingPages.markdown(table())).isEqualTo("""
                # shop.thing V2

                ## Header

                | key | value |
                | --- | --- |
                | author | ben |
                | from | shop/thing.v1 |
                | to | other/thing.v1 |

                ## Lets

                | let | type | source | else | via | when | where | required | default | nulls | missing | other |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                | $ccy | currency | from: currency |  |  |  |  |  |  |  |  |  |

                ## Rows

                | to | type | source | else | via | when | where | required | default | nulls | missing | other |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                | id | id | from: id | nr |  |  |  |  |  |  |  |  |
                | lines\\[\\] |  | each: line_items |  |  |  | path: count, type: decimal, gt: 0 |  |  |  |  |  |
                | &emsp;code | string | from: a\\|b\\_ &lt;script&gt; |  | trim, valuemap(tax_codes) |  |  |  | \\*none\\* |  |  |  |

                ## Asserts

                | name | severity | test |
                | --- | --- | --- |
                | adds_up | warn | a &lt;= 0.01 &amp;&amp; b |

                ## Value map tax_codes

                version: 1, key: {columns: \\[source\\], normalize: \\[trim\\]}, unmapped: {do: hold}

                | source | target | from | to |
                | --- | --- | --- | --- |
                | MWST 19% | DE-STD | 2007-01-01 | 2020-07-01 |
                | MWST 16% | DE-STD |  |  |

                ## Activations

                basis: event_time

                | version | from | at | by | why |
                | --- | --- | --- | --- | --- |
                | 2 | 2026-05-01T00:00:00Z | 2026-04-20T09:30:00Z | ana | tom &amp; jerry |
                """);
    }

    @Test
    void thePageIsWholeByItselfAndTakesNoTextForATag() {
        String page = MappingPages.html(table());

        assertThat(page).startsWith("<!DOCTYPE html>\n").endsWith("</body>\n</html>\n");
        assertThat(page)
                .contains("<h2>Value map tax_codes</h2>\n")
                .contains("<tr><td style=\"padding-left: 2em\">code</td><td>string</td>"
                        + "<td>from: a|b_ &lt;script&gt;</td><td></td><td>trim, valuemap(tax_codes)</td>")
                .contains("<td>tom &amp; jerry</td>")
                .doesNotContain("<script")
                .doesNotContain("http");
    }

    @Test
    void aVersionWithoutAFileHasNoTable() {
        assertThat(MappingTable.of(HOME, "shop.thing", 9)).isNull();
    }

    private static MappingTable table() {
        return Objects.requireNonNull(MappingTable.of(HOME, "shop.thing", 2));
    }
}
