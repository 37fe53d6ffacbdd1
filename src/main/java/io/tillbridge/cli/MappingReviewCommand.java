package io.tillbridge.cli;

import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingReviews;
import io.tillbridge.mapping.Review;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.SystemClock;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tillbridge mapping review}. */
@Command(
        name = "review",
        description = "Says that somebody read a version as it is now: appends one row to the mapping's reviews.yaml."
                + " A version that names its author is released only with the approval of somebody else.",
        footer = {"", "Example:", "  tillbridge mapping review acme.order 2 --by ana --why \"tax rows compared\""})
final class MappingReviewCommand extends MappingCommand.OnSubject {

    /** What a reviewer may say. */
    enum Verdict {
        approved,
        changes_wanted
    }

    @Parameters(index = "1", paramLabel = "N", description = "The version, such as 2.")
    private int version;

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who read it.")
    private String by = "";

    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "What was looked at, or is to change.")
    private String why = "";

    @Option(
            names = "--verdict",
            paramLabel = "WORD",
            description = "Either approved or changes_wanted. Default: approved.")
    private Verdict verdict = Verdict.approved;

    @Override
    public Integer call() {
        Path home = Directory.of(root()).requireHome().path();
        HomeFiles files = HomeFiles.at(home);
        MappingCatalog catalog = MappingCatalog.load(files, new Problems());
        Mapping mapping = catalog.version(subject, version);
        if (mapping == null) {
            throw new WrongCallException(
                    catalog.versions(subject).isEmpty()
                            ? catalog.unknown(subject) + "."
                            : "No version " + version + " of " + subject + ".");
        }
        String author = new MappingReviews(files).author(subject, version);
        if (by.isBlank()) {
            throw new WrongCallException("--by names nobody; write the name of who read it.");
        }
        boolean own = MappingReviews.samePerson(author, by)
                && verdict == Verdict.approved
                && !Boolean.TRUE.equals(ReviewSettings.own(home));
        if (own) {
            spec.commandLine().getErr().println("refused: " + by + " wrote it; somebody else must read it");
            return ExitCode.REFUSED;
        }
        Review review = new Review(
                version,
                mapping.sha256(),
                author,
                by,
                SystemClock.utc().instant().truncatedTo(ChronoUnit.SECONDS),
                verdict == Verdict.approved,
                why);
        String file = MappingReviews.append(home, review, subject);
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? JsonOutput.object(
                                        "version",
                                        version,
                                        "sha256",
                                        mapping.sha256(),
                                        "verdict",
                                        verdict,
                                        "file",
                                        file)
                                : verdict + ": " + subject + " V" + version + ", in " + file);
        return ExitCode.FINE;
    }
}
