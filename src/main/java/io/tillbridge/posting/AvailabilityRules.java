package io.tillbridge.posting;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.stock.SafetyStock;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code config/availability.yaml}: what locations keep back from promises. */
final class AvailabilityRules {

    static final String FILE = "config/availability.yaml";

    private AvailabilityRules() {}

    /** The rules; none when the file is absent. Problems are added to {@code problems}. */
    static SafetyStock read(HomeFiles home, Problems problems) {
        List<SafetyStock.Row> rows = new ArrayList<>();
        if (home.exists(FILE)) {
            YamlMap document = YamlDocument.read(FILE, home.text(FILE), problems);
            if (document != null) {
                for (YamlMap row : document.list("safetyStock").maps()) {
                    row(row, rows);
                }
                document.refuseUnread();
            }
        }
        return SafetyStock.of(rows);
    }

    private static void row(YamlMap row, List<SafetyStock.Row> rows) {
        String sku = row.text("sku");
        String location = row.text("location");
        String units = row.text("units");
        row.refuseUnread();
        try {
            BigDecimal kept = new BigDecimal(units);
            if (kept.signum() >= 0) {
                rows.add(new SafetyStock.Row(sku, location, kept));
                return;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a negative figure.
        }
        row.placeOf("units").problem("bad_units", units, "a decimal, zero or more", "write units such as 2");
    }
}
