package io.tillbridge.sourcing;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import io.tillbridge.sourcing.SourcingRule.Preference;
import io.tillbridge.sourcing.SourcingRule.Split;
import io.tillbridge.stock.Location;
import io.tillbridge.stock.Locations;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code config/sourcing.yaml}: from where orders are served whose source leaves that to the hub. */
public final class SourcingFile {

    static final String FILE = "config/sourcing.yaml";

    private static final Map<String, Split> SPLIT =
            Map.of("never", Split.NEVER, "lines", Split.LINES, "pieces", Split.PIECES);
    private static final Map<String, Preference> PREFER = Map.of(
            "places", Preference.PLACES,
            "today", Preference.TODAY,
            "tier", Preference.TIER,
            "band", Preference.BAND,
            "stock", Preference.STOCK);

    private final Set<String> connections;
    private final Set<String> channels;
    private final Set<String> types;
    private final Locations locations;

    private SourcingFile(Set<String> connections, Set<String> channels, Set<String> types, Locations locations) {
        this.connections = connections;
        this.channels = channels;
        this.types = types;
        this.locations = locations;
    }

    /**
     * The rules; none when the file is absent. Problems are added to {@code problems}.
     *
     * @param connections there are
     * @param channels there are, connections included
     * @param types of fulfilment whose location is chosen later
     */
    public static SourcingRules read(
            HomeFiles home,
            Set<String> connections,
            Set<String> channels,
            Set<String> types,
            Locations locations,
            Problems problems) {
        YamlMap document = home.exists(FILE) ? YamlDocument.read(FILE, home.text(FILE), problems) : null;
        return document == null
                ? SourcingRules.NONE
                : new SourcingFile(connections, channels, types, locations).read(document);
    }

    private SourcingRules read(YamlMap document) {
        Set<String> hub = known(document, "connections", connections, "name a connection");
        List<Zone> zones = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (YamlMap row : document.list("zones").maps()) {
            Zone zone = new Zone(row.text("name"), country(row), postcodes(row));
            row.refuseUnread();
            own(row, "name", zone.name(), names);
            zones.add(zone);
        }
        List<Supply> supplies = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (YamlMap row : document.list("locations").maps()) {
            Supply supply = supply(row, names);
            own(row, "id", supply.location(), ids);
            supplies.add(supply);
        }
        List<SourcingRule> rules = new ArrayList<>();
        Set<String> rows = new TreeSet<>();
        for (YamlMap row : document.list("rules").maps()) {
            SourcingRule rule = rule(row);
            own(row, "id", rule.id(), rows);
            rules.add(rule);
        }
        document.refuseUnread();
        return new SourcingRules(hub, zones, supplies, rules);
    }

    private static void own(YamlMap row, String key, String name, Set<String> names) {
        if (!names.add(name)) {
            row.placeOf(key).problem("repeated_name", "'" + name + "'", "a name of its own", "rename or remove it");
        }
    }

    private static String country(YamlMap row) {
        String country = row.text("country");
        if (!country.matches("[A-Z]{2}") && !country.isEmpty()) {
            row.placeOf("country")
                    .problem("wrong_type", "'" + country + "'", "two capitals, ISO 3166", "write it like DE");
        }
        return country;
    }

    private static List<String> postcodes(YamlMap row) {
        return row.list("postcodes").strings().stream()
                .map(Destination::plain)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Supply supply(YamlMap row, Set<String> zones) {
        Map<String, Integer> bands = new TreeMap<>();
        YamlMap written = row.map("bands");
        for (String zone : written.keys()) {
            bands.put(zone, Math.max(0, written.integer(zone)));
            if (!zones.contains(zone)) {
                written.placeOf(zone)
                        .problem("unknown_name", "'" + zone + "'", "one of " + zones, "name a zone of this file");
            }
        }
        Integer capacity = row.has("capacity") ? row.integer("capacity") : null;
        if (capacity != null && capacity < 0) {
            row.placeOf("capacity").problem("bad_figure", "'" + capacity + "'", "zero or more", "write it like 40");
        }
        Supply supply = new Supply(row.text("id"), capacity, cutOff(row), bands);
        row.refuseUnread();
        return supply;
    }

    private static @Nullable LocalTime cutOff(YamlMap row) {
        String text = row.optionalText("cutOff");
        if (text == null) {
            return null;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            row.placeOf("cutOff").problem("wrong_type", "'" + text + "'", "a time of day", "write it like \"14:00\"");
            return null;
        }
    }

    private SourcingRule rule(YamlMap row) {
        List<Set<String>> from = new ArrayList<>();
        for (YamlMap tier : row.list("from").maps()) {
            from.add(tier(tier));
        }
        if (from.isEmpty()) {
            row.missing("from", "at least one group or location, such as [{group: warehouses}]");
        }
        Split split = row.optionalWord("split", SPLIT);
        int most = row.integer("most", SourcingRule.ANY_NUMBER);
        if (most < 1) {
            row.placeOf("most").problem("bad_figure", "'" + most + "'", "one or more", "write how many locations");
        }
        Integer farthest = row.has("farthest") ? row.integer("farthest") : null;
        if (farthest != null && farthest < 0) {
            row.placeOf("farthest").problem("bad_figure", "'" + farthest + "'", "zero or more", "write a band like 2");
        }
        SourcingRule rule = new SourcingRule(
                row.text("id"),
                known(row, "connections", connections, "name a connection"),
                known(row, "channels", channels, "name a channel of config/availability.yaml or a connection"),
                known(
                        row,
                        "fulfilment",
                        types,
                        "name a type of config/fulfilment.yaml whose location is chosen for the order"),
                from,
                split == null ? Split.LINES : split,
                most,
                farthest,
                prefer(row),
                within(row));
        row.refuseUnread();
        return rule;
    }

    private Set<String> tier(YamlMap tier) {
        String group = tier.optionalText("group");
        String location = tier.optionalText("location");
        tier.refuseUnread();
        if ((group == null) == (location == null)) {
            tier.place()
                    .problem("several_keys", "group and location, or none", "one of the two", "write {group: stores}");
            return Set.of();
        }
        if (location != null) {
            return Set.of(location);
        }
        Collection<Location> all = locations.all().values();
        Set<String> members = all.stream()
                .filter(one -> one.groups().contains(group))
                .map(Location::id)
                .collect(Collectors.toSet());
        if (members.isEmpty()) {
            tier.placeOf("group")
                    .problem(
                            "unknown_name",
                            "'" + group + "'",
                            "one of " + locations.groups(),
                            "name a group of config/locations.yaml");
        }
        return members;
    }

    private static List<Preference> prefer(YamlMap row) {
        List<Preference> prefer = new ArrayList<>();
        for (YamlText word : row.list("prefer").texts()) {
            Preference preference = word.word(PREFER);
            if (preference != null) {
                prefer.add(preference);
            }
        }
        return prefer.isEmpty() ? SourcingRule.USUAL : prefer;
    }

    private static @Nullable Duration within(YamlMap row) {
        Duration within = row.duration("drawWithin");
        if (within != null && within.isNegative()) {
            row.placeOf("drawWithin")
                    .problem("bad_duration", "'" + within + "'", "not below zero", "write it like PT4H");
        }
        return within;
    }

    private static Set<String> known(YamlMap row, String key, Set<String> known, String fix) {
        Set<String> names = new TreeSet<>();
        for (YamlText name : row.list(key).texts()) {
            names.add(name.value());
            if (!known.contains(name.value())) {
                name.place().problem("unknown_name", "'" + name.value() + "'", "one of " + known, fix);
            }
        }
        return names;
    }
}
