package io.tillbridge.connector;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that a partner puts into a folder.
 *
 * @param path the folder; its subfolders are not looked at
 * @param name which files are read
 * @param daily null when no file is expected
 * @param group null when every record is a document
 */
public record FilesSource(
        String client,
        String path,
        FileName name,
        Schedule schedule,
        Ready ready,
        Once once,
        After after,
        @Nullable Daily daily,
        Format format,
        @Nullable Group group,
        BadRows badRows)
        implements Source {

    /**
     * When a file is whole: either is enough.
     *
     * @param doneFile name of the empty file that says so, over {@code file.*}; null when the partner writes none
     * @param stableFor size and time of change stay as they are for so long; null when only the marker counts
     */
    public record Ready(
            @Nullable Template doneFile, @Nullable Duration stableFor) {}

    /**
     * What makes a file the same file.
     *
     * @param by of {@code name size sha256}
     * @param keep how long it is remembered
     */
    public record Once(Set<String> by, Duration keep) {
        public Once {
            by = Set.copyOf(by);
        }
    }

    /**
     * Where a file goes when it has been read, as folders over {@code file.*}; null: it stays.
     *
     * @param ok when it was read
     * @param failed when it was rejected
     */
    public record After(@Nullable Template ok, @Nullable Template failed) {}

    /**
     * One file a day is expected for each value.
     *
     * @param per the part of the name that tells files apart
     * @param valueMap whose column has the values
     * @param by local time at which it must be there
     */
    public record Daily(String per, String valueMap, String column, LocalTime by, ZoneId zone) {}

    /**
     * Consecutive records with equal columns are one document: the first record, with all of them as a list in it.
     *
     * @param as name of the list
     */
    public record Group(List<String> by, String as) {
        public Group {
            by = List.copyOf(by);
        }
    }

    /**
     * What becomes of records that cannot be read: each is a dead letter.
     *
     * @param maxPerFile with more than so many the whole file is rejected, and none of it is read
     */
    public record BadRows(int maxPerFile) {}
}
