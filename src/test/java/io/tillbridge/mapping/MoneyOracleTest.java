package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Amounts as mappings make them, against plain BigDecimal. Documents are generated from a seed; texts are compared, digit by
 * digit.
 */
class MoneyOracleTest {

    private static final int CELLS = 10_000;
    private static final long SEED = 20260501;

    private static final Map<String, Integer> SCALES = Map.of("USD", 2, "JPY", 0, "KWD", 3, "EUR", 2);
    private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD", "EUR");

    private static final Map<String, RoundingMode> MODES =
            Map.of("half_up", RoundingMode.HALF_UP, "half_even", RoundingMode.HALF_EVEN, "down", RoundingMode.DOWN);

    private final Mapping mapping = TestMappings.outbound("""
            lets: {ccy: {from: ccy, type: currency}}
            rows:
              - {to: half_up, type: money, from: price, round: half_up}
              - {to: half_even, type: money, from: price, round: half_even}
              - {to: down, type: money, from: price, round: down}
              - {to: minor, type: money_minor, from: minor}
              - {to: quantity, type: decimal, from: quantity}
              - {to: off, type: money, from: "off[]", via: [sum], round: half_up}
              - {to: total, type: money, calc: half_up * quantity - off, round: half_even}
              - {to: part, type: decimal, calc: total / 3, round: half_even, scale: 6}
              - {to: sum, type: money, calc: sum(shares) - off, round: reject, with: {shares: "shares[].amount"}}
              - {to: greatest, type: money, calc: "max(half_up, off, total)"}
              - to: shares[]
                each: weights
                rows:
                  - {to: amount, type: money, from: $parent.shared, via: ["allocate($parent.weights[].w)"]}
            """);
    private final Mapping strict = TestMappings.outbound(
            "lets: {ccy: {from: ccy, type: currency}}\nrows:\n  - {to: exact, type: money, from: price}\n");

    private final Random random = new Random(SEED);
    private int cells;

    @Test
    void tenThousandGeneratedAmountsEqualWhatBigDecimalSays() {
        Map<String, Integer> seen = new TreeMap<>();
        for (int run = 0; cells < CELLS; run++) {
            String ccy = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            seen.merge(ccy, 1, Integer::sum);
            check(run, ccy, Objects.requireNonNull(SCALES.get(ccy)));
        }
        assertThat(seen)
                .hasSize(CURRENCIES.size())
                .allSatisfy((ccy, count) -> assertThat(count).isGreaterThan(100));
    }

    private void check(int run, String ccy, int scale) {
        BigDecimal price = decimal(12);
        BigDecimal quantity = decimal(5);
        BigDecimal one = decimal(7);
        BigDecimal two = decimal(7);
        long minor = random.nextInt(2_000_000_000) - 1_000_000_000L;
        BigDecimal shared = BigDecimal.valueOf(random.nextInt(-500_000, 500_000), scale);
        List<BigDecimal> weights = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            weights.add(BigDecimal.valueOf(1 + random.nextInt(10_000), 2));
        }
        String document =
                "{\"ccy\": \"%s\", \"price\": %s, \"minor\": %d, \"quantity\": \"%s\", \"off\": [%s, \"%s\"], "
                        .formatted(
                                ccy,
                                price.toPlainString(),
                                minor,
                                quantity.toPlainString(),
                                one.toPlainString(),
                                two.toPlainString());
        document += "\"shared\": \"%s\", \"weights\": %s}"
                .formatted(
                        shared.toPlainString(),
                        weights.stream()
                                .map(weight -> "{\"w\": " + weight + "}")
                                .toList());
        Translation translation = mapping.translate(TestMappings.input(document));
        assertThat(translation).as("run %s, %s", run, document).isInstanceOf(Translation.Translated.class);
        Result result = new Result((Translation.Translated) translation, ccy, run + " " + document);

        MODES.forEach((word, mode) -> result.amount("/" + word, price.setScale(scale, mode)));
        BigDecimal rounded = price.setScale(scale, RoundingMode.HALF_UP);
        BigDecimal off = one.add(two).setScale(scale, RoundingMode.HALF_UP);
        BigDecimal total = rounded.multiply(quantity).subtract(off).setScale(scale, RoundingMode.HALF_EVEN);
        result.amount("/minor", BigDecimal.valueOf(minor, scale));
        result.amount("/off", off);
        result.amount("/total", total);
        result.amount("/greatest", rounded.max(off).max(total));
        result.amount("/sum", shared.subtract(off).setScale(scale, RoundingMode.UNNECESSARY));
        result.text("/part", canonical(total.divide(BigDecimal.valueOf(3), 6, RoundingMode.HALF_EVEN)));
        shares(result, shared, weights, scale);
        reject(ccy, price, scale, document);
    }

    /** The textbook way: cut off, then hand out unit by unit to whoever lost most. */
    private void shares(Result result, BigDecimal shared, List<BigDecimal> weights, int scale) {
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
        List<BigDecimal> parts = new ArrayList<>();
        List<BigDecimal> lost = new ArrayList<>();
        BigDecimal left = shared.abs();
        for (BigDecimal weight : weights) {
            BigDecimal exact = shared.abs().multiply(weight).divide(total, 40, RoundingMode.HALF_EVEN);
            parts.add(exact.setScale(scale, RoundingMode.DOWN));
            lost.add(exact.subtract(exact.setScale(scale, RoundingMode.DOWN)));
            left = left.subtract(exact.setScale(scale, RoundingMode.DOWN));
        }
        while (left.signum() > 0) {
            int most = lost.indexOf(lost.stream().reduce(BigDecimal::max).orElseThrow());
            parts.set(most, parts.get(most).add(unit));
            lost.set(most, BigDecimal.ONE.negate());
            left = left.subtract(unit);
        }
        for (int i = 0; i < parts.size(); i++) {
            BigDecimal part = shared.signum() < 0 ? parts.get(i).negate() : parts.get(i);
            result.amount("/shares/" + i + "/amount", part);
        }
    }

    /** Without {@code round} digits are never dropped: the amount is exact, or the document is refused. */
    private void reject(String ccy, BigDecimal price, int scale, String document) {
        boolean fits = canonicalScale(price) <= scale;
        String expected = fits
                ? "{\"exact\":{\"amount\":\""
                        + price.setScale(scale, RoundingMode.UNNECESSARY).toPlainString() + "\",\"currency\":\"" + ccy
                        + "\"}}"
                : "scale_exceeded exact";
        assertThat(TestMappings.run(strict, TestMappings.input(document))).isEqualTo(expected);
        cells++;
    }

    private static int canonicalScale(BigDecimal value) {
        return value.signum() == 0 ? 0 : Math.max(0, value.stripTrailingZeros().scale());
    }

    private static String canonical(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Up to so many digits, up to five of them behind the point, half of them such that rounding is a tie. */
    private BigDecimal decimal(int digits) {
        BigDecimal value =
                new BigDecimal(new BigInteger(random.nextInt(1, digits * 3), random)).movePointLeft(random.nextInt(6));
        BigDecimal tie = random.nextBoolean()
                ? value
                : value.setScale(2, RoundingMode.DOWN).add(new BigDecimal("0.005"));
        return random.nextBoolean() ? tie : tie.negate();
    }

    private final class Result {

        private final Translation.Translated translated;
        private final String ccy;
        private final String about;

        Result(Translation.Translated translated, String ccy, String about) {
            this.translated = translated;
            this.ccy = ccy;
            this.about = about;
        }

        String at(String pointer) {
            return translated.result().at(pointer).asText();
        }

        void text(String pointer, String expected) {
            assertThat(at(pointer)).as("%s of %s", pointer, about).isEqualTo(expected);
            cells++;
        }

        void amount(String cell, BigDecimal expected) {
            text(cell + "/amount", expected.toPlainString());
            assertThat(at(cell + "/currency")).isEqualTo(ccy);
        }
    }
}
