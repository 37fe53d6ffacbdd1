package io.tillbridge.reconciliation;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which connections are compared, {@code config/reconciliation.yaml}.
 *
 * @param connections by id; one that is not listed, or off, is not compared
 */
record ReconciliationRules(Map<String, ReconciledConnection> connections) {

    static final String FILE = "config/reconciliation.yaml";

    private static final Map<String, Boolean> TIMES = Map.of("own", false, "fetched", true);

    ReconciliationRules {
        connections = Map.copyOf(connections);
    }

    /**
     * The rules; none without the file. Problems are added to {@code problems}.
     *
     * @param known ids of all connections there are
     */
    static ReconciliationRules read(HomeFiles home, Set<String> known, Problems problems) {
        Map<String, ReconciledConnection> connections = new TreeMap<>();
        YamlMap document = home.exists(FILE) ? YamlDocument.read(FILE, home.text(FILE), problems) : null;
        if (document == null) {
            return new ReconciliationRules(connections);
        }
        for (YamlMap row : document.list("connections").maps()) {
            String id = row.text("id");
            Mode said = row.optionalWord("mode", Mode.WORDS);
            Mode mode = said == null ? Mode.SHADOW : said;
            ReconciledConnection connection = connection(id, mode, row);
            row.refuseUnread();
            if (!known.contains(id)) {
                row.placeOf("id")
                        .problem(
                                "unknown_connection",
                                "'" + id + "'",
                                "the id of a connection",
                                "name one of config/connectors, or remove the row");
            } else if (connections.containsKey(id)) {
                row.placeOf("id").problem("twice", "'" + id + "'", "each connection once", "remove one of the rows");
            } else if (mode != Mode.OFF) {
                connections.put(id, connection);
            }
        }
        document.refuseUnread();
        return new ReconciliationRules(connections);
    }

    private static ReconciledConnection connection(String id, Mode mode, YamlMap row) {
        Figure figure = row.optionalWord("figure", Figure.WORDS);
        Boolean fetched = row.optionalWord("asOf", TIMES);
        Terms terms = new Terms(
                figure == null ? Figure.EITHER : figure,
                fetched != null && fetched,
                duration(row, "lag", Duration.ofMinutes(5)),
                duration(row, "window", Duration.ofMinutes(15)),
                duration(row, "staleAfter", Duration.ofDays(1)),
                tolerances(row));
        if (mode == Mode.ON && terms.figure() != Figure.SELLABLE) {
            row.placeOf("mode")
                    .problem(
                            "figure_unknown",
                            "'on' without 'figure: sellable'",
                            "levels that stand for what is sellable, for nothing else can be set to them",
                            "write 'figure: sellable' if they do, or 'mode: shadow'");
        }
        YamlMap corrections = row.map("correct");
        YamlMap breaker = row.map("stop");
        ReconciledConnection connection = new ReconciledConnection(
                id,
                mode,
                terms,
                duration(row, "every", Duration.ofHours(1)),
                new Corrections(
                        decimal(corrections, "units", Corrections.USUAL.units()),
                        decimal(corrections, "value", Corrections.USUAL.value()),
                        decimal(corrections, "itemsPercent", Corrections.USUAL.itemsPercent())),
                new Breaker(
                        decimal(breaker, "itemsPercent", Breaker.USUAL.itemsPercent()),
                        decimal(breaker, "unitsPercent", Breaker.USUAL.unitsPercent())));
        corrections.refuseUnread();
        breaker.refuseUnread();
        return connection;
    }

    private static Tolerances tolerances(YamlMap row) {
        YamlMap classes = row.map("tolerance");
        Map<String, Tolerances.Tolerance> byClass = new TreeMap<>(Tolerances.USUAL.byClass());
        for (String abcClass : classes.keys()) {
            YamlMap tolerance = classes.map(abcClass);
            byClass.put(
                    abcClass,
                    new Tolerances.Tolerance(
                            decimal(tolerance, "units", BigDecimal.ZERO),
                            decimal(tolerance, "percent", BigDecimal.ZERO)));
            tolerance.refuseUnread();
        }
        return new Tolerances(byClass);
    }

    private static Duration duration(YamlMap row, String key, Duration otherwise) {
        @Nullable Duration duration = row.duration(key);
        if (duration == null) {
            return otherwise;
        }
        if (duration.isZero() || duration.isNegative()) {
            row.placeOf(key).problem("bad_duration", "'" + duration + "'", "more than zero", "write it like PT15M");
            return otherwise;
        }
        return duration;
    }

    private static BigDecimal decimal(YamlMap map, String key, BigDecimal otherwise) {
        String text = map.optionalText(key);
        if (text == null) {
            return otherwise;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a negative figure.
        }
        map.placeOf(key).problem("bad_figure", "'" + text + "'", "a decimal, zero or more", "write a figure such as 2");
        return otherwise;
    }
}
