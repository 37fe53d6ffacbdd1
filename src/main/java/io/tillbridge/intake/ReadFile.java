package io.tillbridge.intake;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.partner.StoredFile;
import io.tillbridge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A file whose bytes are known.
 *
 * @param parts of its name
 * @param sha256 of its bytes, in hex
 */
record ReadFile(StoredFile file, Map<String, String> parts, String sha256) {

    ReadFile {
        parts = Map.copyOf(parts);
    }

    /** What makes it the same file, hashed. */
    String identity(FilesSource.Once once) {
        List<String> what = new ArrayList<>();
        if (once.by().contains("name")) {
            what.add("name " + file.name());
        }
        if (once.by().contains("size")) {
            what.add("size " + file.size());
        }
        if (once.by().contains("sha256")) {
            what.add("sha256 " + sha256);
        }
        return Sha256.hex(String.join("\n", what).getBytes(StandardCharsets.UTF_8));
    }
}
