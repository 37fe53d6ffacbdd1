package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a version in the lock must be before it counts, whoever wrote its line there: read by another where that is asked,
 * and green.
 */
public final class LockedVersions {

    private final HomeFiles files;
    private final MappingCatalog catalog;
    private final @Nullable Boolean ownReview;

    /** @param ownReview as {@link MappingReviews#refusal} takes it */
    public LockedVersions(HomeFiles files, MappingCatalog catalog, @Nullable Boolean ownReview) {
        this.files = files;
        this.catalog = catalog;
        this.ownReview = ownReview;
    }

    /** Records every locked version that was not read ({@code not_reviewed}) or is red ({@code active_not_green}). */
    public void check(Problems problems) {
        check(catalog.compiled().stream().filter(catalog::released).toList(), problems);
    }

    void check(Collection<CompiledMapping> locked, Problems problems) {
        for (CompiledMapping mapping : locked) {
            reviewed(mapping, problems);
            green(mapping, problems);
        }
    }

    private void reviewed(CompiledMapping mapping, Problems problems) {
        Optional<String> refusal = new MappingReviews(files).refusal(mapping, ownReview);
        if (refusal.isPresent()) {
            add(
                    mapping,
                    "not_reviewed",
                    refusal.get(),
                    "an approval in " + ReviewFile.name(mapping.subject()) + " by somebody else",
                    "have it read, or take its line out of " + MappingLock.FILE,
                    problems);
        }
    }

    /** Samples are those of the newest version, a draft's too: what lies below it has none of its own any more. */
    private void green(CompiledMapping mapping, Problems problems) {
        if (!mapping.equals(catalog.newest(mapping.subject()))) {
            return;
        }
        Problems broken = new Problems();
        List<SampleCase> cases = new MappingSamples(files, catalog, broken).of(mapping);
        broken.list().forEach(problems::add);
        for (SampleCase sample : cases) {
            SampleCase.Result result = sample.run();
            if (!result.green()) {
                add(
                        mapping,
                        "active_not_green",
                        sample + " in " + sample.file() + ": "
                                + result.differences().get(0),
                        "green samples of a released version",
                        "run: tillbridge mapping test " + mapping.subject()
                                + ", and put the sample or the value map right",
                        problems);
            }
        }
    }

    private void add(
            CompiledMapping mapping, String rule, String found, String expected, String fix, Problems problems) {
        int line = DifferingLine.of(files.text(mapping.file()), "version:");
        problems.add(new Problem(mapping.file(), line, 1, rule, "version", found, expected, fix));
    }
}
