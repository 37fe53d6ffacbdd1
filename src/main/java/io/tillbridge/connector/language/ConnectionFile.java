package io.tillbridge.connector.language;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A connection's file: one account at one system.
 *
 * @param connector name of the connector it uses
 * @param startAt polls read nothing older; null when the connection does not say
 * @param settings values as written; the connector's {@code spec} decides what they may be
 * @param secrets where each secret is found
 * @param overlay changes to the connector, in order
 * @param owns decisions this system is the source of truth for
 */
record ConnectionFile(
        String file,
        String id,
        String connector,
        ZoneId timezone,
        @Nullable Instant startAt,
        Map<String, YamlText> settings,
        Map<String, SecretSource> secrets,
        List<OverlayRow> overlay,
        Set<String> owns,
        YamlMap root) {

    /** Ending of every connection file. */
    public static final String SUFFIX = ".connection.yaml";

    private static final Set<String> KEYS = Set.of(
            "apiVersion",
            "kind",
            "id",
            "connector",
            "timezone",
            "startAt",
            "settings",
            "secrets",
            "overlay",
            "owns",
            "dryRun");
    private static final Set<String> OWNED = Set.of("counts", "items", "sales");

    public ConnectionFile {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
        overlay = List.copyOf(overlay);
        owns = Set.copyOf(owns);
    }

    /** The file's content; null when it is no YAML map (a problem). */
    static @Nullable ConnectionFile read(HomeFiles home, String file, Problems problems) {
        YamlMap root = YamlDocument.read(file, home.text(file), problems);
        if (root == null) {
            return null;
        }
        ConnectorFile.head(root, "Connection");
        OtherKeys.refuse(root, KEYS);
        String id = root.text("id");
        ConnectorFile.named(root, "id", id, file.substring(file.lastIndexOf('/') + 1, file.length() - SUFFIX.length()));
        YamlText startAt = root.scalar("startAt");
        return new ConnectionFile(
                file,
                id,
                root.text("connector"),
                zone(root),
                startAt == null ? null : startAt.instant(),
                settings(root.map("settings")),
                SecretSource.readAll(root.map("secrets")),
                OverlayRow.readAll(root.list("overlay")),
                owns(root),
                root);
    }

    private static ZoneId zone(YamlMap root) {
        String zone = root.text("timezone");
        try {
            return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            root.placeOf("timezone")
                    .problem("wrong_type", "'" + zone + "'", "a time zone", "write it like America/New_York");
            return ZoneOffset.UTC;
        }
    }

    private static Map<String, YamlText> settings(YamlMap map) {
        Map<String, YamlText> settings = new LinkedHashMap<>();
        for (String name : map.keys()) {
            YamlText value = map.scalar(name);
            if (value != null) {
                settings.put(name, value);
            }
        }
        return settings;
    }

    private static Set<String> owns(YamlMap root) {
        Set<String> owns = new TreeSet<>();
        for (YamlText word : root.list("owns").texts()) {
            if (!OWNED.contains(word.value())) {
                Typed.wrongWord(word.place(), word.value(), OWNED);
            } else {
                owns.add(word.value());
            }
        }
        return owns;
    }
}
