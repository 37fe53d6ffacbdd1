package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of a retailer's life, posted by the code that decides what a message does, without a database. */
class WorkloadTest {

    @ParameterizedTest(name = "seeds from {0}")
    @ValueSource(longs = {0, 100, 200, 300})
    void theBooksEndAsWhatTheRetailerHasAndNothingComesFromNowhereOnTheWay(long first) {
        for (long seed = first; seed < first + 100; seed++) {
            Workload days = new Workload(seed, 3);
            MemoryBooks books = new MemoryBooks();
            for (Workload.Message message : days.messages()) {
                books.post(message.type(), message.body());
                assertThat(books.sums().values())
                        .as("seed %s after %s", seed, message)
                        .allMatch(sum -> sum.compareTo(BigDecimal.ZERO) == 0);
                assertThat(books.wrongClaims())
                        .as("seed %s after %s", seed, message)
                        .isEmpty();
            }
            assertThat(books.figures())
                    .as("seed %s", seed)
                    .isEqualTo(days.retailer().figures());
            assertThat(books.wrongEntries()).as("seed %s", seed).isEmpty();
            assertThat(books.accounts()).as("seed %s", seed).isEqualTo(money(days));
        }
    }

    @Test
    void aDayShuffledAndDoubledAHundredTimesEndsInTheSameBooks() {
        Workload day = new Workload(7, 1);
        Random random = new Random(11);
        for (int time = 0; time < 100; time++) {
            MemoryBooks books = new MemoryBooks();
            day.shuffled(random).forEach(message -> books.post(message.type(), message.body()));
            assertThat(books.figures())
                    .as("time %s", time)
                    .isEqualTo(day.retailer().figures());
            assertThat(books.accounts()).as("time %s", time).isEqualTo(money(day));
        }
    }

    /** Without the value of goods, which books in memory do not know. */
    private static SortedMap<String, Integer> money(Workload days) {
        SortedMap<String, Integer> money = days.accounts();
        money.keySet().removeAll(Set.of("inventory", "grni", "cogs", "shrink"));
        return money;
    }
}
