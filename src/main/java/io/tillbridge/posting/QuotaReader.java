package io.tillbridge.posting;

import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import io.tillbridge.stock.BufferRule.Scope;
import io.tillbridge.stock.Quota;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the rows below {@code quotas} of {@code config/availability.yaml}. */
final class QuotaReader {

    private static final Map<String, Scope.Kind> SCOPES =
            Map.of("sku", Scope.Kind.SKU, "category", Scope.Kind.CATEGORY, "abcClass", Scope.Kind.ABC_CLASS);

    private final Set<String> channels;
    private final Set<String> ids = new TreeSet<>();

    QuotaReader(Set<String> channels) {
        this.channels = channels;
    }

    List<Quota> read(List<YamlMap> rows) {
        List<Quota> quotas = new ArrayList<>();
        for (YamlMap row : rows) {
            Quota quota = quota(row);
            row.refuseUnread();
            if (quota != null) {
                quotas.add(quota);
            }
        }
        return quotas;
    }

    private @Nullable Quota quota(YamlMap row) {
        String id = row.text("id");
        if (!ids.add(id)) {
            row.placeOf("id").problem("repeated_name", "'" + id + "'", "an id of its own", "rename or remove it");
        }
        String channel = row.text("channel");
        if (!channels.contains(channel)) {
            row.placeOf("channel")
                    .problem(
                            "unknown_name",
                            "'" + channel + "'",
                            "a channel of this file or a connection: " + channels,
                            "correct or define it");
        }
        String item = RuleUnits.one(row, List.of("sku", "category", "abcClass"));
        Scope scope = item == null ? Scope.ALL : new Scope(Objects.requireNonNull(SCOPES.get(item)), row.text(item));
        BigDecimal units = RuleUnits.units(row, "units");
        Instant from = hour(row, "from");
        Instant to = hour(row, "to");
        String author = row.text("author");
        if (from == null && !row.has("from")) {
            row.placeOf("from").problem("missing_key", "nothing", "an instant", "say from when orders count");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            row.placeOf("to").problem("bad_window", "'" + to + "'", "later than " + from, "swap the two");
        }
        return units == null || from == null ? null : new Quota(id, channel, scope, units, from, to, author);
    }

    private static @Nullable Instant hour(YamlMap row, String key) {
        YamlText text = row.scalar(key);
        Instant at = text == null ? null : text.instant();
        if (at != null && !at.equals(at.truncatedTo(ChronoUnit.HOURS))) {
            row.placeOf(key)
                    .problem("bad_window", "'" + at + "'", "the beginning of an hour", "demand is kept by the hour");
        }
        return at;
    }
}
