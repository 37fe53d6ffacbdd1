package io.tillbridge.authoring.draft;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes a draft's first connection: settings that have no default, and where each secret is found. */
final class ConnectionText {

    private ConnectionText() {}

    /**
     * The file.
     *
     * @param today polls read nothing older than its beginning in UTC
     */
    static String of(Draft draft, LocalDate today) {
        StringBuilder text = new StringBuilder("# yaml-language-server: $schema=../schemas/connection.schema.json\n");
        text.append("# One account; the file's name is its id, and part of its webhooks' addresses\n");
        text.append("apiVersion: tillbridge/v1\nkind: Connection\nid: ").append(draft.name());
        text.append("\nconnector: ").append(draft.name());
        text.append("\ntimezone: UTC # the account's own: times without an offset are read in it\nstartAt: \"");
        text.append(today).append("T00:00:00Z\" # polls read nothing older\n");
        Map<String, String> settings = settings(draft);
        if (!settings.isEmpty()) {
            text.append("settings:\n");
            settings.forEach((name, value) -> text.append("  ")
                    .append(name)
                    .append(": ")
                    .append(Names.scalar(value))
                    .append('\n'));
        }
        Map<String, String> secrets = new LinkedHashMap<>(draft.login().secrets());
        boolean hooks = draft.inbound().stream().anyMatch(flow -> flow.source() instanceof SourceDraft.Hook);
        if (hooks) {
            secrets.put("webhookSecrets", "");
        }
        if (!secrets.isEmpty()) {
            text.append("secrets: # files in <home>/secrets or <data>/secrets, mode 0600\n");
            secrets.keySet()
                    .forEach(name -> text.append("  ")
                            .append(name)
                            .append(": {kind: file, name: ")
                            .append(secretFile(draft.name(), name))
                            .append("}\n"));
        }
        return text.toString();
    }

    /** Name of the file that holds a secret. */
    static String secretFile(String connection, String secret) {
        return connection + "-" + secret.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Values of the settings that have no default. */
    static Map<String, String> settings(Draft draft) {
        Map<String, String> settings = new TreeMap<>();
        if (draft.baseUrl() == null) {
            settings.put("baseUrl", "https://api.example.com");
        }
        draft.settings().forEach((name, row) -> {
            if (!row.contains("default:")) {
                settings.put(name, Needs.example(name));
            }
        });
        Needs.of(draft).forEach(name -> settings.put(name, Needs.example(name)));
        return settings;
    }
}
