package io.tillbridge.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A 945 may tell a line pallet by pallet, with the figure that was ordered in all beside each. */
class SplitLinesTest {

    private static FulfilmentStep.Line part(
            String id, @Nullable String line, String quantity, @Nullable String ordered) {
        return new FulfilmentStep.Line(
                id,
                line,
                "TEE",
                new BigDecimal(quantity),
                ordered == null ? null : new BigDecimal(ordered),
                Traced.NONE);
    }

    private static List<String> missing(FulfilmentStep.Line... lines) {
        return SplitLines.of(List.of(lines)).stream()
                .map(line -> line.id() + " " + line.missing())
                .toList();
    }

    @Test
    void whatIsMissingOfASplitLineIsMissingOnce() {
        assertThat(missing(part("a", "L1", "6", "10"), part("b", "L1", "3", "10")))
                .containsExactly("a 0", "b 1");
        assertThat(missing(part("a", "L1", "6", "10"), part("b", "L1", "4", "10")))
                .containsExactly("a 0", "b 0");
        assertThat(missing(part("a", null, "6", "10"), part("b", null, "3", "10")))
                .as("known by its item")
                .containsExactly("a 0", "b 1");
        assertThat(missing(part("a", "L1", "4", "10"), part("a", "L1", "4", "10")))
                .as("pallets that are told alike")
                .containsExactly("a 0", "a 2");
    }

    @Test
    void partsWithFiguresOfTheirOwnAndOtherLinesStayAsTheyAre() {
        assertThat(missing(part("a", "L1", "5", "6"), part("b", "L1", "3", "4")))
                .containsExactly("a 1", "b 1");
        assertThat(missing(part("a", "L1", "5", "6"), part("b", "L2", "3", "6"), part("c", "L3", "1", null)))
                .containsExactly("a 1", "b 3", "c 0");
        FulfilmentStep.Line alone = part("a", "L1", "0", "6");
        assertThat(SplitLines.of(List.of(alone))).isEqualTo(Stream.of(alone).toList());
    }
}
