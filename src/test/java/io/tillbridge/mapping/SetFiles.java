package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Sha256;
import io.tillbridge.support.WrittenFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Files of a subject {@code shop.thing}, whose version n says n, and of a value map {@code codes}. */
final class SetFiles {

    static final String ACTIVATIONS = "mappings/shop/thing/activations.yaml";
    static final String CODES = "mappings/valuemaps/codes.valuemap.yaml";
    static final String FIRST = row(1, "2000-01-01T00:00:00Z", "2026-04-20T09:30:00Z", "");

    private final Map<String, String> texts = new TreeMap<>();

    static String file(int version) {
        return "mappings/shop/thing/V%03d__x.mapping.yaml".formatted(version);
    }

    static String mapping(int version) {
        return """
                kind: Mapping
                subject: shop.thing
                version: %1$d
                from: shop/thing.v1
                to: other/thing.v1
                rows:
                  - {to: said, type: string, const: "V%1$d"}
                  - {to: code, type: string, from: code, via: [valuemap(codes)]}
                """.formatted(version);
    }

    static String row(int version, String from, String at, String more) {
        return "{version: %d, from: \"%s\", at: \"%s\", by: ben, why: because%s}".formatted(version, from, at, more);
    }

    static SetFiles of(int... versions) {
        SetFiles files = new SetFiles().codes(1, "{source: A, target: a}");
        for (int version : versions) {
            files.version(version, mapping(version));
        }
        return files;
    }

    /** Two versions, of which the second, which counts, has a target whose schema these files alone have. */
    static SetFiles withSchema() {
        return of(1).version(2, mapping(2).replace("to: other/", "to: canonical/"))
                .rows(FIRST, row(2, "2026-10-01T00:00:00Z", "2026-09-28T14:00:00Z", ""))
                .with("config/canonical/thing.v1.schema.json", """
                        {"type": "object", "additionalProperties": false,
                         "properties": {"said": {"type": "string"}, "code": {"type": "string"}}}
                        """);
    }

    SetFiles version(int version, String text) {
        texts.put(file(version), text);
        texts.merge(MappingLock.FILE, Sha256.hex(text) + "  shop.thing V" + version + "\n", String::concat);
        return this;
    }

    SetFiles rows(String... rows) {
        return with(
                ACTIVATIONS,
                "kind: Activations\nsubject: shop.thing\nbasis: event_time\nrows:\n  - " + String.join("\n  - ", rows)
                        + "\n");
    }

    SetFiles codes(int version, String... rows) {
        return with(
                CODES,
                "kind: ValueMap\nname: codes\nversion: " + version
                        + "\nkey: {columns: [source], normalize: [trim, upper]}\nrows:\n  - "
                        + String.join("\n  - ", rows) + "\n");
    }

    SetFiles with(String file, String text) {
        texts.put(file, text);
        return this;
    }

    SetFiles without(String file) {
        texts.remove(file);
        return this;
    }

    void write(Path home) {
        texts.forEach((file, text) -> WrittenFile.write(home.resolve(file), text));
    }

    LoadedMappings loaded() {
        HomeFiles files = HomeFiles.of(texts);
        Problems problems = new Problems();
        return LoadedMappings.toImport(files, MappingCatalog.load(files, problems), problems.list());
    }
}
