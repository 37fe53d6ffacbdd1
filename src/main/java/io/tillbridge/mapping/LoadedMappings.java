package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.util.List;

/**
 * The mappings of a home as its files say them, not yet compared with the active set that PostgreSQL holds.
 *
 * @param files that do not change any more
 * @param catalog of them, without a problem but those of {@code changed}
 * @param changed released files whose hash is not as locked: the import refuses them, with the line that differs where
 *     PostgreSQL has the text
 */
public record LoadedMappings(HomeFiles files, MappingCatalog catalog, List<Problem> changed) {

    public LoadedMappings {
        changed = List.copyOf(changed);
    }

    /**
     * Loads these files as they are now.
     *
     * @throws InvalidFilesException with every problem of every file
     */
    public static LoadedMappings of(HomeFiles files) {
        HomeFiles still = files.frozen();
        return new LoadedMappings(still, MappingCatalog.load(still), List.of());
    }

    /**
     * What was loaded to be imported.
     *
     * @param problems of all files
     * @throws InvalidFilesException with every problem, when there is one besides released files that changed
     */
    public static LoadedMappings toImport(HomeFiles files, MappingCatalog catalog, List<Problem> problems) {
        if (!problems.stream().allMatch(problem -> problem.rule().equals(MappingLock.CHANGED))) {
            throw new InvalidFilesException(problems);
        }
        return new LoadedMappings(files, catalog, problems);
    }

    /** Records what changed and was not told already. */
    void tellChanged(Problems problems) {
        List<String> told = problems.list().stream().map(Problem::file).toList();
        changed.stream().filter(problem -> !told.contains(problem.file())).forEach(problems::add);
    }
}
