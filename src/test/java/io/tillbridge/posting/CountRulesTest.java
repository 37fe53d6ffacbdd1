package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import io.tillbridge.stock.CountLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountRulesTest {

    private final Problems problems = new Problems();

    @Test
    void theShippedRulesAreThoseOfTheManual() throws IOException {
        CountRules rules = read(Files.readString(Path.of(CountRules.FILE)));

        assertThat(problems.list()).isEmpty();
        assertThat(rules.limits())
                .isEqualTo(new CountLimits(
                        new BigDecimal(2), new BigDecimal(5), null, new BigDecimal(50), new BigDecimal(500)));
        assertThat(rules.every("A")).isEqualTo(Duration.ofDays(30));
        assertThat(rules.every("B")).isEqualTo(Duration.ofDays(90));
        assertThat(rules.every("X")).isEqualTo(Duration.ofDays(180));
        assertThat(rules.every(null)).isEqualTo(Duration.ofDays(180));
    }

    @Test
    void aValueMayAskForARecount() {
        assertThat(read("recount: {units: 2, percent: 5, value: 100}\nrhythm: {A: P30D}\n")
                        .limits()
                        .recountValue())
                .isEqualByComparingTo("100");
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void withoutTheFileEveryCountIsPosted() {
        assertThat(CountRules.read(HomeFiles.of(Map.of()), problems).limits()).isEqualTo(CountLimits.NONE);
    }

    @Test
    void allProblemsAreToldAtOnceWithTheirPlaces() {
        read(
                "recount: {units: -1, percent: many, share: 5}\napprove: {units: x}\nrhythm: {A: P0D, B: monthly}\nmore: 1\n");

        assertThat(problems.list())
                .extracting(problem -> problem.line() + " " + problem.rule())
                .containsExactlyInAnyOrder(
                        "1 bad_figure",
                        "1 bad_figure",
                        "1 unknown_key",
                        "2 bad_figure",
                        "3 bad_duration",
                        "3 wrong_type",
                        "4 unknown_key");
        assertThat(problems.list()).extracting(Problem::file).containsOnly(CountRules.FILE);
    }

    private CountRules read(String text) {
        return CountRules.read(HomeFiles.of(Map.of(CountRules.FILE, text)), problems);
    }
}
