package io.tillbridge.cli;

import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.SystemClock;
import io.tillbridge.reload.MappingFit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All files of a home, read once: connectors, connections, mappings, value maps, activations and the lock.
 *
 * @param files names of those read
 * @param problems by file, line and column
 */
record LoadedHome(
        List<String> files,
        ConnectorCatalog.Loaded connectors,
        MappingCatalog mappings,
        List<Problem> problems,
        List<Problem> warnings) {

    static LoadedHome of(HomeFiles home) {
        Problems ofMappings = new Problems();
        MappingCatalog mappings = MappingCatalog.load(home, ofMappings);
        ConnectorCatalog.Loaded connectors = ConnectorCatalog.load(home);
        return new LoadedHome(
                Stream.concat(connectors.files().stream(), home.list("mappings/", ".yaml").stream())
                        .toList(),
                connectors,
                mappings,
                Stream.of(
                                connectors.problems(),
                                ofMappings.list(),
                                MappingFit.problems(connectors, mappings, SystemClock.utc()))
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(Problem::file)
                                .thenComparingInt(Problem::line)
                                .thenComparingInt(Problem::column))
                        .toList(),
                ofMappings.warnings());
    }
}
