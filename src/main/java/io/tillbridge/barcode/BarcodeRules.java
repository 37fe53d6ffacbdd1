package io.tillbridge.barcode;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config/barcodes.yaml} says: how each store's numbers of restricted circulation are read, and from which range
 * internal codes are made.
 */
public final class BarcodeRules {

    public static final String FILE = "config/barcodes.yaml";

    private static final int KILOGRAM_DECIMALS = 3;
    private static final int MOST_DECIMALS = 5;

    private final List<CirculationRule> rules;
    private final @Nullable String internalPrefix;

    private BarcodeRules(List<CirculationRule> rules, @Nullable String internalPrefix) {
        this.rules = List.copyOf(rules);
        this.internalPrefix = internalPrefix;
    }

    /** The digits that internal codes begin with; empty when none are made. */
    public Optional<String> internalPrefix() {
        return Optional.ofNullable(internalPrefix);
    }

    /**
     * What a number of restricted circulation says in a store: by the store's first rule that it matches, else by the first
     * for all stores.
     *
     * @param store null when it is not known where the code was scanned: then the rules for all count
     */
    public Optional<CirculationRule.Said> read(String code, @Nullable String store) {
        return rules.stream()
                .filter(rule -> store != null && rule.stores().contains(store))
                .filter(rule -> rule.pattern().matches(code))
                .findFirst()
                .or(() -> rules.stream()
                        .filter(rule -> rule.stores().isEmpty())
                        .filter(rule -> rule.pattern().matches(code))
                        .findFirst())
                .map(rule -> rule.read(code));
    }

    /** The rules; none when the file is absent. Problems are added to {@code problems}. */
    public static BarcodeRules read(HomeFiles home, Problems problems) {
        List<CirculationRule> rules = new ArrayList<>();
        String prefix = null;
        YamlMap document = home.exists(FILE) ? YamlDocument.read(FILE, home.text(FILE), problems) : null;
        if (document != null) {
            Set<String> names = new HashSet<>();
            for (YamlMap row : document.list("restricted").maps()) {
                rule(row, names).ifPresent(rules::add);
            }
            YamlMap internal = document.optionalMap("internal");
            prefix = internal == null ? null : prefix(internal, rules);
            document.refuseUnread();
        }
        return new BarcodeRules(rules, prefix);
    }

    private static Optional<CirculationRule> rule(YamlMap row, Set<String> names) {
        String name = row.text("name");
        String written = row.text("pattern");
        Set<String> stores = stores(row);
        String currency = row.optionalText("currency");
        int decimals = row.integer("decimals", -1);
        if (!names.add(name)) {
            row.placeOf("name").problem("repeated", name, "a name that no rule above has", "rename one of them");
        }
        if (!(CirculationPattern.parse(written) instanceof CirculationPattern.Parsed.Valid valid)) {
            CirculationPattern.Parsed.Invalid invalid =
                    (CirculationPattern.Parsed.Invalid) CirculationPattern.parse(written);
            invalid.problems()
                    .forEach(problem -> row.placeOf("pattern")
                            .problem("bad_pattern", written, "a pattern such as 2[0-9]IIIIIPPPPPC", "it " + problem));
            row.refuseUnread();
            return Optional.empty();
        }
        boolean price = valid.pattern().price();
        int scale = price ? money(row, currency, decimals) : weight(row, currency, decimals);
        row.refuseUnread();
        return Optional.of(new CirculationRule(name, valid.pattern(), stores, scale, price ? currency : null));
    }

    private static int money(YamlMap row, @Nullable String currency, int decimals) {
        if (currency == null) {
            row.missing("currency", "the currency of the price, such as EUR");
            return 2;
        }
        try {
            int minor = Currency.getInstance(currency).getDefaultFractionDigits();
            return decimals(row, decimals, Math.max(0, minor));
        } catch (IllegalArgumentException e) {
            row.placeOf("currency").problem("bad_currency", currency, "a currency of ISO 4217", "write such as EUR");
            return 2;
        }
    }

    private static int weight(YamlMap row, @Nullable String currency, int decimals) {
        if (currency != null) {
            row.placeOf("currency")
                    .problem("bad_currency", currency, "no currency: the pattern has a weight", "remove the key");
        }
        return decimals(row, decimals, KILOGRAM_DECIMALS);
    }

    private static int decimals(YamlMap row, int written, int otherwise) {
        if (!row.has("decimals")) {
            return otherwise;
        }
        if (written < 0 || written > MOST_DECIMALS) {
            row.placeOf("decimals")
                    .problem("bad_decimals", String.valueOf(written), "0 to " + MOST_DECIMALS, "write such as 2");
            return otherwise;
        }
        return written;
    }

    private static Set<String> stores(YamlMap row) {
        YamlNode node = row.node("stores");
        if (node == null) {
            return Set.of();
        }
        if (node instanceof YamlText text) {
            if (!text.value().equals("all")) {
                text.problem("bad_stores", text.value(), "all, or a list", "write [S1, S2]");
            }
            return Set.of();
        }
        List<String> stores = row.list("stores").strings();
        if (stores.isEmpty()) {
            node.problem("bad_stores", "no store", "all, or the ids of locations", "write stores: all");
        }
        return Set.copyOf(stores);
    }

    /** No store may read an internal code as something else. */
    private static @Nullable String prefix(YamlMap internal, List<CirculationRule> rules) {
        String prefix = internal.text("prefix");
        internal.refuseUnread();
        if (!prefix.matches("(02|04|2[0-9])[0-9]{0,6}")) {
            internal.placeOf("prefix")
                    .problem(
                            "bad_prefix",
                            prefix,
                            "2 to 8 digits that begin with 02, 04 or 20 to 29, where GS1 issues no numbers",
                            "write prefix: \"04\"");
            return null;
        }
        for (CirculationRule rule : rules) {
            if (rule.pattern().mayBegin(prefix)) {
                internal.placeOf("prefix")
                        .problem(
                                "prefix_taken",
                                prefix,
                                "a range that no rule above reads",
                                "rule " + rule.name() + " reads " + rule.pattern() + "; choose another prefix");
            }
        }
        return prefix;
    }
}
