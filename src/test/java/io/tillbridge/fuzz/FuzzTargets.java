package io.tillbridge.fuzz;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.barcode.ElementString;
import io.tillbridge.barcode.Gtin;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.FormatColumn;
import io.tillbridge.connector.FormatTable;
import io.tillbridge.deadletter.DeskPlace;
import io.tillbridge.format.Formats;
import io.tillbridge.format.RecordStream;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.format.UnwritableDocument;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.message.Envelope;
import io.tillbridge.partner.RateLimitHeader;
import io.tillbridge.partner.RetryAfter;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The readers of what comes from outside, by name: documents, files of the home, headers of partners, barcodes and places in lists.
 * Webhooks as they arrive, with their signatures, are not among them.
 */
final class FuzzTargets {

    private static final Instant NOW = Instant.parse("2026-05-02T10:00:00Z");
    private static final Set<Class<? extends Throwable>> UNREADABLE =
            Set.of(UnreadableDocument.class, UnwritableDocument.class);

    private static final List<FuzzTarget> ALL = made();

    private FuzzTargets() {}

    static List<FuzzTarget> all() {
        return ALL;
    }

    private static List<FuzzTarget> made() {
        List<FuzzTarget> targets = new ArrayList<>(formats());
        targets.add(new FuzzTarget("yaml", Set.of(".yaml"), Set.of(), FuzzTargets::yaml));
        targets.add(new FuzzTarget("connector", Set.of(".connector.yaml"), Set.of(), connectors()));
        targets.add(new FuzzTarget("mapping", Set.of(".mapping.yaml"), Set.of(), mappings()));
        targets.add(translation("shopify.order"));
        targets.add(translation("square.order"));
        targets.add(translation("woocommerce.order"));
        targets.add(
                new FuzzTarget("json", Set.of(".json"), Set.of(IOException.class), input -> ExactJson.parse(input)));
        targets.add(new FuzzTarget("envelope", Set.of(".bin"), Set.of(IllegalArgumentException.class), Envelope::read));
        targets.add(text("retry-after", Set.of(), text -> RetryAfter.parse(text, NOW)));
        targets.add(text("rate-limit", Set.of(), text -> {
            RateLimitHeader.parse(text);
            RateLimitHeader.exhaustedFor(text);
        }));
        targets.add(text("element-string", Set.of(), text -> {
            ElementString.looksLike(text);
            if (ElementString.read(text) instanceof ElementString.Reading.Valid valid) {
                ElementString.raw(valid);
            }
        }));
        targets.add(text("gtin", Set.of(), Gtin::read));
        targets.add(text("desk-place", Set.of(IllegalArgumentException.class), DeskPlace::parse));
        return List.copyOf(targets);
    }

    static FuzzTarget named(String name) {
        return all().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target " + name));
    }

    private static List<FuzzTarget> formats() {
        FormatTable table = new FormatTable(
                StandardCharsets.UTF_8,
                ',',
                '.',
                List.of(
                        new FormatColumn("SKU", FormatColumn.Type.STRING, 1, 8, null, null, null),
                        new FormatColumn("QTY", FormatColumn.Type.DECIMAL, 9, 8, 2, null, null)),
                null);
        Format.Edi edi = new Format.Edi(Set.of(), null);
        return List.of(
                format("json-document", ".json", new Format.Json(List.of(JsonPointer.compile("/payload")))),
                format("json-lines", ".json", new Format.JsonLines()),
                format("csv", ".csv", new Format.Csv(table, ';', '"', '\\', true)),
                format("fixed", ".txt", new Format.Fixed(table)),
                format("xml", ".xml", new Format.Xml(null, Set.of("Message/Lines/Line"), null)),
                format("form", ".txt", new Format.Form(List.of(JsonPointer.compile("/payload")))),
                format("x12", ".edi", new Format.X12(edi)),
                format("edifact", ".edi", new Format.Edifact(edi)),
                format("gzip", ".gz", new Format.Compressed(new Format.JsonLines(), Format.Compression.GZIP)),
                format("zip", ".zip", new Format.Compressed(new Format.JsonLines(), Format.Compression.ZIP)));
    }

    /** As a document, as a file of records, and what was read written again. */
    private static FuzzTarget format(String name, String seeds, Format format) {
        return new FuzzTarget(name, Set.of(seeds), UNREADABLE, input -> {
            records(format, input);
            JsonNode read = Formats.read(format, input);
            Formats.write(format, read);
        });
    }

    private static void records(Format format, byte[] input) throws IOException, UnreadableDocument {
        try (RecordStream records = Formats.records(format, new ByteArrayInputStream(input))) {
            Object next = records.next();
            while (next != null) {
                next = records.next();
            }
        } catch (UnreadableDocument e) {
            // A whole document may still be read: by another way through the codec
            Objects.requireNonNull(e.code());
        }
    }

    private static void yaml(byte[] input) {
        YamlDocument.read("fuzz.yaml", new String(input, StandardCharsets.UTF_8), new Problems());
    }

    private static FuzzTarget.Reading connectors() {
        Map<String, String> schemas = schemas();
        return input -> {
            Map<String, String> files = new TreeMap<>(schemas);
            files.put("config/connectors/fuzz/fuzz.connector.yaml", new String(input, StandardCharsets.UTF_8));
            ConnectorCatalog.load(HomeFiles.of(files));
        };
    }

    private static FuzzTarget.Reading mappings() {
        Map<String, String> schemas = schemas();
        return input -> {
            Map<String, String> files = new TreeMap<>(schemas);
            files.put("mappings/fuzz/order/V001__fuzz.mapping.yaml", new String(input, StandardCharsets.UTF_8));
            MappingCatalog.load(HomeFiles.of(files), new Problems());
        };
    }

    /** A document that the shipped mapping of a subject translates, or says why not. */
    private static FuzzTarget translation(String subject) {
        Mapping mapping = MappingCatalog.load(HomeFiles.only(Path.of(""))).active(subject, "acme", NOW, NOW);
        Objects.requireNonNull(mapping, subject);
        return new FuzzTarget("translate-" + subject, Set.of(".json"), Set.of(IOException.class), input -> {
            JsonNode document = ExactJson.parse(input);
            mapping.translate(new TranslationInput(
                    document,
                    new TranslationInput.Connection("acme", ZoneId.of("America/New_York"), Map.of()),
                    new TranslationInput.Event(NOW, "orders", Map.of(), null),
                    Map.of(),
                    List.of()));
        });
    }

    @FunctionalInterface
    private interface TextReading {
        void of(String text) throws Exception;
    }

    private static FuzzTarget text(String name, Set<Class<? extends Throwable>> refusals, TextReading reading) {
        return new FuzzTarget(
                name, Set.of(".txt"), refusals, input -> reading.of(new String(input, StandardCharsets.UTF_8)));
    }

    private static Map<String, String> schemas() {
        Map<String, String> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("config/canonical"))) {
            for (Path file : files.toList()) {
                schemas.put("config/canonical/" + file.getFileName(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }
}
