package io.tillbridge.posting;

import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import io.tillbridge.stock.BufferAmount;
import io.tillbridge.stock.BufferAmount.Measure;
import io.tillbridge.stock.BufferRule;
import io.tillbridge.stock.BufferRule.Combine;
import io.tillbridge.stock.BufferRule.Scope;
import io.tillbridge.stock.BufferRule.Where;
import io.tillbridge.stock.Locations;
import io.tillbridge.stock.VelocityBands;
import io.tillbridge.stock.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the rows below {@code buffers} of {@code config/availability.yaml}. */
final class BufferReader {

    private static final Map<String, Scope.Kind> SCOPES = Map.of(
            "sku", Scope.Kind.SKU,
            "category", Scope.Kind.CATEGORY,
            "abcClass", Scope.Kind.ABC_CLASS,
            "velocity", Scope.Kind.VELOCITY);
    private static final Map<String, Where.Reach> PLACES =
            Map.of("location", Where.Reach.LOCATION, "group", Where.Reach.GROUP);
    private static final Map<String, Combine> COMBINE =
            Arrays.stream(Combine.values()).collect(Collectors.toMap(Combine::word, Function.identity()));

    private final Locations locations;
    private final Set<String> channels;
    private final Set<String> types;
    private final VelocityBands bands;
    private final Set<String> ids = new TreeSet<>();

    /**
     * @param channels there are
     * @param types of fulfilment there are
     */
    BufferReader(Locations locations, Set<String> channels, Set<String> types, VelocityBands bands) {
        this.bands = bands;
        this.locations = locations;
        this.channels = channels;
        this.types = types;
    }

    List<BufferRule> read(List<YamlMap> rows) {
        List<BufferRule> rules = new ArrayList<>();
        for (YamlMap row : rows) {
            BufferRule rule = rule(row);
            row.refuseUnread();
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private @Nullable BufferRule rule(YamlMap row) {
        String id = row.text("id");
        if (!ids.add(id)) {
            row.placeOf("id").problem("repeated_name", "'" + id + "'", "an id of its own", "rename or remove it");
        }
        String item = RuleUnits.one(row, List.of("sku", "category", "abcClass", "velocity"));
        String place = RuleUnits.one(row, List.of("location", "group"));
        Scope scope = item == null ? Scope.ALL : new Scope(Objects.requireNonNull(SCOPES.get(item)), row.text(item));
        Where where = place == null ? Where.ALL : new Where(Objects.requireNonNull(PLACES.get(place)), row.text(place));
        if (where.reach() == Where.Reach.GROUP) {
            known(row, "group", locations.groups(), "a group of config/locations.yaml");
        }
        if (scope.kind() == Scope.Kind.VELOCITY) {
            known(row, "velocity", bands.names(), "a band of velocityBands");
        }
        BufferAmount amount = amount(row);
        Combine combine = row.optionalWord("combine", COMBINE);
        Instant from = instant(row, "validFrom");
        Instant to = instant(row, "validTo");
        if (from != null && to != null && !from.isBefore(to)) {
            row.placeOf("validTo").problem("bad_window", "'" + to + "'", "later than " + from, "swap the two");
        }
        String channel = known(row, "channel", channels, "a channel of this file or a connection");
        String fulfilment = known(row, "fulfilment", types, "a type of config/fulfilment.yaml");
        Window window = WindowReader.read(row.optionalMap("window"));
        Set<String> conditions = Set.copyOf(row.list("conditions").strings());
        int priority = row.integer("priority", 0);
        String author = row.text("author");
        if (amount == null) {
            return null;
        }
        return new BufferRule(
                id,
                scope,
                where,
                channel,
                fulfilment,
                window,
                conditions,
                amount,
                combine == null ? Combine.OVERRIDE : combine,
                priority,
                from,
                to,
                author);
    }

    private static @Nullable BufferAmount amount(YamlMap row) {
        String key = RuleUnits.one(row, List.of("units", "percent", "daysOfCover"));
        BigDecimal atLeast = RuleUnits.optional(row, "atLeast");
        BigDecimal atMost = RuleUnits.optional(row, "atMost");
        if (key == null) {
            row.missing("units", "units or percent");
            return null;
        }
        if (atLeast != null && atMost != null && atLeast.compareTo(atMost) > 0) {
            row.placeOf("atMost")
                    .problem("bad_units", "'" + atMost + "'", "not less than " + atLeast, "swap the two or remove one");
        }
        BigDecimal value = RuleUnits.units(row, key);
        return value == null ? null : new BufferAmount(value, measure(key), atLeast, atMost);
    }

    private static Measure measure(String key) {
        return switch (key) {
            case "percent" -> Measure.PERCENT;
            case "daysOfCover" -> Measure.DAYS_OF_COVER;
            default -> Measure.UNITS;
        };
    }

    private static @Nullable String known(YamlMap row, String key, Set<String> known, String expected) {
        String name = row.optionalText(key);
        if (name != null && !known.contains(name)) {
            row.placeOf(key).problem("unknown_name", "'" + name + "'", expected + ": " + known, "correct or define it");
        }
        return name;
    }

    private static @Nullable Instant instant(YamlMap row, String key) {
        YamlText text = row.scalar(key);
        return text == null ? null : text.instant();
    }
}
