package io.tillbridge.mapping;

import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code activations.yaml} of one subject: rows are appended, never changed.
 *
 * @param byEventTime whether the event's own time decides; else the time of receipt
 * @param basisPlace where that is said
 * @param places of the rows, for problems
 */
record ActivationFile(
        String file,
        String subject,
        boolean byEventTime,
        YamlNode.Place basisPlace,
        List<Activation> rows,
        List<YamlNode.Place> places) {

    static final String NAME = "activations.yaml";

    private static final Map<String, Boolean> BASES = Map.of("event_time", true, "received_time", false);

    ActivationFile {
        rows = List.copyOf(rows);
        places = List.copyOf(places);
    }

    /** Where a subject's activations are. */
    static String name(String subject) {
        return MappingFolder.of(subject) + NAME;
    }

    /** Reads the file; null when it is no map at all. */
    static @Nullable ActivationFile read(String file, byte[] bytes, Problems problems) {
        YamlMap root = YamlDocument.read(file, new String(bytes, StandardCharsets.UTF_8), problems);
        if (root == null) {
            return null;
        }
        int before = problems.size();
        Header.check(root, "Activations");
        String subject = root.text("subject");
        if (!subject.equals(FileName.folderSubject(file))) {
            root.placeOf("subject")
                    .problem("wrong_file_name", "'" + subject + "'", "the subject of its folder", "move or rename");
        }
        Boolean basis = root.word("basis", BASES);
        List<Activation> rows = new ArrayList<>();
        List<YamlNode.Place> places = new ArrayList<>();
        for (YamlMap row : root.list("rows").maps()) {
            rows.add(row(row));
            places.add(row.place());
        }
        root.refuseUnread();
        if (problems.size() == before) {
            ActivationRules.check(rows, places);
        }
        return new ActivationFile(file, subject, Boolean.TRUE.equals(basis), root.placeOf("basis"), rows, places);
    }

    /** The number of the row that counts at a time for a connection, from 1; 0 when no row covers it. */
    int active(String connection, @Nullable Instant eventTime, Instant receivedAt) {
        Instant basis = byEventTime && eventTime != null ? eventTime : receivedAt;
        int best = 0;
        for (int number = 1; number <= rows.size(); number++) {
            Activation row = rows.get(number - 1);
            boolean covers = !row.from().isAfter(basis) && row.covers(connection);
            // On a tie the later row wins: a rollback repeats the from of the row it withdraws
            if (covers && (best == 0 || !row.from().isBefore(rows.get(best - 1).from()))) {
                best = number;
            }
        }
        return best;
    }

    /** The word of what decides which version counts. */
    String basis() {
        return byEventTime ? "event_time" : "received_time";
    }

    /** SHA-256 over the row's values, for the lock: layout and comments do not count. */
    static String sha256(Activation row) {
        String text = String.join(
                "\n",
                String.valueOf(row.version()),
                row.from().toString(),
                row.at().toString(),
                row.by(),
                row.why(),
                String.join(",", row.connections()),
                String.valueOf(row.rollbackOf()));
        return Sha256.hex(row.backdate() ? text + "\nbackdate" : text);
    }

    private static Activation row(YamlMap row) {
        Activation read = new Activation(
                row.integer("version"),
                instant(row, "from"),
                instant(row, "at"),
                row.text("by"),
                row.text("why"),
                row.list("connections").strings(),
                row.has("rollbackOf") ? Integer.valueOf(row.integer("rollbackOf")) : null,
                row.bool("backdate", false));
        row.refuseUnread();
        return read;
    }

    private static Instant instant(YamlMap row, String key) {
        YamlText text = row.scalar(key);
        if (text == null) {
            row.missing(key, "an instant");
            return Instant.EPOCH;
        }
        Instant instant = text.instant();
        if (instant != null && !instant.equals(instant.truncatedTo(ChronoUnit.MICROS))) {
            text.problem("too_fine", text.value(), "an instant of whole microseconds", "leave the further digits off");
        }
        return instant == null ? Instant.EPOCH : instant;
    }
}
