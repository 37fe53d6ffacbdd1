package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.platform.Problem;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of a budget and of a wait reaches the plan, and what is wrong is a problem that says where. */
class BudgetKeysTest {

    @TempDir
    private Path folder;

    private ConnectorCatalog.Loaded load(String client) {
        return new TestHome(folder)
                .connector("acme", """
                        spec: {realm: {}, host: {default: a}}
                        clients:
                          api: {kind: http, baseUrl: "https://$(settings.host).example", auth: {kind: none}, %s}
                        check:
                          - {name: up, request: {get: "/$(settings.realm)"}, expect: {pointer: /ok, equals: "true"}}
                        """.formatted(client))
                .connection("shop", "acme", "settings: {realm: \"913\"}")
                .load();
    }

    private HttpClientPlan plan(String client) {
        ConnectorCatalog.Loaded loaded = load(client);
        assertThat(loaded.problems()).isEmpty();
        return TestHome.http(TestHome.get(loaded.plans(), "shop"), "api");
    }

    private @Nullable Budget budget(String budget) {
        return plan("budget: " + budget).budget();
    }

    @Test
    void aRateIsSharedByTheConnectionsOfOneScope() {
        assertThat(budget("{kind: fixed, rate: 500/min, concurrency: 10, scope: [settings.realm, settings.host]}"))
                .isEqualTo(new Budget.Fixed(500, Duration.ofMinutes(1), 10, "settings.realm=913 settings.host=a"));
    }

    @Test
    void aMovingWindowHasAnyLength() {
        assertThat(budget("{kind: window, limit: 30, per: PT7S}"))
                .isEqualTo(new Budget.Window(30, Duration.ofSeconds(7), 0, null));
    }

    @Test
    void aBucketIsToldByTheAnswer() {
        assertThat(budget(
                        "{kind: bucket_from_response, available: /a, restorePerSecond: /r, reserve: 10%, maximum: 2000,"
                                + " concurrency: 4}"))
                .isEqualTo(new Budget.BucketFromResponse(
                        JsonPointer.compile("/a"),
                        JsonPointer.compile("/r"),
                        new Budget.Reserve(BigDecimal.TEN, true),
                        new BigDecimal("2000"),
                        4,
                        null));
        assertThat(budget("{kind: bucket_from_response, available: /a, restorePerSecond: /r}"))
                .isEqualTo(new Budget.BucketFromResponse(
                        JsonPointer.compile("/a"),
                        JsonPointer.compile("/r"),
                        new Budget.Reserve(BigDecimal.ZERO, false),
                        null,
                        0,
                        null));
    }

    @Test
    void aQuotaIsToldByHeaders() {
        assertThat(budget("{kind: headers, limit: X-L, remaining: X-R, reset: X-T, semantics: epoch}"))
                .isEqualTo(new Budget.Headers("X-L", "X-R", "X-T", Budget.Reset.EPOCH, 0, null));
    }

    @Test
    void aWaitMayStandInTheBody() {
        HttpClientPlan client = plan("errors: [{when: {status: [503]}, do: retry,"
                + " wait: {kind: body, pointer: /ms, unit: milliseconds, max: PT1M, else: {kind: fixed, for: PT2S}}}]");
        assertThat(client.errors().get(0).pause())
                .isEqualTo(new Wait.Body(
                        JsonPointer.compile("/ms"),
                        ChronoUnit.MILLIS,
                        Duration.ofMinutes(1),
                        new Wait.Fixed(Duration.ofSeconds(2))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {kind: window, limit: 1}                                                       | missing_key                | clients.api.budget.per
                    {kind: window, per: PT1S}                                                      | missing_key                | clients.api.budget.limit
                    {kind: window, limit: 1, per: PT0S}                                            | wrong_type                 | clients.api.budget.per
                    {kind: bucket_from_response, restorePerSecond: /r}                             | missing_key                | clients.api.budget.available
                    {kind: bucket_from_response, available: /a}                                    | missing_key                | clients.api.budget.restorePerSecond
                    {kind: bucket_from_response, available: /a, restorePerSecond: /r, reserve: x}  | wrong_type                 | clients.api.budget.reserve
                    {kind: bucket_from_response, available: /a, restorePerSecond: /r, reserve: 100%} | wrong_type               | clients.api.budget.reserve
                    {kind: bucket_from_response, available: /a, restorePerSecond: /r, maximum: 5%} | wrong_type                 | clients.api.budget.maximum
                    {kind: headers, limit: a, remaining: b, reset: c}                              | missing_key                | clients.api.budget.semantics
                    {kind: headers, limit: a, remaining: b, reset: c, semantics: minutes}          | wrong_word                 | clients.api.budget.semantics
                    {kind: fixed, rate: 1/s, scope: [connection.id]}                               | placeholder_out_of_scope   | clients.api.budget.scope[0]
                    {kind: fixed, rate: 1/s, scope: [settings.none]}                               | undefined                  | clients.api.budget.scope[0]
                    """)
    void whatIsWrongSaysWhere(String budget, String rule, String field) {
        List<Problem> problems = load("budget: " + budget).problems();
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.rule()).isEqualTo(rule);
            assertThat(problem.field()).isEqualTo(field);
        });
    }

    @Test
    void aWaitInTheBodyNamesItsUnit() {
        assertThat(load("errors: [{when: {status: [503]}, do: retry, wait: {kind: body, pointer: /ms}}]")
                        .problems())
                .anySatisfy(problem -> assertThat(problem.field()).isEqualTo("clients.api.errors[0].wait.unit"));
    }
}
