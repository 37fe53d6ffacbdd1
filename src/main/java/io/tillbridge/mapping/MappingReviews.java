package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reviews of versions: whether one may be released, and until when those that count are to be looked at again. A version
 * that names its author needs the approval of somebody else; one that names none needs a review only where the home asks
 * for it.
 */
public final class MappingReviews {

    private static final Period QUARTERLY = Period.ofMonths(3);

    private final HomeFiles files;
    private final Period every;

    /** Of a home that says nothing else: a version in force is looked at again every three months. */
    public MappingReviews(HomeFiles files) {
        this(files, QUARTERLY);
    }

    /** @param every after how long a version in force is looked at again */
    public MappingReviews(HomeFiles files, Period every) {
        this.files = files;
        this.every = every;
    }

    /**
     * Why a version may not be released; empty when it may.
     *
     * @param ownReview true: nobody else need read it; false: every version needs an author and another's approval; null:
     *     those that name their author do, and later versions
     *     of the home's own, whether they name one or not
     */
    public Optional<String> refusal(Mapping mapping, @Nullable Boolean ownReview) {
        String author = author(mapping.subject(), mapping.version());
        if (Boolean.TRUE.equals(ownReview) || (author.isEmpty() && ownReview == null && !own(mapping))) {
            return Optional.empty();
        }
        String name = MappingLock.name(mapping.subject(), mapping.version());
        if (author.isEmpty() && Boolean.FALSE.equals(ownReview)) {
            return Optional.of(
                    name + " names no author; write author: NAME into its header, so that another may review it");
        }
        Review last = last(mapping.subject(), mapping.version());
        String run = "; run: tillbridge mapping review " + mapping.subject() + " " + mapping.version() + " --by NAME";
        if (last == null) {
            return Optional.of(name + " is not reviewed" + run);
        }
        if (!last.sha256().equals(mapping.sha256())) {
            return Optional.of(name + " was changed after " + last.by() + " read it (review_outdated)" + run);
        }
        if (!last.approved()) {
            return Optional.of(name + ": " + last.by() + " wants changes: " + last.why());
        }
        if (last.by().isBlank()) {
            return Optional.of(name + " was reviewed by nobody who is named" + run);
        }
        return samePerson(last.by(), author)
                ? Optional.of(name + " was reviewed by its author " + author + " only; somebody else must read it")
                : Optional.empty();
    }

    /** Whether two names are of one person: neither case nor space around them tells people apart. */
    public static boolean samePerson(String one, String other) {
        return folded(one).equals(folded(other));
    }

    private static String folded(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** A first version, and what the hub ships, is read by whoever installs it; a change of it by another. */
    private boolean own(Mapping mapping) {
        return mapping.version() > 1
                && !mapping.sha256()
                        .equals(MappingLock.read(files.layers().get(0), new Problems())
                                .version(mapping.subject(), mapping.version()));
    }

    /** Who wrote a version, as its header says; empty when it says nothing. */
    public String author(String subject, int version) {
        Map<?, ?> text = MappingText.version(files, subject, version);
        return text == null || text.get("author") == null
                ? ""
                : String.valueOf(text.get("author")).strip();
    }

    /** The reviews of a subject, in the order of the file. */
    public List<Review> of(String subject) {
        return ReviewFile.of(files, subject, new Problems());
    }

    /** The review of a version that counts; null when there is none. */
    public @Nullable Review last(String subject, int version) {
        Review last = null;
        for (Review row : of(subject)) {
            last = row.version() == version ? row : last;
        }
        return last;
    }

    /**
     * Until when each version that counts now, for whatever connection, is to be reviewed again: counted from its last
     * approval, else from its last activation.
     *
     * @return by version, ascending; empty when none counts
     */
    public SortedMap<Integer, Instant> due(Mappings mappings, String subject, Instant now) {
        SortedMap<Integer, Instant> due = new TreeMap<>();
        for (Mapping active : mappings.active(subject, now).values()) {
            Instant since = null;
            for (Activation row : mappings.activations(subject)) {
                since = row.version() == active.version() && !row.from().isAfter(now) ? row.at() : since;
            }
            Review last = last(subject, active.version());
            if (last != null && last.approved() && (since == null || last.at().isAfter(since))) {
                since = last.at();
            }
            if (since != null) {
                due.put(
                        active.version(),
                        since.atZone(ZoneOffset.UTC).plus(every).toInstant());
            }
        }
        return due;
    }

    /** What people should look at, one line each: outdated reviews of drafts, and reviews that are due. */
    public List<Problem> warnings(MappingCatalog catalog, Instant now) {
        Problems warnings = new Problems();
        for (String subject : catalog.subjects()) {
            String file = ReviewFile.name(subject);
            for (Mapping version : catalog.versions(subject)) {
                Review last = last(subject, version.version());
                if (last != null && !last.sha256().equals(version.sha256())) {
                    warnings.add(
                            file,
                            "review_outdated",
                            MappingLock.name(subject, version.version()) + " was changed after " + last.by()
                                    + " read it",
                            "a review of the file as it is",
                            "run: tillbridge mapping review " + subject + " " + version.version());
                }
            }
            if (!of(subject).isEmpty()) {
                due(catalog, subject, now).forEach((version, due) -> {
                    if (due.isBefore(now)) {
                        warnings.add(
                                file,
                                "review_due",
                                MappingLock.name(subject, version) + " was to be reviewed again by "
                                        + due.atZone(ZoneOffset.UTC).toLocalDate(),
                                "a review of each version that counts, each " + every,
                                "read it and run: tillbridge mapping review " + subject + " " + version
                                        + " --by NAME --why TEXT");
                    }
                });
            }
        }
        return warnings.list();
    }

    /**
     * Appends a review to a home's file.
     *
     * @throws UncheckedIOException when it cannot be written
     * @throws IllegalArgumentException when the file has its rows in a form that no row can be appended to
     */
    public static String append(Path home, Review review, String subject) {
        HomeFiles files = HomeFiles.at(home);
        String file = ReviewFile.name(subject);
        String row = "{version: " + review.version() + ", sha256: " + review.sha256()
                + (review.author().isEmpty() ? "" : ", author: " + YamlQuote.of(review.author())) + ", by: "
                + YamlQuote.of(review.by()) + ", at: \"" + review.at() + "\", verdict: "
                + (review.approved() ? "approved" : "changes_wanted") + ", why: " + YamlQuote.of(review.why()) + "}";
        String text = YamlRows.with(
                files.exists(file) ? files.text(file) : null,
                "# yaml-language-server: $schema=../../../config/schemas/reviews.schema.json\n"
                        + "apiVersion: tillbridge/v1\nkind: Reviews\nsubject: " + subject + "\n",
                List.of(row));
        int known = ReviewFile.of(files, subject, new Problems()).size();
        ReviewFile read = ReviewFile.read(file, text.getBytes(StandardCharsets.UTF_8), new Problems());
        if (read == null || read.rows().size() != known + 1) {
            throw new IllegalArgumentException(file + " has its rows in a form that no row can be appended to: " + row);
        }
        YamlRows.replace(home.resolve(file), text);
        return file;
    }
}
