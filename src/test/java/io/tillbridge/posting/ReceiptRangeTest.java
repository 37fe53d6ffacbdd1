package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReceiptRangeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void whateverOrderNumbersComeInTheyMakeTheSameRanges() {
        List<Long> numbers = new ArrayList<>(List.of(1L, 2L, 3L, 5L, 6L, 9L, 10L, 11L, 5000L, 5001L));
        for (int seed = 0; seed < 200; seed++) {
            Collections.shuffle(numbers, new Random(seed));
            List<ReceiptRange> ranges = List.of();
            for (long number : numbers) {
                ranges = ReceiptRange.with(ranges, Map.of(number, id(number)), NOW);
                ranges = ReceiptRange.with(ranges, Map.of(number, id(number)), NOW);
            }
            assertThat(ranges.stream().map(range -> range.first() + "-" + range.last()))
                    .as("seed %s", seed)
                    .containsExactly("1-3", "5-6", "9-11", "5000-5001");
            assertThat(ReceiptRange.gaps(ranges).stream().map(gap -> gap.first() + "-" + gap.last()))
                    .containsExactly("4-4", "7-8");
        }
    }

    @Test
    void aGapKeepsItsAgeWhileItIsFilledFromAbove() {
        List<ReceiptRange> ranges = ReceiptRange.with(List.of(), Map.of(1L, id(1), 10L, id(10)), NOW);

        List<ReceiptRange> later = ReceiptRange.with(ranges, Map.of(9L, id(9)), NOW.plusSeconds(60));

        assertThat(later).last().isEqualTo(new ReceiptRange(9, 10, id(10), NOW));
    }

    @Test
    void numbersWithoutSequenceForgetTheLowestGaps() {
        TreeMap<Long, UUID> numbers = new TreeMap<>();
        for (long n = 0; n < 300; n++) {
            numbers.put(n * 2, id(n));
        }

        List<ReceiptRange> ranges = ReceiptRange.with(List.of(), numbers, NOW);

        assertThat(ranges).hasSize(ReceiptRange.MOST);
        assertThat(ranges.get(0).first()).isZero();
        assertThat(ranges.get(ReceiptRange.MOST - 1).last()).isEqualTo(598);
    }

    private static UUID id(long number) {
        return new UUID(0, number);
    }
}
