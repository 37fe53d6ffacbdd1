package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.posting.PostingBed;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Prints how long a batch of 50 takes to post without and with a shadow of 60 rows, in turns so that what else the machine
 * does meets both; run by hand, asserts nothing.
 */
public final class ShadowTiming {

    private ShadowTiming() {}

    public static void main(String[] arguments) throws Exception {
        PostingBed bed = new PostingBed();
        Shadows shadows = new Shadows(bed.sql);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            rows.append("  - {to: ext.shop.f")
                    .append(i)
                    .append(", type: string, from: event.name, via: [trim, upper]}\n");
        }
        String schema = "config/canonical/item.v1.schema.json";
        MappingCatalog mappings = MappingCatalog.load(HomeFiles.of(Map.of(
                schema,
                Files.readString(Path.of(schema)),
                "mappings/test/canonical/V002__long.mapping.yaml",
                """
                apiVersion: tillbridge/v1
                kind: Mapping
                subject: test.canonical
                version: 2
                from: test/any
                to: canonical/item.v1
                rows:
                  - {to: system, type: id, from: event.system}
                  - {to: id, type: id, from: event.id}
                  - {to: sku, type: string, from: event.sku}
                  - {to: revision, type: instant, from: event.revision}
                """ + rows)));
        String sha =
                Objects.requireNonNull(mappings.version("test.canonical", 2)).sha256();
        Instant now = Instant.now();
        Shadow shadow = new Shadow(
                UUID.randomUUID(),
                "canonical",
                2,
                sha,
                List.of(),
                BigDecimal.ONE,
                "",
                "",
                now,
                now.plus(Duration.ofHours(1)),
                null);
        shadows.start(shadow);
        ShadowRun run = new ShadowRun(shadows, new RenamedMappings(mappings), Clock.systemUTC(), 1_000);
        run.start();
        List<Long> without = new ArrayList<>();
        List<Long> with = new ArrayList<>();
        for (int batch = 0; batch < 2_400; batch++) {
            boolean on = batch % 2 == 1;
            bed.watcher = on ? run::onBatch : one -> {};
            long nanos = post(bed, batch);
            if (batch > 800) {
                (on ? with : without).add(nanos);
            }
        }
        Thread.sleep(3_000);
        Shadows.Found found = shadows.found(shadow.id());
        run.close();
        say("without", without);
        say("with", with);
        java.util.logging.Logger.getLogger("timing")
                .info("shadow: " + found.report().documents() + " compared, " + found.dropped() + " dropped");
    }

    private static long post(PostingBed bed, int batch) {
        ObjectNode[] items = new ObjectNode[50];
        for (int i = 0; i < items.length; i++) {
            items[i] = ExactJson.nodes()
                    .objectNode()
                    .put("system", "shop")
                    .put("id", "i" + batch + "-" + i)
                    .put("sku", "s" + batch + "-" + i)
                    .put("name", " an item ")
                    .put("revision", "2026-01-01T00:00:00Z");
        }
        long started = System.nanoTime();
        bed.post(EventType.ITEM_UPSERTED, items);
        return System.nanoTime() - started;
    }

    private static void say(String what, List<Long> nanos) {
        nanos.sort(null);
        String line = String.format(
                Locale.ROOT,
                "%s: p50 %d us, p95 %d us",
                what,
                nanos.get(nanos.size() / 2) / 1_000,
                nanos.get(nanos.size() * 95 / 100) / 1_000);
        java.util.logging.Logger.getLogger("timing").info(line);
    }
}
