package io.tillbridge.posting;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.BufferRules;
import io.tillbridge.stock.Channel;
import io.tillbridge.stock.Channels;
import io.tillbridge.stock.Locations;
import io.tillbridge.stock.Quotas;
import io.tillbridge.stock.SafetyStock;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code config/availability.yaml} and {@code config/locations.yaml}: what is kept back from promises, where, and from
 * whom.
 */
final class AvailabilityRules {

    static final String FILE = "config/availability.yaml";

    private AvailabilityRules() {}

    /**
     * The rules; none when the files are absent. Problems are added to {@code problems}.
     *
     * @param connections each is a channel of its own unless a channel names it
     * @param types of fulfilment there are
     */
    static AvailabilityPolicy read(HomeFiles home, Set<String> connections, Set<String> types, Problems problems) {
        Locations locations = LocationsFile.read(home, types, connections, problems);
        YamlMap document = home.exists(FILE) ? YamlDocument.read(FILE, home.text(FILE), problems) : null;
        if (document == null) {
            return new AvailabilityPolicy(
                    SafetyStock.none(),
                    SafetyStock.none(),
                    BufferRules.NONE,
                    locations,
                    Channels.PLAIN,
                    fingerprint(home));
        }
        Channels channels = channels(document.list("channels").maps(), types);
        Set<String> names = new TreeSet<>(connections);
        names.addAll(channels.ids());
        BufferReader buffers = new BufferReader(locations, names, types);
        AvailabilityPolicy policy = new AvailabilityPolicy(
                levels(document.list("safetyStock").maps()),
                levels(document.list("lowStock").maps()),
                new BufferRules(buffers.read(document.list("buffers").maps())),
                new Quotas(new QuotaReader(names).read(document.list("quotas").maps())),
                locations,
                channels,
                fingerprint(home));
        document.refuseUnread();
        return policy;
    }

    private static String fingerprint(HomeFiles home) {
        MessageDigest digest = Sha256.digest();
        for (String file : List.of(FILE, LocationsFile.FILE)) {
            digest.update(home.exists(file) ? home.bytes(file) : new byte[0]);
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static SafetyStock levels(List<YamlMap> maps) {
        List<SafetyStock.Row> rows = new ArrayList<>();
        for (YamlMap row : maps) {
            String sku = row.text("sku");
            String location = row.text("location");
            BigDecimal units = RuleUnits.units(row, "units");
            row.refuseUnread();
            if (units != null) {
                rows.add(new SafetyStock.Row(sku, location, units));
            }
        }
        return SafetyStock.of(rows);
    }

    private static Channels channels(List<YamlMap> rows, Set<String> types) {
        List<Channel> channels = new ArrayList<>();
        Map<String, String> told = new HashMap<>();
        Set<String> ids = new TreeSet<>();
        for (YamlMap row : rows) {
            BigDecimal reappear = RuleUnits.optional(row, "reappear");
            Channel channel = new Channel(
                    row.text("id"),
                    Set.copyOf(row.list("destinations").strings()),
                    row.optionalText("fulfilment"),
                    reappear == null ? BigDecimal.ZERO : reappear);
            row.refuseUnread();
            check(row, channel, types, ids, told);
            channels.add(channel);
        }
        return new Channels(channels);
    }

    private static void check(
            YamlMap row, Channel channel, Set<String> types, Set<String> ids, Map<String, String> told) {
        if (!ids.add(channel.id())) {
            row.placeOf("id")
                    .problem("repeated_name", "'" + channel.id() + "'", "a name of its own", "rename or remove it");
        }
        if (channel.fulfilment() != null && !types.contains(channel.fulfilment())) {
            row.placeOf("fulfilment")
                    .problem(
                            "unknown_type",
                            "'" + channel.fulfilment() + "'",
                            "one of " + types,
                            "name a type of config/fulfilment.yaml");
        }
        for (String destination : channel.destinations()) {
            String other = told.put(destination, channel.id());
            if (other != null) {
                row.placeOf("destinations")
                        .problem(
                                "repeated_name",
                                "'" + destination + "', which is told the figure of " + other,
                                "a destination of one channel",
                                "keep it in one of them");
            }
        }
    }
}
