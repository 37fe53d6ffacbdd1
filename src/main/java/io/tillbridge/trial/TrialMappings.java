package io.tillbridge.trial;

import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingSamples;
import io.tillbridge.mapping.SampleCase;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.util.List;

/** A home's mappings and their samples, read once for the suites of all its connectors; what is wrong with them lint says. */
record TrialMappings(MappingCatalog mappings, List<SampleCase> samples) {

    static TrialMappings of(HomeFiles home) {
        MappingCatalog mappings = MappingCatalog.load(home, new Problems());
        return new TrialMappings(mappings, new MappingSamples(home, mappings, new Problems()).all());
    }
}
