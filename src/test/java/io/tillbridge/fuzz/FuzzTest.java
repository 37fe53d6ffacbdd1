package io.tillbridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twenty thousand inputs made of samples and real payloads: each is read or refused as the contract of its reader says,
 * within a second. An input that shows a defect is kept below {@code target/fuzz} and belongs among the files below {@code
 * src/test/resources/fuzz}, which are read each time.
 */
class FuzzTest {

    private static final int INPUTS = 20_000;
    private static final long SEED = 20_260_502L;

    static Stream<String> targets() {
        return FuzzTargets.all().stream().map(FuzzTarget::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void whatNobodyWouldWriteIsReadOrRefused(String name) throws Exception {
        FuzzTarget target = FuzzTargets.named(name);
        List<byte[]> seeds = Seeds.of(target);
        assertThat(seeds).as("files that inputs are made of").isNotEmpty();
        List<byte[]> kept = Seeds.kept(target);
        SeededMutator mutator = new SeededMutator(SEED, seeds);
        int each = INPUTS / (int) targets().count() + 1;
        Iterator<byte[]> inputs = Stream.concat(
                        Stream.concat(kept.stream(), seeds.stream().limit(20)),
                        Stream.generate(mutator::next).limit(each))
                .iterator();

        FuzzRound round = new FuzzRound(target);

        assertThat(round.run(inputs, 20)).as(round.counts()).isNull();
    }

    @Test
    void aDefectIsFoundWithItsInput() throws Exception {
        FuzzTarget broken = new FuzzTarget("broken", Set.of(), Set.of(), input -> {
            if (input.length == 3) {
                throw new IllegalStateException("three");
            }
        });

        assertThat(new FuzzRound(broken)
                        .run(List.of(new byte[2], new byte[3], new byte[4]).iterator(), 0))
                .startsWith("broken, input 2 (target/fuzz/broken/")
                .contains("IllegalStateException: three");
    }
}
