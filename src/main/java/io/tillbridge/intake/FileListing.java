package io.tillbridge.intake;

import io.tillbridge.connector.FileName;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.partner.FileSession;
import io.tillbridge.partner.StoredFile;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells of the files in a folder which are whole: those with a marker, and those that have not changed for a while. */
final class FileListing {

    private final FilesSource source;
    private final FilesOfFlow folder;
    private final Clock clock;
    private final Map<StoredFile, Instant> since = new HashMap<>();

    FileListing(FilesSource source, FilesOfFlow folder, Clock clock) {
        this.source = source;
        this.folder = folder;
        this.clock = clock;
    }

    /** A file of the flow and the parts of its name. */
    record Named(StoredFile file, Map<String, String> parts) {}

    /**
     * What lies in the folder.
     *
     * @param whole by name
     * @param left until the next of the others can be whole; zero when none will be by waiting
     */
    record Found(List<Named> whole, Duration left) {}

    Found list(FileSession session) throws IOException {
        List<StoredFile> files = session.list(source.path());
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(file.name()));
        since.keySet().retainAll(new HashSet<>(files));
        Instant now = clock.instant();
        List<Named> whole = new ArrayList<>();
        Duration wait = Duration.ZERO;
        FileName name = source.name();
        for (StoredFile file : files) {
            Map<String, String> parts = name.parts(file.name()).orElse(Map.of());
            if (parts.isEmpty()) {
                continue;
            }
            String marker = folder.marker(parts);
            Duration left = marker != null && names.contains(marker) ? Duration.ZERO : left(file, now);
            if (left == null) {
                continue;
            }
            if (left.isZero() || left.isNegative()) {
                whole.add(new Named(file, parts));
            } else if (wait.isZero() || left.compareTo(wait) < 0) {
                wait = left;
            }
        }
        return new Found(whole, wait);
    }

    /** How long a file has to stay as it is; null when only a marker makes it whole. */
    private @Nullable Duration left(StoredFile file, Instant now) {
        Duration stable = source.ready().stableFor();
        if (stable == null) {
            return null;
        }
        Instant first = since.computeIfAbsent(file, fresh -> now);
        return Duration.between(now, first.plus(stable));
    }
}
