package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class YamlDocumentTest {

    private final Problems problems = new Problems();

    private YamlMap read(String text) {
        return Objects.requireNonNull(YamlDocument.read("trap.yaml", text, problems));
    }

    private List<String> rules() {
        return problems.list().stream().map(Problem::rule).toList();
    }

    @Test
    void everyScalarStaysAsWritten() {
        YamlMap map = read("a: NO\nb: 0042\nc: 22:30\nd: 19.90\ne: on\nf: ~\ng: 0x1F\nh: \"\"\n2: two\n");

        assertThat(map.keys().stream().map(map::text).toList())
                .containsExactly("NO", "0042", "22:30", "19.90", "on", "~", "0x1F", "", "two");
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void duplicateKeysTagsAnchorsAliasesMergeKeysAndEmptyValuesAreRefusedAtOnceWithTheirPlaces() {
        read("a: 1\na: 2\nb: !!int 3\nc: &x {k: v}\nd: *x\n<<: {z: y}\ne:\n");

        assertThat(problems.list().stream().map(p -> p.line() + " " + p.rule()).toList())
                .containsExactly("2 duplicate_key", "3 tag", "4 anchor", "5 alias", "6 merge_key", "7 empty_value");
    }

    @Test
    void aSyntaxErrorHasItsLine() {
        assertThat(YamlDocument.read("trap.yaml", "a: [1, 2\nb: 3\n", problems)).isNull();

        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("not_yaml");
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    @Test
    void aKeyNobodyAskedForIsUnknownAndTheKnownOnesAreNamed() {
        YamlMap map = read("name: x\nnmae: y\n");
        map.text("name");
        map.refuseUnread();

        assertThat(problems.list())
                .singleElement()
                .hasToString(
                        "trap.yaml:2:1 unknown_key nmae: found 'nmae', expected one of [name]; remove or rename the"
                                + " key");
    }

    @Test
    void typedAccessorsCollectTheirProblemsInsteadOfThrowing() {
        YamlMap map = read("n: 1.5\nb: yes\nd: 5m\nl: text\nm: [a]\n");
        map.integer("n");
        map.bool("b", false);
        map.duration("d");
        map.list("l");
        map.map("m");
        map.text("absent");

        assertThat(rules())
                .containsExactlyInAnyOrder(
                        "wrong_type", "wrong_type", "wrong_type", "wrong_type", "wrong_type", "missing_key");
    }

    @Test
    void fieldsNameTheirPathFromTheRoot() {
        YamlMap map = read("rows:\n  - {to: a}\n  - {to: {x: y}}\n");
        map.list("rows").maps().get(1).text("to");

        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("rows[1].to");
            assertThat(problem.line()).isEqualTo(3);
        });
    }

    @Test
    void deepNestingIsRefusedWithoutExhaustingTheStack() {
        assertThat(YamlDocument.read("deep.yaml", "a: " + "[".repeat(5000) + "]".repeat(5000), problems))
                .isNull();

        assertThat(rules()).containsExactly("not_yaml");
    }
}
