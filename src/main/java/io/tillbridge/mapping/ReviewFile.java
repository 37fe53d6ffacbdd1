package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code reviews.yaml} of one subject: who read which version and what they say. Rows are appended, never changed; of one
 * version the last row counts.
 */
record ReviewFile(String file, String subject, List<Review> rows) {

    static final String NAME = "reviews.yaml";

    private static final Map<String, Boolean> VERDICTS = Map.of("approved", true, "changes_wanted", false);

    ReviewFile {
        rows = List.copyOf(rows);
    }

    /** Where a subject's reviews are. */
    static String name(String subject) {
        return MappingFolder.of(subject) + NAME;
    }

    /** A subject's reviews; none when there is no such file. */
    static List<Review> of(HomeFiles files, String subject, Problems problems) {
        String name = name(subject);
        ReviewFile read = files.exists(name) ? read(name, files.bytes(name), problems) : null;
        return read == null ? List.of() : read.rows();
    }

    /** Reads the file; null when it is no map at all. */
    static @Nullable ReviewFile read(String file, byte[] bytes, Problems problems) {
        YamlMap root = YamlDocument.read(file, new String(bytes, StandardCharsets.UTF_8), problems);
        if (root == null) {
            return null;
        }
        Header.check(root, "Reviews");
        String subject = root.text("subject");
        if (!subject.equals(FileName.folderSubject(file))) {
            root.placeOf("subject")
                    .problem("wrong_file_name", "'" + subject + "'", "the subject of its folder", "move or rename");
        }
        List<Review> rows = new ArrayList<>();
        for (YamlMap row : root.list("rows").maps()) {
            rows.add(row(row));
        }
        root.refuseUnread();
        return new ReviewFile(file, subject, rows);
    }

    private static Review row(YamlMap row) {
        Boolean approved = row.word("verdict", VERDICTS);
        Review read = new Review(
                row.integer("version"),
                row.text("sha256"),
                row.text("author", ""),
                row.text("by"),
                at(row),
                Boolean.TRUE.equals(approved),
                row.text("why"));
        row.refuseUnread();
        return read;
    }

    private static Instant at(YamlMap row) {
        YamlText text = row.scalar("at");
        if (text == null) {
            row.missing("at", "an instant");
            return Instant.EPOCH;
        }
        Instant instant = text.instant();
        return instant == null ? Instant.EPOCH : instant;
    }
}
