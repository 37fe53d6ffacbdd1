package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingHeadersTest {

    private static final Instant NOW = Instant.parse("2015-10-21T07:27:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120|120",
                "120.1|121",
                "0|0",
                "Wed, 21 Oct 2015 07:28:00 GMT|60",
                "Wednesday, 21-Oct-15 07:28:00 GMT|60",
                "Wed Oct 21 07:28:00 2015|60",
                "Wed, 21 Oct 2015 07:26:00 GMT|0",
                "Sunday, 06-Nov-94 08:49:37 GMT|0",
                "invalid|",
                "-1|",
                "99999999999999|"
            })
    void retryAfterIsReadInAllItsForms(String value, Long seconds) {
        assertThat(RetryAfter.parse(value, NOW).map(Duration::toSeconds).orElse(null))
                .isEqualTo(seconds);
    }

    @Test
    void asctimeWithOneDigitDaysIsRead() {
        assertThat(RetryAfter.parse("Sun Nov  6 08:49:37 1994", Instant.parse("1994-11-06T08:49:00Z")))
                .contains(Duration.ofSeconds(37));
    }

    @Test
    void theLongestExhaustedLimitCounts() {
        assertThat(RateLimitHeader.exhaustedFor("\"burst\";r=0;t=5, \"daily\";r=0;t=3600, \"x\";r=9;t=99999"))
                .contains(Duration.ofHours(1));
        assertThat(RateLimitHeader.exhaustedFor("\"default\";r=50;t=30")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"default;t=30", "\"a\";r=x;t=3", "\"a\";r=-1;t=3", "???", "''", "\"a\";r=1;;"})
    void aMalformedRateLimitIsIgnored(String value) {
        assertThat(RateLimitHeader.parse(value)).isEmpty();
    }

    @Test
    void waitsGrowToTheirMaximumAndNeverBeyond() {
        Random random = new Random(7);
        long longest = 0;
        for (int attempt = 0; attempt < 5_000; attempt++) {
            long wait = Backoff.next(Duration.ofSeconds(1), Duration.ofMinutes(15), attempt, random)
                    .toMillis();
            long ceiling = Math.min(Duration.ofMinutes(15).toMillis(), 1_000L << Math.min(attempt, 40));
            assertThat(wait).as("attempt %s, seed 7", attempt).isBetween(0L, ceiling);
            longest = Math.max(longest, wait);
        }
        assertThat(longest).isGreaterThan(Duration.ofMinutes(14).toMillis());
    }
}
