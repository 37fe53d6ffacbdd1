package io.tillbridge.mappings;

import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingSamples;
import io.tillbridge.mapping.SampleCase;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.trial.ReadThrough;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The shipped connectors, by the published payloads that they read. */
final class FixtureReaders {

    /** Folders that are not named like the connector that reads them. */
    private static final Map<String, String> READ_BY = Map.of("x12", "wms_edi", "edifact", "wms_edifact");

    private static final HomeFiles HOME = HomeFiles.only(Path.of("").toAbsolutePath());
    private static final MappingCatalog MAPPINGS = MappingCatalog.load(HOME, new Problems());
    private static final List<SampleCase> SAMPLES = new MappingSamples(HOME, MAPPINGS, new Problems()).all();
    private static final Set<String> CONNECTORS = connectors();

    private final Map<String, ReadThrough> flows = new TreeMap<>();

    private static Set<String> connectors() {
        Set<String> names = new TreeSet<>();
        HOME.list("config/connectors", ".connector.yaml")
                .forEach(file -> names.add(file.replaceAll(".*/|\\.connector\\.yaml$", "")));
        return names;
    }

    /** The flows of a connector. */
    ReadThrough through(String connector) {
        return flows.computeIfAbsent(connector, name -> new ReadThrough(HOME, MAPPINGS, SAMPLES, name));
    }

    /** The vendor's own connector, else the one that knows the mapping or flow. */
    String connector(FixtureRow row) {
        String own = READ_BY.getOrDefault(row.vendor(), row.vendor());
        return Stream.concat(CONNECTORS.stream().filter(name -> same(name, own)), CONNECTORS.stream())
                .filter(name -> through(name).knows(row.by()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        row.vendor() + ".tsv: no connector has a flow or names a mapping '" + row.by() + "'"));
    }

    /** Whether payloads of a folder are to have rows. */
    static boolean wanted(String folder, Set<String> vendors) {
        String connector = READ_BY.getOrDefault(folder, folder);
        return vendors.contains(folder) || CONNECTORS.stream().anyMatch(name -> same(name, connector));
    }

    private static boolean same(String connector, String vendor) {
        return connector.replace('_', '-').equals(vendor.replace('_', '-'));
    }
}
