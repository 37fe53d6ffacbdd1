package io.tillbridge.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A new connector lints clean before anybody has touched it, and says what it was guessed from. */
class ScaffoldTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": 7, \"updated_at\": \"2026-05-01T10:00:00Z\"}",
                "{\"data\": {\"orders\": [{\"orderId\": \"a\", \"version\": 3}]}, \"next_cursor\": \"x\"}",
                "[{\"uuid\": \"a\"}]",
                "{\"products\": [{\"id\": 1, \"sku\": \"MUG\", \"price\": {\"amount\": 1990, \"currency\": \"EUR\"}}], \"total\": 1, \"limit\": 20, \"offset\": 0}",
                "{\"levels\": [{\"sku\": \"MUG\", \"warehouse_id\": 3, \"on_hand\": 4}], \"_links\": {\"next\": \"/levels?p=2\"}}",
                "{\"event\": \"x\", \"data\": {\"uid\": \"a\", \"odd name\": 1, \"items\": [{\"sku\": \"a\", \"qty\": 1}]}}"
            })
    void whatIsWrittenLintsClean(String sample) {
        assertLintsClean(sampled(sample));
    }

    @Test
    void withoutASampleItLintsCleanToo() {
        assertLintsClean(Scaffold.of(new Scaffold.Known("acme", null, null, "basic", null), TODAY));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"orders": [{"id": 1}], "next_page_token": "t", "limit": 20} | {kind: cursor, token: /next_page_token, size: 100}
            {"orders": [{"id": 1}], "page": 1, "total_pages": 3} | {kind: page, totalPages: /total_pages}
            {"orders": [{"id": 1}], "meta": {"page": 1, "total": 90}} | {kind: page, total: /meta/total}
            {"orders": [{"id": 1}], "offset": 0, "limit": 20, "total": 90} | {kind: offset, total: /total, size: 100}
            {"orders": [{"id": 1}], "links": {"next": "https://a.example/orders?p=2"}} | {kind: link_body, link: /links/next}
            {"orders": [{"id": 1}], "next_page_token": null, "has_more": false} | {kind: cursor, token: /next_page_token, more: /has_more}
            {"orders": [{"id": 1}], "has_more": true} | {kind: keyset, after: /id, more: /has_more}
            {"orders": [{"id": 1}]} | {kind: none}
            """)
    void pagesAreReadFromWhatStandsBesideTheRecords(String sample, String pages) {
        Scaffold.Files made = sampled(sample);

        assertThat(connector(made)).contains("pages: " + pages + "\n");
        assertLintsClean(made);
    }

    @Test
    void guessesComeWithTheirEvidence() {
        Scaffold.Files made =
                sampled("{\"data\": {\"orders\": [{\"orderId\": \"a\", \"version\": 3}]}, \"next_cursor\": \"x\"}");

        assertThat(made.guesses())
                .containsExactly(
                        "records at '/data/orders': an array of 1 objects, taken for order",
                        "id at /orderId",
                        "version at /version",
                        "pages by parameter cursor and the answer's /next_cursor (its name is a guess)");
    }

    @Test
    void aRecordsOwnVersionIsNoCursorOfItsListing() {
        Scaffold.Files made = sampled("{\"orders\": [{\"id\": \"a\", \"version\": 3}]}");

        assertThat(connector(made))
                .contains("cursor: {kind: full}")
                .contains("stale: {version: {pointer: /version, type: int}}")
                .doesNotContain("updated_since");
        assertThat(made.decisions())
                .contains("the cursor of flow orders: nothing says when a record changed (/version counts the changes"
                        + " of one record), so all of them are read each time");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            modified_ts  | 1767607200                  | type: int, start: epoch}
            modifiedTs   | 1767607200000               | type: int, start: epoch}
            changed_time | "2026-01-05T10:00:00Z"      | type: instant, start: $(connection.startAt), lookback: PT5M}
            updated      | "2026-01-05T10:00:00+01:00" | type: instant, start: $(connection.startAt), lookback: PT5M}
            """)
    void aTimeOfChangeIsTheCursorBesideAVersion(String name, String value, String cursor) {
        Scaffold.Files made =
                sampled("{\"orders\": [{\"id\": \"a\", \"version\": 3, \"%s\": %s}]}".formatted(name, value));

        assertThat(connector(made)).contains("cursor: {field: /" + name + ", " + cursor + "\n");
        assertThat(made.decisions()).anyMatch(line -> line.contains("updated_since stands in"));
        assertLintsClean(made);
    }

    @Test
    void centsAndTimesThatSayTheirUnitAreFoundAndTheRestIsNamed() {
        Scaffold.Files made = sampled("""
                {"id": 1, "currency": "EUR", "version": 1, "created_ts": 1767607200, "channel": {"name": "web", "tags": []},
                 "lines": [{"sku": "a", "quantity": 1, "unit_cents": 995, "line_cents": 995, "shelf": "A7"}],
                 "goods_cents": 995, "grand_cents": 1490, "deposit_cents": 25}
                """);

        assertThat(made.texts().get("mappings/acme/order/V001__first.mapping.yaml"))
                .contains("{to: placedAt, type: instant, from: created_ts, via: [parse(epoch_seconds)]}")
                .contains("{to: unitPrice, type: money_minor, from: unit_cents}")
                .contains("{to: lineTotal, type: money_minor, from: line_cents}")
                .contains("{to: totals.goods, type: money_minor, from: goods_cents}")
                .contains("{to: totals.grand, type: money_minor, from: grand_cents}");
        assertThat(made.leftOut())
                .containsExactly(
                        "mappings/acme/order/V001__first.mapping.yaml: no row reads channel.name, channel.tags,"
                                + " lines[].shelf, deposit_cents");
        assertLintsClean(made);
    }

    @Test
    void aMemberThatDecidesAmountsIsSaidBesideItsRow() {
        String mapping = sampled(
                        "{\"id\": 1, \"currency\": \"eur\", \"lines\": [{\"sku\": \"a\", \"quantity\": 1, \"price_cents\": 1990,"
                                + " \"total\": {\"amount\": 1990, \"currency\": \"EUR\"}}], \"created\": 1767607200}")
                .texts()
                .get("mappings/acme/order/V001__first.mapping.yaml");

        assertThat(mapping)
                .contains("ccy: {from: currency, type: currency, via: [upper]}")
                .contains("{to: lineTotal, type: money_minor, from: total.amount} # a whole number: taken for cents")
                .contains("{to: placedAt, type: instant, from: created, via: [parse(epoch_seconds)]}");
    }

    @Test
    void amountsAreFoundByNamesThatSayTheirUnitAndWithinTotals() {
        String mapping = sampled(
                        "{\"id\": 1, \"currency\": \"EUR\", \"lines\": [{\"sku\": \"a\", \"quantity\": 1, \"price_cents\": 995}],"
                                + " \"totals\": {\"grand\": \"9.95\", \"tax\": \"1.59\"}}")
                .texts()
                .get("mappings/acme/order/V001__first.mapping.yaml");

        assertThat(mapping)
                .contains("{to: unitPrice, type: money_minor, from: price_cents}")
                .contains("{to: totals.tax, type: money, from: totals.tax}")
                .contains("{to: totals.grand, type: money, from: totals.grand}");
    }

    @Test
    void aNameThatCannotStandInAUrlIsRefused() {
        assertThatThrownBy(() -> Scaffold.of(new Scaffold.Known("Acme Shop", null, null, null, null), TODAY))
                .hasMessageContaining("lower-case");
    }

    private static Scaffold.Files sampled(@Nullable String sample) {
        return Scaffold.of(new Scaffold.Known("acme", sample, null, null, null), TODAY);
    }

    private static String connector(Scaffold.Files made) {
        return made.texts().getOrDefault("config/connectors/acme/acme.connector.yaml", "");
    }

    static void assertLintsClean(Scaffold.Files made) {
        HomeFiles home = HomeFiles.only(Path.of("."));
        Map<String, String> texts = new TreeMap<>(made.texts());
        home.list("config/canonical", "").forEach(name -> texts.put(name, home.text(name)));
        HomeFiles files = HomeFiles.of(texts);
        Problems problems = new Problems();
        MappingCatalog.load(files, problems);

        assertThat(ConnectorCatalog.load(files).problems()).isEmpty();
        assertThat(problems.list()).isEmpty();
    }
}
