package io.tillbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.ManualClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A shadow beside posting on a real PostgreSQL. */
class ShadowIT {

    private final PostingBed bed = new PostingBed("TEE");
    private final ManualClock clock = new ManualClock(PostingBed.NOW);
    private final Shadows shadows = new Shadows(bed.sql);
    private final MappingCatalog mappings = mappings();

    @Test
    void whatTheShadowMakesOtherwiseIsCountedExactlyAndPostedNowhere() {
        UUID shadow = start(Duration.ofHours(2), "1");
        ShadowRun run = run(1_000);
        run.start();
        Eventually.holds(() -> {
            items("seen", 1);
            assertThat(shadows.found(shadow).report().documents()).isPositive();
        });

        items("tee", 40);
        items("MUG", 20);

        // Of the first ones some may still wait to be looked at, so the number of all says nothing
        Eventually.holds(() -> {
            Report seen = shadows.found(shadow).report();
            assertThat(seen.documents() - seen.fields().get(0).changed())
                    .as("a name in capitals is the same under both")
                    .isEqualTo(20);
            assertThat(seen.fields().get(0).changed()).isGreaterThanOrEqualTo(41);
        });
        Report report = shadows.found(shadow).report();
        Report.Field name = report.fields().get(0);
        assertThat(report.fields()).extracting(Report.Field::path).containsExactly("name");
        assertThat(name.examples())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.after()).isIn("\"TEE\"", "\"SEEN\""));
        assertThat(bed.sql
                        .sql("select count(*) from item where name = 'TEE'")
                        .query(Long.class)
                        .single())
                .as("what the shadow makes is posted nowhere")
                .isZero();
        run.close();
    }

    @Test
    void aFullQueueDropsDocumentsAndCountsThem() {
        UUID shadow = start(Duration.ofHours(2), "1");
        ShadowRun run = run(5);
        run.look();

        items("tee", 12);
        run.drain();
        run.look();

        assertThat(shadows.found(shadow).report().documents()).isEqualTo(5);
        assertThat(shadows.found(shadow).dropped()).isEqualTo(7);
    }

    @Test
    void itEndsInTimeAndCanBeStopped() {
        UUID shadow = start(Duration.ofHours(2), "1");
        UUID stopped = start(Duration.ofHours(3), "1", 1);
        ShadowRun run = run(100);
        run.look();
        items("tee", 3);
        run.drain();
        run.look();
        assertThat(shadows.stop(stopped, clock.instant())).isTrue();

        clock.advance(Duration.ofHours(2));
        items("late", 4);
        run.drain();
        run.look();

        assertThat(shadows.found(shadow).report().documents()).isEqualTo(3);
        assertThat(shadows.find(shadow).orElseThrow().state(clock.instant())).isEqualTo("ended");
        assertThat(shadows.find(stopped).orElseThrow().state(clock.instant())).isEqualTo("stopped");
        assertThat(shadows.stop(stopped, clock.instant())).isFalse();
    }

    @Test
    void anotherProcessAddsToWhatWasFound() {
        UUID shadow = start(Duration.ofHours(2), "1");
        for (int process = 0; process < 2; process++) {
            ShadowRun run = run(100);
            run.look();
            items("tee" + process, 6);
            run.drain();
            run.look();
        }

        assertThat(shadows.found(shadow).report().documents()).isEqualTo(12);
        assertThat(shadows.start(shadow(Duration.ofHours(1), "1", 2)))
                .as("the same version runs already")
                .isFalse();
    }

    private ShadowRun run(int longest) {
        ShadowRun run = new ShadowRun(shadows, new RenamedMappings(mappings), clock, longest);
        bed.watcher = run::onBatch;
        return run;
    }

    private UUID start(Duration time, String sample) {
        return start(time, sample, 2);
    }

    private UUID start(Duration time, String sample, int version) {
        Shadow shadow = shadow(time, sample, version);
        assertThat(shadows.start(shadow)).isTrue();
        return shadow.id();
    }

    private Shadow shadow(Duration time, String sample, int version) {
        Mapping mapping = Objects.requireNonNull(mappings.version("test.canonical", version));
        return new Shadow(
                UUID.randomUUID(),
                "canonical",
                version,
                mapping.sha256(),
                List.of("shop"),
                new BigDecimal(sample),
                "test",
                "ana",
                clock.instant(),
                clock.instant().plus(time),
                null);
    }

    private void items(String name, int count) {
        for (int i = 0; i < count; i++) {
            bed.post(
                    EventType.ITEM_UPSERTED,
                    ExactJson.nodes()
                            .objectNode()
                            .put("system", "shop")
                            .put("id", name + i)
                            .put("sku", name + "-" + i)
                            .put("name", name)
                            .put("revision", "2026-01-01T00:00:00Z"));
        }
    }

    private static MappingCatalog mappings() {
        try {
            String schema = "config/canonical/item.v1.schema.json";
            return MappingCatalog.load(HomeFiles.of(Map.of(
                    schema,
                    Files.readString(Path.of(schema)),
                    "mappings/test/canonical/V001__same.mapping.yaml",
                    text(1, ""),
                    "mappings/test/canonical/V002__capitals.mapping.yaml",
                    text(2, ", via: [upper]"))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(int version, String via) {
        return """
                apiVersion: tillbridge/v1
                kind: Mapping
                subject: test.canonical
                version: %d
                from: test/any
                to: canonical/item.v1
                rows:
                  - {to: system, type: id, from: event.system}
                  - {to: id, type: id, from: event.id}
                  - {to: sku, type: string, from: event.sku}
                  - {to: name, type: string, from: event.name%s}
                  - {to: revision, type: instant, from: event.revision}
                """.formatted(version, via);
    }
}
