package io.tillbridge.posting;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import io.tillbridge.stock.Location;
import io.tillbridge.stock.LocationKind;
import io.tillbridge.stock.Locations;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code config/locations.yaml}: zone, groups and what each location offers. */
final class LocationsFile {

    static final String FILE = "config/locations.yaml";

    private static final Map<String, LocationKind> KINDS = Arrays.stream(LocationKind.values())
            .collect(Collectors.toMap(kind -> kind.name().toLowerCase(Locale.ROOT), Function.identity()));

    private LocationsFile() {}

    /**
     * The locations; none when the file is absent. Problems are added to {@code problems}.
     *
     * @param types fulfilment types there are, with the kinds of location that may serve each
     * @param connections there are
     */
    static Locations read(
            HomeFiles home, Map<String, Set<LocationKind>> types, Set<String> connections, Problems problems) {
        YamlMap document = home.exists(FILE) ? YamlDocument.read(FILE, home.text(FILE), problems) : null;
        if (document == null) {
            return Locations.NONE;
        }
        ZoneId zone = zone(document, ZoneOffset.UTC);
        List<Location> locations = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (YamlMap row : document.list("locations").maps()) {
            Location location = location(row, zone, types, connections);
            if (!ids.add(location.id())) {
                row.placeOf("id")
                        .problem(
                                "repeated_name",
                                "'" + location.id() + "'",
                                "a location of its own",
                                "rename or remove it");
            }
            locations.add(location);
        }
        SilencesReader silences = SilencesReader.read(document.list("silences").maps(), connections);
        boolean guess = document.bool("guessUnknown", false);
        document.refuseUnread();
        return new Locations(locations, zone, silences.connections(), silences.topics(), guess);
    }

    private static Location location(
            YamlMap row, ZoneId otherwise, Map<String, Set<LocationKind>> types, Set<String> connections) {
        LocationKind kind = row.optionalWord("kind", KINDS);
        Location location = new Location(
                row.text("id"),
                zone(row, otherwise),
                Set.copyOf(row.list("groups").strings()),
                row.bool("closed", false),
                offered(row, kind, types),
                names(row, "channels", null),
                source(row, connections),
                kind);
        row.refuseUnread();
        return location;
    }

    /** What it offers: of the types that its kind may serve those it names, or all. */
    private static @Nullable Set<String> offered(
            YamlMap row, @Nullable LocationKind kind, Map<String, Set<LocationKind>> types) {
        Set<String> named = names(row, "fulfilment", types.keySet());
        if (kind == null) {
            return named;
        }
        Set<String> may = types.entrySet().stream()
                .filter(type -> type.getValue().contains(kind))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        for (YamlText name : row.list("fulfilment").texts()) {
            if (types.containsKey(name.value()) && !may.contains(name.value())) {
                name.place()
                        .problem(
                                "other_kind",
                                "'" + name.value() + "' at a " + kind.name().toLowerCase(Locale.ROOT),
                                "one of " + may,
                                "name another type, or correct the kind or the type's sources");
            }
        }
        return named == null ? may : named;
    }

    /** Absent: null, which is all; present: these and no other. */
    private static @Nullable Set<String> names(YamlMap row, String key, @Nullable Set<String> known) {
        if (!row.has(key)) {
            return null;
        }
        YamlList list = row.list(key);
        for (YamlText name : list.texts()) {
            if (known != null && !known.contains(name.value())) {
                name.place()
                        .problem(
                                "unknown_type",
                                "'" + name.value() + "'",
                                "one of " + known,
                                "name a type of config/fulfilment.yaml");
            }
        }
        return Set.copyOf(list.strings());
    }

    private static @Nullable String source(YamlMap row, Set<String> connections) {
        String source = row.optionalText("source");
        if (source != null && !connections.contains(source)) {
            row.placeOf("source")
                    .problem("unknown_name", "'" + source + "'", "a connection: " + connections, "name a connection");
        }
        return source;
    }

    private static ZoneId zone(YamlMap row, ZoneId otherwise) {
        String zone = row.text("zone", "");
        try {
            return zone.isEmpty() ? otherwise : ZoneId.of(zone);
        } catch (DateTimeException e) {
            row.placeOf("zone").problem("wrong_type", "'" + zone + "'", "a time zone", "write it like Europe/Berlin");
            return otherwise;
        }
    }
}
