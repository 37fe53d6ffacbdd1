package io.tillbridge.mapping;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What PostgreSQL has more than the files of a node, as files: laid over the node's own, so that the mappings which run are
 * made of files alone.
 */
final class SetOverlay {

    private final MappingCatalog own;
    private final StoredSet stored;
    private final Map<String, String> texts = new TreeMap<>();

    private SetOverlay(MappingCatalog own, StoredSet stored) {
        this.own = own;
        this.stored = stored;
    }

    /** The files by name; empty when the node's own say all. */
    static Map<String, String> of(Connection tx, MappingCatalog own, StoredSet stored) throws SQLException {
        SetOverlay overlay = new SetOverlay(own, stored);
        overlay.versions(tx);
        overlay.activations();
        overlay.valueMaps(tx);
        return overlay.texts;
    }

    private void versions(Connection tx) throws SQLException {
        StringBuilder lock = new StringBuilder();
        for (Map.Entry<String, String> version : stored.versions().entrySet()) {
            int gap = version.getKey().lastIndexOf(" V");
            String subject = version.getKey().substring(0, gap);
            int number = Integer.parseInt(version.getKey().substring(gap + 2));
            Mapping mapping = own.version(subject, number);
            if (mapping != null && own.released(mapping)) {
                continue;
            }
            String text = mapping == null ? ActiveSet.text(tx, subject, number) : "";
            if (!text.isEmpty()) {
                texts.put(file(subject, number), text);
            }
            if (mapping != null || !text.isEmpty()) {
                lock.append(version.getValue())
                        .append("  ")
                        .append(version.getKey())
                        .append('\n');
            }
        }
        if (!lock.isEmpty()) {
            texts.put(MappingLock.FILE, lock.toString());
        }
    }

    private static String file(String subject, int version) {
        return MappingFolder.version(subject, version) + "as_released" + MappingFolder.SUFFIX;
    }

    private void activations() {
        stored.activations().forEach((subject, rows) -> {
            if (rows.size() > own.activations(subject).size()) {
                List<Activation> all = rows.stream().map(StoredSet.Row::row).toList();
                texts.put(
                        ActivationFile.name(subject),
                        ActivationText.file(subject, rows.get(0).basis(), all));
            }
        });
    }

    private void valueMaps(Connection tx) throws SQLException {
        for (String name : stored.valueMaps().keySet()) {
            ValueMap map = own.valueMap(name);
            int newest = stored.newest(name);
            if (map == null || map.version() < newest) {
                texts.put(own.valueMapFile(name), ActiveSet.valueMapText(tx, name, newest));
            }
        }
    }
}
