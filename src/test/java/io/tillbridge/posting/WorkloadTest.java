package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.canonical.EventType;
import io.tillbridge.stock.CountLimits;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
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
    void theLawsHoldAfterEachMessageAndTheBooksEndAsWhatTheRetailerHas(long first) {
        for (long seed = first; seed < first + 100; seed++) {
            Workload days = new Workload(seed, 3);
            same(days, days.messages(), "seed " + seed);
        }
    }

    @Test
    void aDayShuffledAndDoubledAHundredTimesEndsInTheSameBooks() {
        Workload day = new Workload(7, 1);
        Random random = new Random(11);
        for (int time = 0; time < 100; time++) {
            same(day, day.shuffled(random), "time " + time);
        }
    }

    /** Else the days would not show what they are to show. */
    @Test
    void theDaysHaveAllThatHappens() {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (long seed = 1; seed <= 4; seed++) {
            new Workload(seed, 3).messages().forEach(message -> types.add(message.type()));
        }

        assertThat(types)
                .contains(
                        EventType.RESERVATION_REQUESTED,
                        EventType.RESERVATION_RELEASED,
                        EventType.STOCK_COUNTED,
                        EventType.SHIPMENT_CONFIRMED);
    }

    private static void same(Workload days, List<Workload.Message> messages, String name) {
        MemoryBooks books = new MemoryBooks(CountLimits.NONE);
        PlainBooks plain = new PlainBooks();
        BooksLaws laws = new BooksLaws(books.written, plain);
        int number = 0;
        for (Workload.Message message : messages) {
            books.post(message.type(), message.body());
            plain.take(message.type(), message.body());
            laws.hold(
                    message.type(),
                    message.body(),
                    name + ", message " + ++number + " " + message.type().word());
        }
        for (PlainOrder order : plain.orders()) {
            if (!order.open()) {
                assertThat(books.written.depositOf("shop", order.id))
                        .as("deposit of %s, which is over, %s", order.id, name)
                        .isZero();
            }
        }
        books.expireAll();
        assertThat(books.written.figures())
                .as(name)
                .isEqualTo(BooksLaws.decimals(days.retailer().figures(), 0));
        assertThat(books.written.accounts()).as(name).isEqualTo(money(days));
    }

    /** Without the value of goods, which books in memory do not know. */
    private static SortedMap<String, BigDecimal> money(Workload days) {
        SortedMap<String, Integer> money = days.accounts();
        money.keySet().removeAll(Set.of("inventory", "grni", "cogs", "shrink"));
        return BooksLaws.decimals(money, 2);
    }
}
