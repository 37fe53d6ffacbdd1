package io.tillbridge.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a line says of the lot and serial numbers of its goods.
 *
 * @param serials distinct, one for each piece that has one; as told
 * @param expiresOn the last day on which the goods are good
 */
public record Traced(
        @Nullable String lot,
        List<String> serials,
        @Nullable LocalDate expiresOn) {

    public static final Traced NONE = new Traced(null, List.of(), null);

    public Traced {
        serials = List.copyOf(serials);
    }

    /** Some of a line's goods; below zero as the line is. */
    public record Part(Trace trace, BigDecimal quantity) {}

    /**
     * Reads {@code lot}, {@code serials} and {@code expiresOn} of a line.
     *
     * @throws InvalidCanonicalEvent when one is too long or no date
     */
    static Traced of(JsonNode line) {
        String told = Cells.optional(line, "lot");
        String lot = told == null || told.isBlank() ? null : Cells.bounded(told.strip(), "lot");
        Set<String> serials = new LinkedHashSet<>();
        for (JsonNode serial : line.path("serials")) {
            if (!serial.asText().isBlank()) {
                serials.add(Cells.bounded(serial.asText().strip(), "serials"));
            }
        }
        LocalDate expiresOn = date(line);
        return lot == null && serials.isEmpty() && expiresOn == null
                ? NONE
                : new Traced(lot, List.copyOf(serials), expiresOn);
    }

    private static @Nullable LocalDate date(JsonNode line) {
        String text = Cells.optional(line, "expiresOn");
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidCanonicalEvent(
                    "expiresOn", "expected a day such as 2026-12-31, found '" + text + "'; correct it in the mapping");
        }
    }

    /** Whether the line says nothing of them. */
    public boolean none() {
        return lot == null && serials.isEmpty() && expiresOn == null;
    }

    /** A quantity of the line: each piece with a serial number by itself, in the order as told, then the rest. */
    public List<Part> parts(BigDecimal quantity) {
        int named = Math.min(serials.size(), pieces(quantity));
        BigDecimal one = quantity.signum() < 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        List<Part> parts = new ArrayList<>(named + 1);
        for (String serial : serials.subList(0, named)) {
            parts.add(new Part(new Trace(lot, serial, expiresOn), one));
        }
        BigDecimal rest = quantity.subtract(one.multiply(BigDecimal.valueOf(named)));
        if (rest.signum() != 0) {
            parts.add(new Part(none() ? Trace.NONE : new Trace(lot, null, expiresOn), rest));
        }
        return parts;
    }

    /** What is told of the first so many of a line's goods, whose pieces are those that are named first. */
    Traced first(BigDecimal quantity) {
        return new Traced(lot, serials.subList(0, Math.min(serials.size(), pieces(quantity))), expiresOn);
    }

    /** What is told of the goods behind them. */
    Traced behind(BigDecimal quantity) {
        return new Traced(lot, surplus(quantity), expiresOn);
    }

    /** Serial numbers for which a quantity has no piece. */
    public List<String> surplus(BigDecimal quantity) {
        return serials.subList(Math.min(serials.size(), pieces(quantity)), serials.size());
    }

    private static int pieces(BigDecimal quantity) {
        return quantity.abs()
                .setScale(0, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                .intValue();
    }
}
