package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Expressions that would take a worker's time or memory: each is refused by lint, or ends within 200 ms of processor time,
 * which other work on the machine does not stretch.
 */
class HostileExprTest {

    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final String DOUBLING = "($a := 'xxxxxxxxxx'; " + "$a := $a & $a; ".repeat(60) + "$a)";
    private static final String LISTS = "($a := [1,1]; " + "$a := [[$a], [$a]]; ".repeat(60) + "$a)";
    private static final String APPENDED = "($a := [1,1]; " + "$a := $append($a, $a); ".repeat(60) + "$a)";
    private static final TranslationInput INPUT = TestMappings.input(document());

    private static String document() {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"sku\":\"SKU-")
                    .append(i)
                    .append("\",\"n\":")
                    .append(i)
                    .append('}');
        }
        return "{\"items\":[" + items + "],\"long\":\"" + "a".repeat(900_000) + "\",\"half\":\"" + "a".repeat(400_000)
                + "b\"}";
    }

    /** Class loading and compilation are not what is measured. */
    @BeforeAll
    static void warm() {
        Mapping mapping = TestMappings.outbound(
                "rows:\n  - {to: x, type: string, expr: \"$join($map(items, function($i){ $uppercase($i.sku) }), ',')\"}\n");
        for (int i = 0; i < 20; i++) {
            mapping.translate(TestMappings.input("{\"items\": [{\"sku\": \"a\"}, {\"sku\": \"b\"}]}"));
        }
    }

    static Stream<String> hostile() {
        return Stream.of(
                // recursion
                "($f := function($n){ $f($n + 1) }; $f(1))",
                "($f := function($n){ $f($n + 1) + 1 }; $f(1))",
                "($f := function($n){ [$f($n), $f($n)] }; $f(1))",
                "($y := function($f){ $f($f) }; $y($y))",
                "($fib := function($n){ $n < 2 ? $n : $fib($n - 1) + $fib($n - 2) }; $fib(40))",
                // ranges and regular expressions
                "[1..10000000]",
                "$sum([1..10000000])",
                "$contains(long, /(a+)+b/)",
                "$replace(long, '(a+)+b', 'x', 2)",
                "$matches(long, '(a+)+b')",
                "$matches(long, '((a{100}){9}){1}')",
                "$matches('" + "a".repeat(500) + "', '" + "(x{1000})".repeat(20) + "')",
                "$split(long, /(a+)+b/)",
                "$match(long, /(a+)+b/)",
                // texts that grow
                "$pad('a', 2000000000)",
                DOUBLING,
                "$string(" + LISTS + ")",
                "$reduce(items.n, function($a, $b){ $a & $a }, 'xxxxxxxxxx')",
                "$reduce(items.n, function($a, $b){ $a & long }, '')",
                "$join(items.sku, long)",
                "$join($map(items, function($i){ long }), ',')",
                "$replace(long, 'a', long)",
                "$replace($replace(half, 'a', 'aa'), 'a', 'aaaaaaaaaaaaaaaaaaaa')",
                "$contains(long, half)",
                "$map(items, function($i){ $contains(long, half) })",
                "$map(items, function($i){ $substringBefore(long, 'aaaaaaaaaaaaaaaaaaaaaaaab') })",
                "$split(long, '')",
                "$map(items, function($i){ $split(long, '') })",
                // lists that grow
                LISTS,
                APPENDED,
                "($a := " + LISTS + "; $a = $a)",
                "($a := " + LISTS + "; $b := " + LISTS + "; $a = $b)",
                "$distinct([" + LISTS + ", " + LISTS + "])",
                "$$.items.($$.items)",
                "$$.items.($$.items.($$.items))",
                "items.($root.items)",
                "$map(items, function($i){ $map($root.items, function($j){ $i.n * $j.n }) })",
                "$each($$, function($v){ $each($root, function($w){ items }) })",
                "$each($merge(items.{sku: n}), function($v, $k){ $each($merge($root.items.{sku: n}), function($w){ $w }) })",
                "**.**.**.**.**",
                "items.*.$root.**",
                "$sort($map(items, function($i){ 0 - $i.n }), function($a, $b){ $fall($a) > $b })",
                "$sort(items, function($l, $r){ $count($root.items[n > $l.n]) > $r.n })",
                "$reduce(items, function($a, $i){ [$a] }, [])",
                "$reduce(items, function($a, $i){ $append($a, items) }, [])",
                "$zip(items, items, items, items, items, items, items, items, items, items)",
                "$spread($map(items, function($i){ $root.items }))",
                "$reduce(items, function($a, $i){ $merge([$a, {'k' & $string($i.n): $root.items}]) }, {})",
                "items{$string(n): $root.items}",
                "items{'one': $root.items}",
                // nesting
                "(".repeat(900) + "1" + ")".repeat(900),
                "[".repeat(900) + "1" + "]".repeat(900),
                "-".repeat(1_900) + "n",
                "a" + ".a".repeat(900),
                "a" + "[0]".repeat(600),
                "1" + "+1".repeat(900),
                "a ? ".repeat(400) + "1",
                "function($x){".repeat(100) + "1" + "}".repeat(100),
                "'" + "a".repeat(3_000) + "'");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void endsInTimeOrIsRefused(String expression) {
        String body = "rows:\n  - {to: x, type: string, expr: " + "\"" + expression + "\"}\n";
        long start = used();
        List<String> problems = TestMappings.problems("to: shop/thing.v1\n" + body);
        if (problems.isEmpty()) {
            Mapping mapping = TestMappings.outbound(body);
            start = used();
            mapping.translate(INPUT);
        }
        assertThat(Duration.ofNanos(used() - start)).isLessThan(LIMIT);
    }

    private static long used() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void noneOfThemDisturbsWhatComesAfterIt() {
        List<Mapping> bad = new ArrayList<>();
        hostile().forEach(expression -> {
            String body = "rows:\n  - {to: x, type: string, expr: \"" + expression + "\"}\n";
            if (TestMappings.problems("to: shop/thing.v1\n" + body).isEmpty()) {
                bad.add(TestMappings.outbound(body));
            }
        });
        Mapping good =
                TestMappings.outbound("rows:\n  - {to: x, type: string, expr: \"$join(few[n < 3].sku, ',')\"}\n");
        TranslationInput few =
                TestMappings.input("{\"few\": [{\"sku\": \"A\", \"n\": 1}, {\"sku\": \"B\", \"n\": 2}]}");
        for (Mapping one : bad) {
            one.translate(INPUT);
            assertThat(TestMappings.run(good, few)).isEqualTo("{\"x\":\"A,B\"}");
        }
    }
}
