package io.tillbridge.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Held against {@code java.time}, whose answer is the right one for every text. */
class IsoTimesTest {

    private static final String LETTERS = "0123456789-:.TZtz +";

    private final Random random = new Random(7);

    @Test
    void readsWhatInstantReadsAndRefusesWhatItRefuses() {
        List<String> seeds = List.of(
                "2026-05-01T10:00:00Z",
                "2024-02-29T23:59:59.123456789Z",
                "2026-02-28T00:00:00.5Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T24:00:00Z",
                "2016-12-31T23:59:60Z",
                "1969-12-31T23:59:59.999Z");
        for (String seed : seeds) {
            assertThat(read(seed)).as(seed).isEqualTo(expected(seed));
            for (int i = 0; i < 5_000; i++) {
                String text = changed(seed);
                assertThat(read(text)).as(text).isEqualTo(expected(text));
            }
        }
    }

    @Test
    void writesAsInstantDoes() {
        for (int i = 0; i < 20_000; i++) {
            long seconds = random.nextInt(4) == 0 ? random.nextLong() / 300_000_000 : random.nextInt();
            int[] nanos = {
                0, random.nextInt(1000) * 1_000_000, random.nextInt(1_000_000) * 1000, random.nextInt(999_999_999)
            };
            Instant instant = Instant.ofEpochSecond(seconds, nanos[i % 4]);
            assertThat(IsoTimes.text(instant)).isEqualTo(instant.toString());
        }
        assertThat(IsoTimes.text(Instant.MIN)).isEqualTo(Instant.MIN.toString());
        assertThat(IsoTimes.text(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    }

    @Test
    void knowsTheDaysThatThereAre() {
        for (int year : List.of(0, 1900, 2000, 2024, 2026, 9999)) {
            for (int month = 0; month <= 13; month++) {
                for (int day = 0; day <= 32; day++) {
                    String text = "%04d-%02d-%02d".formatted(year, month, day);
                    assertThat(IsoTimes.isDay(text)).as(text).isEqualTo(isDay(text));
                }
            }
        }
        assertThat(IsoTimes.isDay("2026/05-01")).isFalse();
        assertThat(IsoTimes.isDay("2026-05-1")).isFalse();
        assertThat(IsoTimes.isDay("2026-05-0x")).isFalse();
    }

    private String changed(String seed) {
        StringBuilder text = new StringBuilder(seed);
        for (int i = random.nextInt(2); i >= 0; i--) {
            int at = random.nextInt(text.length());
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, letter);
                default -> text.setCharAt(at, letter);
            }
        }
        return text.toString();
    }

    private static @Nullable Instant read(String text) {
        try {
            return IsoTimes.instant(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant expected(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isDay(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
