package io.tillbridge.rehearsal;

import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingSamples;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.SampleCase;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;

/** Two versions over the samples that lie beside them: needs no hub, and knows outbound mappings too. */
public final class SampleDiff {

    private static final int EXAMPLES = 5;

    private SampleDiff() {}

    /**
     * Compares over the later version's samples and cases; each counts as a document with its file and name as its id.
     *
     * @param problems receives what is wrong with the samples themselves
     */
    public static Report of(HomeFiles files, Mappings mappings, Mapping from, Mapping to, Problems problems) {
        Versions versions = Versions.of(from, to);
        Tally tally = new Tally(EXAMPLES);
        for (SampleCase sample : new MappingSamples(files, mappings, problems).of(to)) {
            versions.compare(sample.file() + " " + sample.name(), sample.input(), null, tally);
        }
        return tally.report();
    }
}
