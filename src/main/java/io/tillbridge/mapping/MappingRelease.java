package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a version final: its hash goes into the home's {@code mappings/mappings.lock}, only with green samples. */
public final class MappingRelease {

    private final Path home;
    private final @Nullable Boolean ownReview;

    /** For the mappings of a home directory, over the defaults inside the jar. */
    public MappingRelease(Path home) {
        this(home, null);
    }

    /** @param ownReview as {@link MappingReviews#refusal} takes it */
    public MappingRelease(Path home, @Nullable Boolean ownReview) {
        this.home = home;
        this.ownReview = ownReview;
    }

    /** What came of a release. */
    public sealed interface Outcome {
        /** The line that was added. */
        record Released(String line) implements Outcome {}

        /** The version was released before, with the same hash. */
        record AlreadyReleased(String line) implements Outcome {}

        /** Why it was not: problems of the files, red samples, no samples, another hash. */
        record Refused(List<String> reasons) implements Outcome {
            public Refused {
                reasons = List.copyOf(reasons);
            }
        }
    }

    /**
     * Releases a version.
     *
     * @throws UncheckedIOException when files cannot be read or the lock cannot be written
     */
    public Outcome release(String subject, int version) {
        HomeFiles files = HomeFiles.at(home);
        Problems problems = new Problems();
        MappingCatalog catalog = MappingCatalog.load(files, problems);
        Mapping mapping = catalog.version(subject, version);
        List<String> reasons = new ArrayList<>();
        for (Problem problem : problems.list()) {
            // An activation may wait for exactly this release
            if (!problem.rule().equals("not_released")) {
                reasons.add(problem.toString());
            }
        }
        if (mapping == null) {
            List<Integer> versions =
                    catalog.versions(subject).stream().map(Mapping::version).toList();
            reasons.add(
                    versions.isEmpty()
                            ? catalog.unknown(subject)
                            : "no version " + version + " of " + subject + "; versions are " + versions);
            return new Outcome.Refused(reasons);
        }
        String line = mapping.sha256() + "  " + MappingLock.name(subject, version);
        if (catalog.released(mapping)) {
            return new Outcome.AlreadyReleased(line);
        }
        red(files, catalog, mapping, reasons);
        new MappingReviews(files).refusal(mapping, ownReview).ifPresent(reasons::add);
        if (!reasons.isEmpty()) {
            return new Outcome.Refused(reasons);
        }
        write(own().with(MappingLock.name(subject, version), mapping.sha256()));
        return new Outcome.Released(line);
    }

    /** Adds the activation rows of a subject that are not in the lock yet; gives the number of rows added. */
    public int lockActivations(String subject) {
        MappingCatalog catalog = MappingCatalog.load(HomeFiles.at(home));
        Set<String> locked = catalog.lock().hashes().keySet();
        MappingLock lock = own();
        List<Activation> rows = catalog.activations(subject);
        int added = 0;
        for (int i = 0; i < rows.size(); i++) {
            String name = MappingLock.activation(subject, i + 1);
            if (!locked.contains(name)) {
                lock = lock.with(name, ActivationFile.sha256(rows.get(i)));
                added++;
            }
        }
        if (added > 0) {
            write(lock);
        }
        return added;
    }

    private static void red(HomeFiles files, MappingCatalog catalog, Mapping mapping, List<String> reasons) {
        Problems problems = new Problems();
        List<SampleCase> cases = new MappingSamples(files, catalog, problems).of(mapping);
        problems.list().forEach(problem -> reasons.add(problem.toString()));
        for (SampleCase sample : cases) {
            SampleCase.Result result = sample.run();
            result.differences().forEach(difference -> reasons.add(sample + ": " + difference));
        }
        if (cases.isEmpty()) {
            reasons.add("no samples of " + mapping.subject() + "; add samples/<case>/in.json and out.json");
        }
    }

    /** The home's own lines: those of the jar stay in the jar. */
    private MappingLock own() {
        return MappingLock.read(HomeFiles.only(home), new Problems());
    }

    private void write(MappingLock lock) {
        Path file = home.resolve(MappingLock.FILE);
        Path fresh = file.resolveSibling("mappings.lock.new");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(fresh, lock.text());
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
