package io.tillbridge.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.reservation.Request.Kind;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.ReservedLine;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random requests in rounds of random length, beside a model that decides each hold alone and from nothing but a list of
 * what others hold. After each round nothing is promised twice.
 */
class RoundSimulationTest {

    /** More often what leads to an end, so that not everything is given free before. */
    private static final List<Kind> KINDS = Stream.concat(
                    Stream.of(Kind.values()),
                    Stream.of(
                            Kind.CONFIRM,
                            Kind.CONFIRM,
                            Kind.CONFIRM,
                            Kind.ALLOCATE,
                            Kind.ALLOCATE,
                            Kind.ALLOCATE,
                            Kind.PICK,
                            Kind.PICK,
                            Kind.PICK,
                            Kind.CONSUME,
                            Kind.CONSUME,
                            Kind.NO_SHOW))
            .toList();

    private static final List<String> SKUS = List.of("A", "B", "C");
    private static final List<String> PLACES = List.of("S1", "S2", NetworkAvailability.UNASSIGNED);

    private static final Set<ClaimState> SEEN = EnumSet.noneOf(ClaimState.class);
    private static final Set<String> RAISED = new TreeSet<>();

    /** Else the rounds would not show what they are to show. */
    @AfterAll
    static void theRoundsHadAllThatHappens() {
        assertThat(SEEN).isEqualTo(EnumSet.complementOf(EnumSet.of(ClaimState.COMMITTED)));
        assertThat(RAISED).contains("paid_unreserved", "count_wanted", "pickup_refund", "put_back");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void nothingIsPromisedTwiceAndEachHoldIsDecidedAsTheModelDoes(long seed) {
        Random random = new Random(seed);
        Rounds books = new Rounds();
        SKUS.forEach(sku -> books.stock(sku, "S1", random.nextInt(12)).stock(sku, "S2", random.nextInt(6)));
        for (int i = 0; i < 400; i++) {
            int first = i / 40 * 8;
            if (i % 40 == 0) { // what was set aside or left is bought again
                SKUS.forEach(sku -> books.sellable.merge(
                        new StockKey(sku, "S1"), BigDecimal.valueOf(random.nextInt(12)), BigDecimal::add));
            }
            String at = "seed " + seed + ", round " + i;
            List<Request> requests = new ArrayList<>();
            requests.add(request(books, random, first));
            if (requests.get(0) instanceof Request.Reserve reserve) {
                boolean can = can(books, reserve);
                String code = Rounds.code(books.ask(reserve));
                if (!code.equals("line_settled")) {
                    assertThat(code).as(at).isEqualTo(can ? "done" : "stock_short");
                }
            } else if (requests.get(0) instanceof Request.Step step && step.kind() == Kind.NO_SHOW) {
                notFetched(books, step, at);
            } else {
                for (int more = random.nextInt(5); more > 0; more--) {
                    requests.add(request(books, random, first));
                }
                books.round(requests.toArray(Request[]::new));
            }
            check(books, at);
            books.lines.values().forEach(line -> SEEN.add(line.state()));
            books.later(Duration.ofSeconds(random.nextInt(120)));
        }
        books.raised.forEach(raised -> RAISED.add(raised.kind()));
    }

    private static Request request(Rounds books, Random random, int first) {
        String cart = "c" + (first + random.nextInt(8));
        if (random.nextInt(3) == 0) {
            List<Request.Line> lines = new ArrayList<>();
            for (int line = 0; line <= random.nextInt(3); line++) {
                String place = PLACES.get(random.nextInt(3));
                lines.add(Rounds.line(
                        String.valueOf(line),
                        SKUS.get(random.nextInt(3)),
                        place.equals(NetworkAvailability.UNASSIGNED) ? null : place,
                        random.nextInt(5)));
            }
            return Rounds.reserve(cart, lines.toArray(Request.Line[]::new));
        }
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        String place = kind == Kind.MOVE || random.nextBoolean() ? PLACES.get(random.nextInt(2)) : null;
        return books.step(cart, kind, place);
    }

    /** Alone in its round: nothing of it is promised any more, and somebody pays back and puts back what there is to. */
    private static void notFetched(Rounds books, Request.Step step, String at) {
        List<String> wanted = new ArrayList<>();
        for (ReservedLine line : of(books, step)) {
            if (line.state().accepted() && line.terms().paid()) {
                wanted.add("pickup_refund");
            }
            if (line.state() == ClaimState.PICKED) {
                wanted.add("put_back");
            }
        }
        int before = books.raised.size();

        books.round(step);

        assertThat(of(books, step)).as(at).noneMatch(line -> line.state().open() && !line.expired(books.now));
        assertThat(books.raised.subList(before, books.raised.size()).stream().map(Raised::kind))
                .as(at)
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static List<ReservedLine> of(Rounds books, Request.Step step) {
        return books.lines.values().stream()
                .filter(line -> line.id().reservation().equals(step.reservation()))
                .toList();
    }

    /** Line by line, each from a new list of what is promised to others and of what this request has taken. */
    private static boolean can(Rounds books, Request.Reserve request) {
        Map<StockKey, BigDecimal> promised = new TreeMap<>();
        for (ReservedLine line : books.lines.values()) {
            boolean own = line.id().reservation().equals(request.reservation())
                    && request.lines().stream()
                            .anyMatch(wanted -> wanted.id().equals(line.id().line()));
            if (line.state().open() && !line.expired(books.now) && !(own && line.state() == ClaimState.HELD)) {
                promised.merge(line.stock(), line.open(), BigDecimal::add);
            }
        }
        for (Request.Line line : request.lines()) {
            if (books.lines.values().stream()
                    .anyMatch(known -> known.id().reservation().equals(request.reservation())
                            && known.id().line().equals(line.id())
                            && known.state().accepted())) {
                continue;
            }
            StockKey key = Reserving.key(line, line.items().get(0));
            if (line.quantity().compareTo(free(books, promised, key)) > 0) {
                return false;
            }
            promised.merge(key, line.quantity(), BigDecimal::add);
        }
        return true;
    }

    private static BigDecimal free(Rounds books, Map<StockKey, BigDecimal> promised, StockKey key) {
        BigDecimal network = promised.getOrDefault(
                        new StockKey(key.sku(), NetworkAvailability.UNASSIGNED), BigDecimal.ZERO)
                .negate();
        for (String place : PLACES.subList(0, 2)) {
            network = network.add(left(books, promised, new StockKey(key.sku(), place)));
        }
        BigDecimal here = key.location().equals(NetworkAvailability.UNASSIGNED)
                ? network
                : left(books, promised, key).max(BigDecimal.ZERO);
        return here.min(network).max(BigDecimal.ZERO);
    }

    private static BigDecimal left(Rounds books, Map<StockKey, BigDecimal> promised, StockKey key) {
        return books.sellable.getOrDefault(key, BigDecimal.ZERO).subtract(promised.getOrDefault(key, BigDecimal.ZERO));
    }

    /** Goods set aside by a short pick were promised to others too sometimes; all else never goes below zero. */
    private static void check(Rounds books, String at) {
        for (String sku : SKUS) {
            BigDecimal left = BigDecimal.ZERO;
            for (String place : PLACES) {
                StockKey key = new StockKey(sku, place);
                BigDecimal here =
                        books.sellable.getOrDefault(key, BigDecimal.ZERO).subtract(books.claimed(key));
                left = left.add(here);
                if (!place.equals(NetworkAvailability.UNASSIGNED)) {
                    assertThat(here).as(at + " " + key).isNotNegative();
                }
            }
            BigDecimal rejected = books.movements.stream()
                    .filter(movement ->
                            movement.sku().equals(sku) && movement.reason().equals("short_pick"))
                    .map(Movement::quantity)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(left.add(rejected)).as(at + " " + sku).isNotNegative();
        }
    }
}
