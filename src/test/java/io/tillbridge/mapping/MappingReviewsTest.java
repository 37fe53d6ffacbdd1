package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingReviewsTest {

    private static final Instant AT = Instant.parse("2026-09-28T09:00:00Z");

    @TempDir
    Path home;

    @BeforeEach
    void aDraft() throws IOException {
        write("author: ben\n");
        Path sample = Files.createDirectories(home.resolve("mappings/shop/thing/samples/one"));
        Files.writeString(sample.resolve("in.json"), "{\"id\": \"1\"}");
        Files.writeString(sample.resolve("out.json"), "{\"id\": \"1\"}");
    }

    @Test
    void aVersionThatNamesItsAuthorIsReleasedOnceSomebodyElseApprovesItsBytes() throws IOException {
        assertThat(release(null)).contains("is not reviewed");
        review("ben", true);
        assertThat(release(null)).contains("by its author ben only");
        review(" Ben ", true);
        assertThat(release(null)).contains("by its author ben only");
        review("ana", false);
        assertThat(release(null)).contains("ana wants changes");
        review("ana", true);
        write("author: ben\n# a late change\n");
        assertThat(release(null)).contains("review_outdated");
        assertThat(new MappingReviews(files()).warnings(catalog(), AT)).hasSize(1);
        review("ana", true);
        assertThat(release(null)).isEqualTo("released");
        assertThat(new MappingReviews(files()).warnings(catalog(), AT)).isEmpty();
    }

    @Test
    void aShopOfOnePersonReleasesWithoutAndAStrictOneNothingWithoutAnAuthor() throws IOException {
        assertThat(release(true)).isEqualTo("released");
        Files.delete(home.resolve("mappings/mappings.lock"));
        write("");
        assertThat(release(false)).contains("names no author");
        assertThat(release(null)).isEqualTo("released");
    }

    @Test
    void theVersionInForceIsDueThreeMonthsAfterItsLastApproval() throws IOException {
        Files.writeString(home.resolve("mappings/shop/thing/activations.yaml"), """
                kind: Activations
                subject: shop.thing
                basis: event_time
                rows:
                  - {version: 1, from: "2026-01-01T00:00:00Z", at: "2026-01-01T00:00:00Z", by: ana, why: first}
                """);
        review("ana", true);
        release(null);
        MappingReviews reviews = new MappingReviews(files());

        assertThat(reviews.due(catalog(), "shop.thing", AT))
                .containsExactly(Map.entry(1, Instant.parse("2026-12-28T09:00:00Z")));
        assertThat(reviews.warnings(catalog(), AT)).isEmpty();
        assertThat(reviews.warnings(catalog(), Instant.parse("2027-01-01T00:00:00Z")))
                .extracting(problem -> problem.rule() + " " + problem.found())
                .containsExactly("review_due shop.thing V1 was to be reviewed again by 2026-12-28");
    }

    @Test
    void aVersionInForceForOneConnectionIsDueToo() throws IOException {
        Files.writeString(
                home.resolve("mappings/shop/thing/V002__second.mapping.yaml"),
                Files.readString(home.resolve("mappings/shop/thing/V001__first.mapping.yaml"))
                        .replace("version: 1", "version: 2"));
        Files.writeString(home.resolve("mappings/shop/thing/activations.yaml"), """
                kind: Activations
                subject: shop.thing
                basis: event_time
                rows:
                  - {version: 1, from: "2026-01-01T00:00:00Z", at: "2026-01-01T00:00:00Z", by: ana, why: first, connections: [acme]}
                  - {version: 2, from: "2026-08-01T00:00:00Z", at: "2026-08-01T00:00:00Z", by: ana, why: next, connections: [other]}
                """);
        MappingReviews.append(home, new Review(2, "a".repeat(64), "ben", "ana", AT, false, "no"), "shop.thing");
        MappingReviews reviews = new MappingReviews(files());

        assertThat(reviews.due(catalog(), "shop.thing", AT))
                .containsExactly(
                        Map.entry(1, Instant.parse("2026-04-01T00:00:00Z")),
                        Map.entry(2, Instant.parse("2026-11-01T00:00:00Z")));
        assertThat(reviews.warnings(catalog(), AT))
                .extracting(problem -> problem.rule() + " " + problem.found())
                .contains("review_due shop.thing V1 was to be reviewed again by 2026-04-01")
                .noneMatch(one -> one.startsWith("review_due shop.thing V2"));
    }

    private void write(String header) throws IOException {
        Path folder = Files.createDirectories(home.resolve("mappings/shop/thing"));
        Files.writeString(
                folder.resolve("V001__first.mapping.yaml"),
                "apiVersion: tillbridge/v1\nkind: Mapping\nsubject: shop.thing\nversion: 1\n" + header
                        + "from: shop/thing.v1\nto: other/thing.v1\nrows:\n  - {to: id, type: id, from: id}\n");
    }

    private void review(String by, boolean approved) {
        Mapping mapping = Objects.requireNonNull(catalog().newest("shop.thing"));
        MappingReviews.append(
                home, new Review(1, mapping.sha256(), "ben", by, AT, approved, "looked \"well\""), "shop.thing");
    }

    private String release(@Nullable Boolean own) {
        MappingRelease.Outcome outcome = new MappingRelease(home, own).release("shop.thing", 1);
        return outcome instanceof MappingRelease.Outcome.Refused refused
                ? String.join("\n", refused.reasons())
                : "released";
    }

    private HomeFiles files() {
        return HomeFiles.at(home);
    }

    private MappingCatalog catalog() {
        return MappingCatalog.load(files(), new Problems());
    }
}
