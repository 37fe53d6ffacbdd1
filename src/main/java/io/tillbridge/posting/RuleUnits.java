package io.tillbridge.posting;

import io.tillbridge.platform.YamlMap;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures in files of rules: decimals, zero or more. */
final class RuleUnits {

    private RuleUnits() {}

    /** The figure; null when it is absent or (with a problem) none. */
    static @Nullable BigDecimal optional(YamlMap row, String key) {
        return row.has(key) ? units(row, key) : null;
    }

    /** The figure; a problem and null when it is absent or none. */
    static @Nullable BigDecimal units(YamlMap row, String key) {
        String written = row.text(key);
        try {
            BigDecimal units = new BigDecimal(written);
            if (units.signum() >= 0) {
                return units;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a negative figure.
        }
        if (!written.isEmpty() || row.has(key)) {
            row.placeOf(key)
                    .problem("bad_units", "'" + written + "'", "a decimal, zero or more", "write it like 2 or 0.5");
        }
        return null;
    }

    /** Which one of several keys is there; null when none is; a problem when more are. */
    static @Nullable String one(YamlMap row, List<String> keys) {
        List<String> there = keys.stream().filter(row::has).toList();
        if (there.size() > 1) {
            row.placeOf(there.get(1))
                    .problem("several_keys", there.toString(), "at most one of " + keys, "keep one of them");
        }
        return there.isEmpty() ? null : there.get(0);
    }
}
