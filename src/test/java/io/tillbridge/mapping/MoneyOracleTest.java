package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MoneyOracleTest {

    private static final int CELLS = 10_000;
    private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD", "EUR");
    private static final List<Integer> SCALES = List.of(2, 0, 3, 2);

    private static final long[] LIMITS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private final Mapping mapping = TestMappings.outbound("""
            lets: {ccy: {from: ccy, type: currency}}
            rows:
              - {to: price, type: money, from: price, round: half_up}
              - {to: even, type: money, from: price, round: half_even}
              - {to: quantity, type: decimal, from: quantity}
              - {to: off, type: money, from: "off[]", via: [sum], round: half_up}
              - {to: total, type: money, calc: price * quantity - off, round: half_up}
              - {to: part, type: decimal, calc: total / 3, round: half_even, scale: 6, with: {total: total}}
            """);

    @Test
    void tenThousandRandomMoneyCellsEqualWhatBigDecimalSays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < CELLS / 5; i++) {
            int which = random.nextInt(CURRENCIES.size());
            int scale = SCALES.get(which);
            BigDecimal price = random(random, 9);
            BigDecimal quantity = random(random, 3);
            BigDecimal one = random(random, 4);
            BigDecimal two = random(random, 4);
            String document = "{\"ccy\": \"%s\", \"price\": %s, \"quantity\": \"%s\", \"off\": [%s, \"%s\"]}"
                    .formatted(
                            CURRENCIES.get(which),
                            price,
                            quantity.toPlainString(),
                            one.toPlainString(),
                            two.toPlainString());

            BigDecimal rounded = price.setScale(scale, RoundingMode.HALF_UP);
            BigDecimal off = one.add(two).setScale(scale, RoundingMode.HALF_UP);
            BigDecimal total = rounded.multiply(quantity).subtract(off).setScale(scale, RoundingMode.HALF_UP);
            Translation translation = mapping.translate(TestMappings.input(document));

            assertThat(translation)
                    .as("seed %s, cell %s, %s", seed, i, document)
                    .isInstanceOfSatisfying(Translation.Translated.class, translated -> {
                        assertThat(translated.result().at("/price/amount").asText())
                                .isEqualTo(rounded.toPlainString());
                        assertThat(translated.result().at("/even/amount").asText())
                                .isEqualTo(price.setScale(scale, RoundingMode.HALF_EVEN)
                                        .toPlainString());
                        assertThat(translated.result().at("/off/amount").asText())
                                .isEqualTo(off.toPlainString());
                        assertThat(translated.result().at("/total/amount").asText())
                                .isEqualTo(total.toPlainString());
                        assertThat(new BigDecimal(
                                        translated.result().at("/part").asText()))
                                .isEqualByComparingTo(total.divide(BigDecimal.valueOf(3), 6, RoundingMode.HALF_EVEN));
                    });
        }
    }

    private static BigDecimal random(Random random, int digits) {
        long unscaled = random.nextLong(LIMITS[digits]) * (random.nextBoolean() ? 1 : -1);
        return BigDecimal.valueOf(unscaled, random.nextInt(6));
    }
}
