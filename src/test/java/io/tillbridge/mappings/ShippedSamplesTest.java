package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingSamples;
import io.tillbridge.mapping.SampleCase;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShippedSamplesTest {

    private final HomeFiles files = HomeFiles.only(Path.of("").toAbsolutePath());
    private final Problems problems = new Problems();
    private final MappingCatalog catalog = MappingCatalog.load(files, problems);

    @Test
    void shippedMappingsAndSamplesHaveNoProblems() {
        int cases = new MappingSamples(files, catalog, problems).all().size();

        assertThat(problems.list()).as("%s samples read", cases).isEmpty();
    }

    @TestFactory
    List<DynamicTest> everySampleOfTheNewestVersionGivesWhatItSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (SampleCase sample : new MappingSamples(files, catalog, new Problems()).all()) {
            tests.add(DynamicTest.dynamicTest(
                    sample.toString(),
                    () -> assertThat(sample.run().differences())
                            .as(sample.file())
                            .isEmpty()));
        }
        return tests;
    }
}
