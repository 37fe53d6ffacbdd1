package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import io.tillbridge.posting.AdjustmentRules.Direction;
import io.tillbridge.posting.AdjustmentRules.Rule;
import io.tillbridge.stock.Bucket;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdjustmentRulesTest {

    private final Problems problems = new Problems();

    @Test
    void theShippedRulesAreThoseOfTheManual() throws IOException {
        AdjustmentRules rules = read(Files.readString(Path.of(AdjustmentRules.FILE)));

        assertThat(problems.list()).isEmpty();
        assertThat(rules.of(" Damaged")).isEqualTo(new Rule(Bucket.SELLABLE, Bucket.DAMAGED, Direction.SIGNED));
        assertThat(rules.of("quarantine")).isEqualTo(new Rule(Bucket.SELLABLE, Bucket.QUALITY_HOLD, Direction.SIGNED));
        assertThat(rules.of("theft")).isEqualTo(new Rule(Bucket.SELLABLE, null, Direction.SIGNED));
        assertThat(rules.of("dropped")).isEqualTo(new Rule(Bucket.SELLABLE, null, Direction.SIGNED));
        assertThat(rules.knows("found")).isTrue();
        assertThat(rules.knows("dropped")).isFalse();
        assertThat(rules.raises()).isTrue();
    }

    @Test
    void withoutTheFileEverythingIsFoundOrLostAndNothingIsRaised() {
        AdjustmentRules rules = AdjustmentRules.read(HomeFiles.of(Map.of()), problems);

        assertThat(rules.of("damaged")).isEqualTo(new Rule(Bucket.SELLABLE, null, Direction.SIGNED));
        assertThat(rules.raises()).isFalse();
    }

    @Test
    void aDirectionDecidesWhateverTheSign() {
        BigDecimal two = BigDecimal.valueOf(2);

        for (BigDecimal quantity : new BigDecimal[] {two, two.negate()}) {
            assertThat(new Rule(Bucket.SELLABLE, null, Direction.SIGNED).into(quantity))
                    .isEqualTo(quantity);
            assertThat(new Rule(Bucket.SELLABLE, null, Direction.OUT).into(quantity))
                    .isEqualTo(two.negate());
            assertThat(new Rule(Bucket.SELLABLE, null, Direction.IN).into(quantity))
                    .isEqualTo(two);
        }
    }

    @Test
    void allProblemsAreToldAtOnceWithTheirPlaces() {
        read("""
                reasons:
                  - {reason: damaged, to: broken}
                  - {reason: theft, direction: away}
                  - {reason: Theft, more: 1}
                  - {to: damaged}
                  - {reason: kept, bucket: display, to: display}
                otherwise: {to: nowhere, raise: perhaps}
                others: 1
                """);

        assertThat(problems.list())
                .extracting(problem -> problem.line() + " " + problem.rule())
                .contains("4 reason_twice", "4 unknown_key", "5 missing_key", "6 bucket_to_itself", "8 unknown_key")
                .hasSize(9);
        assertThat(problems.list()).extracting(Problem::line).contains(2, 3, 7);
        assertThat(problems.list()).extracting(Problem::file).containsOnly(AdjustmentRules.FILE);
    }

    private AdjustmentRules read(String text) {
        return AdjustmentRules.read(HomeFiles.of(Map.of(AdjustmentRules.FILE, text)), problems);
    }
}
