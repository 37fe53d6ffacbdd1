package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExprTest {

    private static final String ORDER = """
            {"tags": " vip, gift,", "price": 19.90, "cents": 1990, "big": 9007199254740993, "note": null, "name": "a",
             "nested": {"price": 1.50, "odd name": "x"}, "lines": [{"sku": "A", "n": 1}, {"sku": "B", "n": 2}],
             "texts": ["19.90"], "numbers": [1, 2, 3]}
            """;

    private static String cell(String type, String expression) {
        return TestMappings.cell("type: " + type + ", expr: " + quoted(expression), ORDER);
    }

    private static String quoted(String expression) {
        return "\"" + expression.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static List<String> problems(String type, String expression) {
        return TestMappings.problems(
                "to: shop/x.v1\nrows:\n  - {to: x, type: " + type + ", expr: " + quoted(expression) + "}\n");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "list | $filter($map($split(tags, ','), $trim), function($t){ $t != '' })[] | [\"vip\",\"gift\"]",
                "string | name & '-' & $string(cents) | \"a-1990\"",
                "int | $sum(lines.n) | 3",
                "int | $count(lines) + cents * 2 - 1 | 3981",
                "bool | 'B' in lines.sku | true",
                "bool | $matches(tags, 'g.ft') | true",
                "string | lines[n = 2].sku | \"B\"",
                "string | $join(lines.sku, '+') | \"A+B\"",
                "string | missing | absent",
                "string | note | absent",
                "string | nested.`odd name` | \"x\"",
                "string | $substringBefore(tags, ',') ~> $trim | \"vip\"",
                "string | $replace(name, 'a', '$1') | \"$1\"",
                "list | $split('a.b.', '.') | [\"a\",\"b\",\"\"]",
                "list | $split('abc', '') | [\"a\",\"b\",\"c\"]",
                "string | $type(price) & $type(cents) | \"numbernumber\"",
                "int | $count(price) | 1",
            })
    void givesWhatJsonataGives(String type, String expression, String expected) {
        assertThat(cell(type, expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "price | \"19.90\"",
                "nested.price | \"1.50\"",
                "$dtext(price) & ' EUR' | \"19.90 EUR\"",
                "[1, price][1] | \"19.90\"",
                "$append([], price)[0] | \"19.90\"",
                "name = 'a' ? big : cents | \"9007199254740993\"",
                "$string({'p': price}) | \"{\\\"p\\\":19.90}\"",
            })
    void decimalsArePassedOnWithTheirDigits(String expression, String expected) {
        assertThat(cell("string", expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "price + 1",
                "1 + price",
                "price * cents",
                "-price",
                "price < 20",
                "20 > price",
                "price = 20",
                "20 = price",
                "'19.90' = price",
                "price != 20",
                "20 in [price]",
                "price in [20]",
                "[20] = [price]",
                "{'a': 20} = {'a': price}",
                "nested = nested",
                "price & ''",
                "price ? 1 : 2",
                "price and true",
                "true and price",
                "$boolean(price)",
                "$not(price)",
                "$sum(price)",
                "$sum([1, price])",
                "$max([1, price])",
                "$max(price)",
                "$abs(price)",
                "$sort([price, big])",
                "$distinct([price, price])",
                "lines^($root.price)",
                "lines[$root.price]",
                "{price: 1}",
                "$join([price])",
                "$uppercase(price)",
                "big + 1",
                "big = 1",
                "cents * cents * cents * cents * cents",
                "9007199254740992 + 9007199254740992",
            })
    void nothingIsCalculatedOrComparedInexactly(String expression) {
        assertThat(cell("string", expression)).containsPattern("^expr_(decimal|failed|not_exact) x$");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$eval('1') | expr_refused",
                "$number('1') | expr_refused",
                "$now() | expr_refused",
                "$millis() | expr_refused",
                "$random() | expr_refused",
                "$shuffle(numbers) | expr_refused",
                "$pad('a', 999999999) | expr_refused",
                "$formatNumber(1, '#') | expr_refused",
                "$formatInteger(1, 'w') | expr_refused",
                "($f := $eval; $f('1')) | expr_refused",
                "$map(['1'], $eval) | expr_refused",
                "($eval := 1; $eval) | expr_refused",
                "($trim := 1) | expr_refused",
                "function($eval){1}(2) | expr_refused",
                "$nobody | expr_refused",
                "cents / 2 | expr_refused",
                "$contains(name, /a+/) | expr_refused",
                "name /* why */ | expr_refused",
                "[1..9999999] | expr_refused",
                "numbers % 2 | expr_refused",
                "lines@$l.numbers@$n | expr_refused",
                "lines#$i | expr_refused",
                "cents * 0.5 | expr_refused",
                "1e3 | expr_refused",
                "9007199254740993 | expr_refused",
                "function($x)<n:n>{$x}(1) | expr_refused",
                "'eval' & \"a\" & ( | wrong_expression",
                "uppercase(name) | wrong_expression",
                "'never closed | wrong_expression",
                "name name | wrong_expression",
            })
    void whatTheLanguageLeavesOutIsRefusedByLint(String expression, String rule) {
        assertThat(problems("string", expression)).containsExactly(rule + " rows[0].expr");
    }

    @Test
    void nothingIsChangedInPlace() {
        assertThat(problems("string", "$ ~> |lines|{'a': 1}|")).containsExactly("expr_refused rows[0].expr");
    }

    @ParameterizedTest
    @CsvSource({"money", "money_minor", "decimal"})
    void anAmountIsNeverMadeByAnExpression(String type) {
        assertThat(TestMappings.problems("to: shop/x.v1\nrows:\n  - {to: x, type: " + type + ", expr: price}\n"))
                .contains("money_by_expr rows[0].expr");
        assertThat(TestMappings.problems("to: shop/x.v1\nlets: {p: {type: " + type
                        + ", expr: price}}\nrows:\n  - {to: x, type: string, from: $p}\n"))
                .contains("money_by_expr lets.p.expr");
    }

    @Test
    void whatJsonataSaysIsToldWithItsPlace() {
        Problem problem = TestMappings.found("to: shop/x.v1\nrows:\n  - {to: x, type: string, expr: \"name name\"}\n")
                .get(0);

        assertThat(problem.line()).isEqualTo(7);
        assertThat(problem.column()).isEqualTo(33);
        assertThat(problem.found()).contains("Syntax error").contains("at character");
    }

    @Test
    void anExpressionReadsItsElementAndWhatIsAroundIt() {
        Mapping mapping = TestMappings.outbound("""
                lets: {day: {from: day, type: date}}
                rows:
                  - {to: a, type: string, expr: "$day & ' ' & $connection.id & ' ' & $connection.settings.shop"}
                  - {to: b, type: string, expr: "$event.flow & ' ' & $event.headers.`x-topic` & ' ' & $resolved.store"}
                  - to: lines[]
                    each: lines
                    rows:
                      - {to: c, type: string, expr: "$uppercase(sku) & $parent.name & $root.name & $string($$.n)"}
                """);

        assertThat(TestMappings.run(
                        mapping,
                        TestMappings.input(
                                "{\"day\": \"2026-05-01\", \"name\": \"N\", \"lines\": [{\"sku\": \"a\", \"n\": 1}]}",
                                Map.of("store", "\"S1\""))))
                .isEqualTo("{\"a\":\"2026-05-01 acme-us acme\",\"b\":\"orders orders/create S1\","
                        + "\"lines\":[{\"c\":\"aNN1\"}]}".replace("aNN1", "ANN1"));
        assertThat(mapping.context().stream().map(ContextRead::name)).containsExactly("shop", "store");
        assertThat(mapping.reads()).contains("/day", "/lines/*/sku", "/name");
        assertThat(mapping.unread(ExactJson.parse("{\"name\": 1, \"other\": 2}")))
                .containsExactly("other");
    }

    @Test
    void theResultMustFitTheCellsType() {
        assertThat(cell("int", "name")).isEqualTo("not_a_number x");
        assertThat(cell("string", "lines")).isEqualTo("not_a_text x");
        assertThat(cell("string", "$uppercase")).isEqualTo("expr_failed x");
        assertThat(cell("date", "'2026-02-30'")).isEqualTo("not_a_date x");
    }

    @Test
    void aFailureNamesTheCellAndAHashStandsForPersonalData() {
        Mapping mapping = TestMappings.outbound(
                "rows:\n  - {to: a.b, type: string, pii: true, expr: \"$uppercase({'secret': name}.secret + 1)\"}\n");
        Translation translation = mapping.translate(TestMappings.input("{\"name\": \"Jane\"}"));

        assertThat(translation).isInstanceOfSatisfying(Translation.Untranslatable.class, failure -> {
            assertThat(failure.code() + " " + failure.at()).isEqualTo("expr_failed a.b");
            assertThat(failure.detail()).contains("sha256:").doesNotContain("Jane");
        });
    }

    @Test
    void viaElseAndDefaultGoOnFromTheResult() {
        assertThat(cell("string", "$trim(name)")).isEqualTo("\"a\"");
        assertThat(TestMappings.cell("type: string, expr: name, via: [upper]", ORDER))
                .isEqualTo("\"A\"");
        assertThat(TestMappings.cell("type: string, expr: nothing, else: name", ORDER))
                .isEqualTo("\"a\"");
        assertThat(TestMappings.cell("type: string, expr: nothing, default: d", ORDER))
                .isEqualTo("\"d\"");
    }

    @Test
    void anExplanationShowsTheExpressionAndItsResult() {
        Mapping mapping =
                TestMappings.outbound("rows:\n  - {to: a, type: string, expr: \"name & '!'\", via: [upper]}\n");

        assertThat(mapping.explain(TestMappings.input(ORDER)).cells())
                .containsExactly(new Explanation.Cell(
                        "a", "a", "expr", null, "\"a!\"", List.of("expr name & '!'", "upper"), "\"A!\""));
    }

    @Test
    void moreThanATenthOfTheRowsWithAnExpressionIsAWarning() {
        String rows = "  - {to: a%d, type: string, from: a}\n";
        StringBuilder nine = new StringBuilder("to: shop/x.v1\nrows:\n  - {to: x, type: string, expr: a}\n");
        for (int i = 0; i < 8; i++) {
            nine.append(rows.formatted(i));
        }

        assertThat(TestMappings.warnings(nine.toString())).containsExactly("many_expressions rows");
        assertThat(TestMappings.warnings(nine + rows.formatted(8))).isEmpty();
        assertThat(TestMappings.problems(nine.toString())).isEmpty();
    }
}
