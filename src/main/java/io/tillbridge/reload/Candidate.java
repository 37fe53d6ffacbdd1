package io.tillbridge.reload;

import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the files say now, read whole and checked.
 *
 * @param mappings null when their files did not change
 * @param hashes of all files by name
 */
record Candidate(
        ConnectorCatalog.Loaded connectors, @Nullable LoadedMappings mappings, Map<String, String> hashes) {

    /**
     * Reads and checks all files; mappings that did not change are not compiled again.
     *
     * @param files that do not change while they are read
     * @param running mappings
     * @param before hashes of the files that run
     * @param leftOut problems that the running mappings were loaded with
     * @param clock says which version of a mapping counts now
     * @throws InvalidFilesException with every problem of every file; a released file that changed is left to the import
     */
    static Candidate read(
            HomeFiles files, MappingCatalog running, Map<String, String> before, List<Problem> leftOut, Clock clock) {
        Map<String, String> hashes = files.hashes();
        Problems ofMappings = new Problems();
        MappingCatalog mappings = changed(before, hashes, Candidate::ofMappings).isEmpty()
                ? null
                : MappingCatalog.load(files, ofMappings);
        ConnectorCatalog.Loaded connectors = ConnectorCatalog.load(files);
        List<Problem> problems = new ArrayList<>(connectors.problems());
        (mappings == null ? leftOut : ofMappings.list())
                .stream().filter(one -> !problems.contains(one)).forEach(problems::add);
        problems.addAll(MappingFit.problems(connectors, mappings == null ? running : mappings, clock));
        problems.sort(Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column));
        if (mappings == null && !problems.isEmpty()) {
            throw new InvalidFilesException(problems);
        }
        return new Candidate(
                connectors, mappings == null ? null : LoadedMappings.toImport(files, mappings, problems), hashes);
    }

    /** Files that mappings are made of. */
    static boolean ofMappings(String file) {
        return file.startsWith("mappings/") || file.startsWith("config/canonical/");
    }

    /** Files that are read when the hub starts and not again. */
    static boolean atStart(String file) {
        return file.equals("config/application.yaml")
                || file.equals("config/availability.yaml")
                || file.equals("config/locations.yaml")
                || file.equals("config/fulfilment.yaml")
                || file.equals("config/counts.yaml")
                || file.equals("config/returns.yaml")
                || file.equals("config/adjustments.yaml")
                || file.equals("config/books.yaml")
                || file.equals("config/barcodes.yaml")
                || file.equals("config/ownership.yaml")
                || file.equals("config/reconciliation.yaml")
                || file.equals("config/sourcing.yaml")
                || file.startsWith("config/canonical/")
                || file.startsWith("routes/");
    }

    /** Names of those files that were added, changed or removed. */
    static List<String> changed(Map<String, String> before, Map<String, String> after, Predicate<String> which) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(which)
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .toList();
    }
}
