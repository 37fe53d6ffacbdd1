package io.tillbridge.mapping;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The types of cells, as {@code type:} names them. */
public enum CellType {
    STRING,
    ID,
    BOOL,
    INT,
    DECIMAL,
    MONEY,
    /** An integer of minor units in the source; the cell is money. */
    MONEY_MINOR,
    CURRENCY,
    ENUM,
    INSTANT,
    /** A local time in the source, with a zone; the cell is an instant. */
    LOCAL_DATETIME,
    DATE,
    TIMEZONE,
    LIST,
    /** An integer or an instant, of which the greater is newer; only schemas say it, rows are int or instant. */
    REVISION;

    private static final Map<String, CellType> WORDS = new TreeMap<>();

    static {
        for (CellType type : values()) {
            WORDS.put(type.word(), type);
        }
    }

    /** The word in YAML and in the schemas' {@code x-type}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Every word that a row may use. */
    static Map<String, CellType> words() {
        return WORDS;
    }

    /** Whether {@code calc} takes it as a number; money by its amount. */
    boolean numeric() {
        return this == INT || this == DECIMAL || this == MONEY || this == MONEY_MINOR;
    }

    boolean money() {
        return this == MONEY || this == MONEY_MINOR;
    }
}
