package io.tillbridge.reservation;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.reservation.Fulfilment.LocationFixed;
import io.tillbridge.reservation.Fulfilment.OnReject;
import io.tillbridge.reservation.Fulfilment.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code config/fulfilment.yaml}: how each fulfilment type holds stock. */
public final class FulfilmentFile {

    static final String FILE = "config/fulfilment.yaml";

    private static final Duration PAYMENT = Duration.ofMinutes(30);

    private static final Map<String, String> HOLD_AT = words("checkout", "order", "import", "manual", "never");
    private static final Map<String, Sources> SOURCES = Arrays.stream(Sources.values())
            .collect(Collectors.toMap(one -> one.name().toLowerCase(Locale.ROOT), Function.identity()));

    /** Columns of the table that these rules follow which say nothing that could be chosen here. */
    private static final List<String> FIXED = List.of("consumeAt", "revenueAt");

    private static final Map<String, LocationFixed> LOCATION = Map.of(
            "at_once", LocationFixed.AT_ONCE,
            "at_routing", LocationFixed.AT_ROUTING,
            "optional", LocationFixed.OPTIONAL);
    private static final Map<String, OnReject> ON_REJECT = Map.of(
            "reroute", OnReject.REROUTE,
            "pickup_exception", OnReject.PICKUP_EXCEPTION,
            "person", OnReject.PERSON);
    private static final Map<String, Boolean> SET_ASIDE = Map.of("quality_hold", true, "none", false);

    private FulfilmentFile() {}

    /** The rules. Problems are added to {@code problems}: a hub without any rule holds nothing. */
    public static FulfilmentRules read(HomeFiles home, Problems problems) {
        List<Fulfilment> types = new ArrayList<>();
        YamlMap document = YamlDocument.read(FILE, home.text(FILE), problems);
        if (document == null) {
            return new FulfilmentRules(types, "", BreakRules.USUAL);
        }
        String otherwise = document.text("default");
        for (YamlMap row : document.list("types").maps()) {
            Fulfilment type = type(row);
            if (type != null) {
                if (types.stream().anyMatch(known -> known.name().equals(type.name()))) {
                    row.placeOf("name")
                            .problem(
                                    "repeated_name",
                                    "'" + type.name() + "'",
                                    "a name of its own",
                                    "rename or remove it");
                }
                types.add(type);
            }
        }
        BreakRules breaks = BreakKeys.read(document.optionalMap("promises"));
        document.refuseUnread();
        if (types.stream().noneMatch(type -> type.name().equals(otherwise))) {
            document.placeOf("default")
                    .problem(
                            "unknown_type",
                            "'" + otherwise + "'",
                            "one of " + types.stream().map(Fulfilment::name).toList(),
                            "name a type of this file");
        }
        return new FulfilmentRules(types, otherwise, breaks);
    }

    private static @Nullable Fulfilment type(YamlMap row) {
        String name = row.text("name");
        String holdAt = row.word("holdAt", HOLD_AT);
        Duration expiry = positive(row, "expiry");
        Duration payment = positive(row, "payment");
        Duration grace = positive(row, "grace");
        Duration remind = positive(row, "remind");
        LocationFixed location = row.word("location", LOCATION);
        Sources sources = row.word("sources", SOURCES);
        OnReject onReject = row.word("onReject", ON_REJECT);
        Boolean setAside = row.optionalWord("setAside", SET_ASIDE);
        boolean countTask = row.bool("countTask", false);
        int penalty = row.integer("penalty", 0);
        FIXED.forEach(key -> refuseFixed(row, key));
        row.refuseUnread();
        if (sources == Sources.THAT_STORE && location == LocationFixed.AT_ROUTING) {
            row.placeOf("sources")
                    .problem(
                            "chosen_later",
                            "that_store with location at_routing",
                            "a store that the request names",
                            "write location: at_once, or sources: stores");
        }
        if (holdAt == null || location == null || sources == null || onReject == null || name.isEmpty()) {
            return null;
        }
        return new Fulfilment(
                name,
                holdAt,
                expiry,
                payment == null ? PAYMENT : payment,
                grace,
                location,
                sources,
                onReject,
                Boolean.TRUE.equals(setAside),
                countTask,
                penalty,
                remind);
    }

    private static void refuseFixed(YamlMap row, String key) {
        if (row.optionalText(key) != null) {
            row.placeOf(key)
                    .problem(
                            "not_a_rule",
                            "'" + key + "'",
                            "no such key: goods of every type are consumed, and are revenue, when a shipment, a hand-over or"
                                    + " the order's source says that they left",
                            "remove it");
        }
    }

    static @Nullable Duration positive(YamlMap row, String key) {
        Duration duration = row.duration(key);
        if (duration != null && (duration.isZero() || duration.isNegative())) {
            row.placeOf(key)
                    .problem("bad_duration", "'" + duration + "'", "more than zero", "write it like PT15M or P3D");
            return null;
        }
        return duration;
    }

    private static Map<String, String> words(String... words) {
        return Stream.of(words).collect(Collectors.toMap(Function.identity(), Function.identity()));
    }
}
