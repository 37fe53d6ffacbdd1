package io.tillbridge.mapping;

import io.tillbridge.mapping.value.Rounding;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a type needs to know to make a cell.
 *
 * @param round what becomes of too many fraction digits
 * @param scale most fraction digits of a decimal; of money instead of the currency's own; null when not said
 * @param ccy where money finds its currency when its value has none; null when nothing says
 * @param zone of a local time; null for the connection's
 * @param gap a local time that clocks skipped
 * @param overlap a local time that clocks showed twice
 * @param write how numbers leave; null for the canonical way
 * @param words an enum's; empty for any
 * @param intAsText an int on a cell that the schema types as revision
 */
record CellFormat(
        CellType type,
        Rounding round,
        @Nullable Integer scale,
        @Nullable Operand ccy,
        @Nullable Operand zone,
        Clash gap,
        Clash overlap,
        @Nullable Write write,
        Set<String> words,
        boolean intAsText) {

    CellFormat {
        words = Set.copyOf(words);
    }

    /** What becomes of a local time that does not name one instant. */
    enum Clash {
        ERROR,
        EARLIER,
        LATER;

        static final Map<String, Clash> WORDS = Map.of("error", ERROR, "earlier", EARLIER, "later", LATER);
    }

    /** How a number leaves. */
    enum Write {
        /** Money as {@code {"amount": "19.90", "currency": "USD"}}: the canonical way. */
        OBJECT,
        /** The amount or decimal as text: the canonical way for decimals. */
        TEXT,
        /** As a JSON number. */
        NUMBER,
        /** Money as a JSON integer of minor units. */
        MINOR;

        static final Map<String, Write> WORDS =
                Map.of("object", OBJECT, "text", TEXT, "number", NUMBER, "minor", MINOR);
    }

    /** A format that says nothing but the type. */
    static CellFormat plain(CellType type) {
        return new CellFormat(type, Rounding.REJECT, null, null, null, Clash.ERROR, Clash.ERROR, null, Set.of(), false);
    }
}
