package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of what an outbound flow learns, checks and forgets reaches the plan, and what is wrong says where. */
class ReplyKeysTest {

    private static final String RESULT =
            "items: {results: /r, ok: {pointer: /s, equals: ok}, id: /n, of: {fields: [sku]},"
                    + " rest: resend}, remoteId: /id, remoteVersion: /v, errors: [";

    @TempDir
    private Path folder;

    private ConnectorCatalog.Loaded load(String max, String rest) {
        return new TestHome(folder)
                .connector("acme", """
                        clients:
                          api: {kind: http, baseUrl: "https://acme.example", auth: {kind: none}}
                        inbound:
                          sales:
                            emits: order
                            mapping: acme.order
                            key: {pointer: /id}
                            source:
                              kind: poll-http
                              every: PT1H
                              request: {get: /orders, query: {since: $(cursor.from)}}
                              forKey: {args: [sku], query: {sku: $(args.sku)}}
                              records: /orders
                              pages: {kind: none}
                              cursor: {field: /t, type: instant}
                        outbound:
                          push:
                            accepts: availability
                            mapping: acme.stock
                            key: {fields: [sku, location]}
                            collapse: {keep: latest, max: %s}
                            request: {post: /stock, json: $(mapped)}
                            idempotency: {header: Idempotency-Key, key: {uuid5: [connection.id, batch.id]}}
                            %s
                        """.formatted(max, rest))
                .connection("shop", "acme", "")
                .load();
    }

    private OutboundFlow flow(String rest) {
        ConnectorCatalog.Loaded loaded = load("5", rest);
        assertThat(loaded.problems())
                .filteredOn(problem -> problem.field().startsWith("outbound."))
                .isEmpty();
        assertThat(loaded.problems()).isEmpty();
        return TestHome.get(TestHome.get(loaded.plans(), "shop").outbound(), "push");
    }

    @Test
    void whatAnAnswerTellsOfEachItem() {
        OutboundFlow flow = flow("result: {" + RESULT + "]}");
        assertThat(flow.reply().remoteId()).isEqualTo(JsonPointer.compile("/id"));
        assertThat(flow.reply().remoteVersion()).isEqualTo(JsonPointer.compile("/v"));
        assertThat(flow.reply().items()).satisfies(items -> {
            assertThat(items).isNotNull();
            assertThat(items.results()).isEqualTo(JsonPointer.compile("/r"));
            assertThat(items.id()).isEqualTo(JsonPointer.compile("/n"));
            assertThat(items.of()).isEqualTo(new KeyRule.Fields(List.of("sku")));
        });
        assertThat(flow.items()).isNull();
    }

    @Test
    void whatARowSaysWaitsForAndDoesFirst() {
        List<ErrorRule> rows = flow("result: {" + RESULT
                        + "{when: {pointer: /c, equals: a}, do: hold, on: {xref: acme.item, by: {fields: [sku]}}, say: no item},"
                        + "{when: {pointer: /c, equals: b}, do: rebuild, first: {reconcile: sales,"
                        + " args: {sku: $(canonical.sku)}, within: PT7S}}]}")
                .itemErrors();
        assertThat(rows.get(0).action()).isEqualTo(ErrorRule.Action.HOLD);
        assertThat(rows.get(0).say()).isEqualTo("no item");
        assertThat(rows.get(0).on()).isEqualTo(new ErrorRule.HoldOn("acme.item", new KeyRule.Fields(List.of("sku"))));
        assertThat(rows.get(1).first())
                .isEqualTo(new ErrorRule.Reconcile(
                        "sales", Map.of("sku", Template.parse("$(canonical.sku)")), Duration.ofSeconds(7)));
    }

    @Test
    void whatIsCheckedBeforeAndForgottenAfter() {
        OutboundFlow flow =
                flow("precheck: [{name: some, test: sum(a) > 0, with: {a: \"items[].n\"}}]\n    echo: {window: PT3M}\n"
                        + "    resolve: {token: {version: acme.push, by: {fields: [sku]}}}");
        assertThat(flow.precheck())
                .containsExactly(new OutboundFlow.Precheck("some", "sum(a) > 0", Map.of("a", "items[].n")));
        assertThat(flow.echo()).isEqualTo(Duration.ofMinutes(3));
        assertThat(TestHome.get(flow.resolve(), "token").type()).isEqualTo(ResolveRule.Type.VERSION);
    }

    @Test
    void whoConfirms() {
        assertThat(flow("confirm: {by: sales, correlate: {pointer: /id}, within: PT24H, else: alert}")
                        .confirm())
                .isEqualTo(new OutboundFlow.Confirm(
                        "sales", new KeyRule.Pointers(List.of(JsonPointer.compile("/id"))), Duration.ofHours(24)));
    }

    @Test
    void nothingOfItIsNeeded() {
        OutboundFlow flow = flow("when: {any: true}");
        assertThat(flow.reply()).isEqualTo(OutboundFlow.Reply.NOTHING);
        assertThat(flow.precheck()).isEmpty();
        assertThat(flow.echo()).isNull();
        assertThat(flow.confirm()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    result: {remoteId: /id}                                                           | remote_id_of_many | result.remoteId
                    result: {remoteVersion: /v}                                                       | missing_key       | result.remoteId
                    result: {items: {results: /r}}                                                    | missing_key       | result.items.ok
                    result: {items: {results: /r, ok: {any: true}, id: /n}}                           | missing_key       | result.items.of
                    result: {errors: [{when: {any: true}, do: fail}]}                                 | matches_success   | result.errors
                    result: {errors: [{when: {pointer: /c, equals: x}, do: hold}]}                    | missing_key       | result.errors[0].on
                    result: {errors: [{when: {pointer: /c, equals: x}, do: fail, on: {xref: k, by: {fields: [sku]}}}]}  | too_many | result.errors[0].on
                    result: {errors: [{when: {pointer: /c, equals: x}, do: fail, first: {reconcile: sales}}]}           | too_many | result.errors[0].first
                    result: {errors: [{when: {pointer: /c, equals: x}, do: rebuild, first: {reconcile: none}}]}         | undefined | result.errors
                    result: {errors: [{when: {pointer: /c, equals: x}, do: count_and_drop}]}          | missing_key       | result.errors[0].metric
                    precheck: [{name: some}]                                                          | missing_key       | precheck[0].test
                    precheck: [{test: 1 > 0}]                                                         | missing_key       | precheck[0].name
                    precheck: [{name: some, test: sum(a) >}]                                          | wrong_expression  | precheck[0].test
                    precheck: [{name: some, test: "pi() > 0"}]                                        | wrong_expression  | precheck[0].test
                    precheck: [{name: some, test: a > 0, with: {b: x}}]                               | undefined         | precheck[0].with
                    precheck: [{name: some, test: a > 0, with: {a: "x[0]"}}]                          | wrong_path        | precheck[0].with
                    confirm: {by: sales, correlate: {pointer: /id}, within: PT1H, else: dead_letter}  | wrong_word        | confirm.else
                    confirm: {by: none, correlate: {pointer: /id}, within: PT1H}                      | undefined         | confirm.by
                    confirm: {by: sales, within: PT1H}                                                | missing_key       | confirm.correlate
                    confirm: {by: sales, correlate: {pointer: /id}}                                   | missing_key       | confirm.within
                    confirm: {by: sales, correlate: {pointer: /id}, within: PT1H, else: forget}       | wrong_word        | confirm.else
                    echo: {window: soon}                                                              | wrong_type        | echo.window
                    """)
    void whatIsWrongSaysWhere(String rest, String rule, String field) {
        assertThat(load("5", rest).problems()).anySatisfy(problem -> {
            assertThat(problem.rule()).isEqualTo(rule);
            assertThat(problem.field()).isEqualTo("outbound.push." + field);
        });
    }
}
