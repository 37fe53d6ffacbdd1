package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillbridge.connector.Condition.Operator;
import io.tillbridge.connector.Condition.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {

    private static final JsonNode DOCUMENT = read("""
            {"text": "order.updated", "number": 10, "decimal": 19.90, "flag": true, "nothing": null,
             "at": "2026-03-08T01:30:00-05:00", "list": [{"state": "open"}], "empty": ""}
            """);

    @ParameterizedTest(name = "{0} {1} {2} as {3}: {4}")
    @CsvSource({
        "/text, EQUALS, order.updated, string, true",
        "/text, EQUALS, order, string, false",
        "/flag, EQUALS, true, string, true",
        "/list/0/state, EQUALS, open, string, true",
        "/number, EQUALS, 10.0, string, false",
        "/number, EQUALS, 10.0, decimal, true",
        "/decimal, EQUALS, 19.9, decimal, true",
        "/number, GT, 9, int, true",
        "/number, GT, 10, int, false",
        "/number, GTE, 10, int, true",
        "/number, LT, 10.5, decimal, true",
        "/number, LTE, 9, int, false",
        "/at, EQUALS, 2026-03-08T06:30:00Z, instant, true",
        "/at, LT, 2026-03-08T06:30:00.001Z, instant, true",
        "/text, GT, 9, int, false",
        "/text, CONTAINS, upda, string, true",
        "/text, MATCHES, ^order\\.(updated|created)$, string, true",
        "/text, MATCHES, ^created, string, false",
        "/absent, EQUALS, x, string, false",
        "/nothing, EQUALS, null, string, false",
    })
    void aTestComparesAsItsTypeSays(String pointer, Operator operator, String value, String type, boolean holds) {
        Condition condition = test(pointer, operator, type, value);

        assertThat(Conditions.holds(condition, DOCUMENT)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"/text, true", "/empty, true", "/flag, true", "/nothing, false", "/absent, false", "/list/1, false"})
    void existsMeansPresentAndNotNull(String pointer, boolean exists) {
        assertThat(Conditions.holds(test(pointer, Operator.EXISTS, "string"), DOCUMENT))
                .isEqualTo(exists);
        assertThat(Conditions.holds(test(pointer, Operator.ABSENT, "string"), DOCUMENT))
                .isEqualTo(!exists);
    }

    @Test
    void inHoldsForAnyOfItsValues() {
        assertThat(Conditions.holds(test("/text", Operator.IN, "string", "a", "order.updated"), DOCUMENT))
                .isTrue();
        assertThat(Conditions.holds(test("/text", Operator.IN, "string", "a", "b"), DOCUMENT))
                .isFalse();
    }

    @Test
    void conditionsAreJoined() {
        Condition yes = new Condition.Any();
        Condition no = new Condition.Not(yes);

        assertThat(Conditions.holds(new Condition.All(List.of(yes, no)), DOCUMENT))
                .isFalse();
        assertThat(Conditions.holds(new Condition.All(List.of(yes, yes)), DOCUMENT))
                .isTrue();
        assertThat(Conditions.holds(new Condition.AnyOf(List.of(no, yes)), DOCUMENT))
                .isTrue();
        assertThat(Conditions.holds(new Condition.AnyOf(List.of(no, no)), DOCUMENT))
                .isFalse();
    }

    @Test
    void headersAndTheStatusAreSubjectsToo() {
        Condition header = new Condition.Test(
                new Subject.Header("X-Topic"), Operator.EQUALS, List.of(Template.parse("orders")), "string");

        assertThat(Conditions.holds(header, null, Map.of("X-Topic", "orders")::get, 0))
                .isTrue();
        assertThat(Conditions.holds(header, null)).isFalse();
        assertThat(Conditions.holds(new Condition.Status(List.of(429, 503)), null, name -> null, 503))
                .isTrue();
        assertThat(Conditions.holds(new Condition.Status(List.of(429)), null, name -> null, 200))
                .isFalse();
    }

    @Test
    void aDocumentThatIsNotJsonHasNoPointers() {
        assertThat(Conditions.holds(test("/text", Operator.EXISTS, "string"), null))
                .isFalse();
        assertThat(Conditions.holds(test("/text", Operator.ABSENT, "string"), null))
                .isTrue();
    }

    @Test
    void theBuiltInErrorRowsTakeASuccessForASuccess() {
        List<ErrorRule> rules = TestHome.http(TestHome.sample("stores"), "api").errors();

        assertThat(rules).noneMatch(rule -> Conditions.holds(rule.when(), DOCUMENT, name -> null, 200));
        assertThat(actions(rules, 0)).isEqualTo(ErrorRule.Action.RETRY);
        assertThat(actions(rules, 302)).isEqualTo(ErrorRule.Action.FAIL);
        assertThat(actions(rules, 401)).isEqualTo(ErrorRule.Action.REFRESH_AUTH);
        assertThat(actions(rules, 404)).isEqualTo(ErrorRule.Action.FAIL);
        assertThat(actions(rules, 408)).isEqualTo(ErrorRule.Action.RETRY);
        assertThat(actions(rules, 429)).isEqualTo(ErrorRule.Action.RATE_LIMITED);
        assertThat(actions(rules, 599)).isEqualTo(ErrorRule.Action.RETRY);
    }

    private static ErrorRule.Action actions(List<ErrorRule> rules, int status) {
        return rules.stream()
                .filter(rule -> Conditions.holds(rule.when(), DOCUMENT, name -> null, status))
                .findFirst()
                .orElseThrow()
                .action();
    }

    private static Condition test(String pointer, Operator operator, String type, String... values) {
        return new Condition.Test(
                new Subject.Pointer(JsonPointer.compile(pointer)),
                operator,
                Arrays.stream(values).map(Template::parse).toList(),
                type);
    }

    private static JsonNode read(String json) {
        try {
            return JsonMapper.builder().build().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void whatAConditionLooksAtIsNamedOnce() {
        Condition type = new Condition.Test(new Subject.Header("X-Type"), Operator.EXISTS, List.of(), "string");
        Condition state = new Condition.Test(
                new Subject.Pointer(JsonPointer.compile("/list/0/state")), Operator.EXISTS, List.of(), "string");

        assertThat(Conditions.subjects(new Condition.AnyOf(List.of(
                        new Condition.All(List.of(state, type)), new Condition.Not(state), new Condition.Any()))))
                .isEqualTo("/list/0/state, header X-Type");
        assertThat(Conditions.subjects(new Condition.Any())).isEmpty();
    }
}
