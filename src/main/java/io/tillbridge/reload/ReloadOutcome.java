package io.tillbridge.reload;

import io.tillbridge.platform.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a reload.
 *
 * @param by who asked; {@code files} when a change was noticed
 * @param outcome {@code unchanged}; {@code swapped}; {@code refused}, and what ran before runs still; {@code incomplete}:
 *     swapped but for routes that failed, which are tried again
 * @param connections that were added, changed or removed
 * @param mappingFiles below {@code mappings/} that were added, changed or removed
 * @param needRestart changed files that are read at the start only
 * @param resting due lanes of destinations that are gone; they rest until the destination is there again
 * @param problems of the files, when they are why it was refused
 * @param code why it was refused or is incomplete; null when it is neither
 * @param detail of the code, in words
 */
public record ReloadOutcome(
        Instant at,
        String by,
        String outcome,
        List<Change> connections,
        List<String> mappingFiles,
        List<String> needRestart,
        Map<String, Long> resting,
        List<Problem> problems,
        @Nullable String code,
        @Nullable String detail) {

    /**
     * A connection that was added, changed or removed.
     *
     * @param change the word
     * @param generation that runs now; 0 of a removed one
     */
    public record Change(String connection, String change, int generation) {}

    public ReloadOutcome {
        connections = List.copyOf(connections);
        mappingFiles = List.copyOf(mappingFiles);
        needRestart = List.copyOf(needRestart);
        resting = Map.copyOf(resting);
        problems = List.copyOf(problems);
    }

    /** Nothing changed, or nothing was changed. */
    public static ReloadOutcome plain(Instant at, String by, String outcome) {
        return new ReloadOutcome(at, by, outcome, List.of(), List.of(), List.of(), Map.of(), List.of(), null, null);
    }

    /** The old configuration runs on because of mistakes in files. */
    static ReloadOutcome refused(Instant at, String by, List<Problem> problems) {
        return new ReloadOutcome(
                at,
                by,
                "refused",
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                problems,
                "files_invalid",
                problems.size() + " problem(s) in the files");
    }

    /** The old configuration runs on although the files may be right. */
    static ReloadOutcome refused(Instant at, String by, String code, String detail) {
        return new ReloadOutcome(at, by, "refused", List.of(), List.of(), List.of(), Map.of(), List.of(), code, detail);
    }

    /** Whether the node runs what its files say. */
    public boolean current() {
        return outcome.equals("unchanged") || outcome.equals("swapped");
    }

    /** Whether this is no news after another: nothing happened, or the same refusal or failure as before. */
    boolean repeats(ReloadOutcome before) {
        if (outcome.equals("unchanged")) {
            return before.current();
        }
        return outcome.equals(before.outcome)
                && connections.isEmpty()
                && mappingFiles.isEmpty()
                && problems.equals(before.problems)
                && Objects.equals(detail, before.detail);
    }

    /** Whether another try with the same files may end otherwise. */
    boolean again() {
        return !current() && !"files_invalid".equals(code);
    }
}
