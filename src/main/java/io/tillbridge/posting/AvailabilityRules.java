package io.tillbridge.posting;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.BufferRules;
import io.tillbridge.stock.Capacity;
import io.tillbridge.stock.Channel;
import io.tillbridge.stock.Channels;
import io.tillbridge.stock.DatedRules;
import io.tillbridge.stock.LocationKind;
import io.tillbridge.stock.Locations;
import io.tillbridge.stock.Quotas;
import io.tillbridge.stock.SafetyStock;
import io.tillbridge.stock.VelocityBands;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
     * @param served the fulfilment types that there are, with the kinds of location that may serve each
     */
    static AvailabilityPolicy read(
            HomeFiles home, Set<String> connections, Map<String, Set<LocationKind>> served, Problems problems) {
        Set<String> types = served.keySet();
        Locations locations = LocationsFile.read(home, served, connections, problems);
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
        VelocityBands bands = bands(document.list("velocityBands").maps());
        BufferReader buffers = new BufferReader(locations, names, types, bands);
        AvailabilityPolicy policy = new AvailabilityPolicy(
                levels(document.list("safetyStock").maps()),
                levels(document.list("lowStock").maps()),
                new BufferRules(buffers.read(document.list("buffers").maps()), bands),
                new Quotas(new QuotaReader(names).read(document.list("quotas").maps())),
                dated(document.optionalMap("dated")),
                locations,
                channels,
                Capacity.NONE,
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

    private static VelocityBands bands(List<YamlMap> rows) {
        Map<String, BigDecimal> bands = new HashMap<>();
        for (YamlMap row : rows) {
            String id = row.text("id");
            BigDecimal daily = RuleUnits.units(row, "daily");
            row.refuseUnread();
            if (daily != null && bands.put(id, daily) != null) {
                row.placeOf("id").problem("repeated_name", "'" + id + "'", "a name of its own", "rename or remove it");
            }
        }
        return new VelocityBands(bands);
    }

    private static DatedRules dated(@Nullable YamlMap row) {
        if (row == null) {
            return DatedRules.PLAIN;
        }
        int days = row.integer("transferDays", -1);
        if (row.has("transferDays") && days < 0) {
            row.placeOf("transferDays").problem("bad_units", "'" + days + "'", "days, zero or more", "write it like 2");
        }
        DatedRules rules = new DatedRules(
                share(row, "noticeConfidence"),
                share(row, "transferConfidence"),
                share(row, "purchaseConfidence"),
                days < 0 ? null : days);
        row.refuseUnread();
        return rules;
    }

    private static BigDecimal share(YamlMap row, String key) {
        BigDecimal share = RuleUnits.optional(row, key);
        if (share != null && share.compareTo(BigDecimal.ONE) > 0) {
            row.placeOf(key).problem("bad_units", "'" + share + "'", "zero to one", "write 90 percent as 0.9");
        }
        return share == null ? BigDecimal.ONE : share;
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
                    reappear == null ? BigDecimal.ZERO : reappear,
                    row.bool("backorder", false));
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
