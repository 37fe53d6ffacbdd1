package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MappingCoverageTest {

    private static final String MAPPING = """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: shop.thing
            version: 1
            from: shop/thing.v1
            to: other/thing.v1
            rows:
              - {to: id, type: id, from: id, else: nr}
              - {to: note, type: string, from: note}
              - {to: kind, type: string, from: kind, default: plain}
              - {to: tag, type: string, from: "tags[].name", else: tag, via: [first]}
              - to: lines[]
                each: items
                rows:
                  - {to: sku, type: string, from: code}
                  - {to: gift, type: string, from: gift}
            """;

    @Test
    void rowsThatNoSampleSetsAndWaysThatNoneGoesAreNamed() {
        MappingCoverage one = coverage(Map.of(
                "a", "{\"id\": \"1\", \"other\": 1, \"tags\": [{\"name\": \"n\"}], \"items\": [{\"code\": \"X\"}]}"));

        assertThat(one.covered() + "/" + one.rows() + " " + one.percent()).isEqualTo("4/6 66");
        assertThat(one.never()).containsExactly("note", "lines[].gift");
        assertThat(one.untried())
                .containsExactly("id: else", "tag: else", "lines[]: no element", "lines[]: many elements");
        assertThat(one.unread()).containsExactly("other");
    }

    @Test
    void samplesTogetherCoverAll() {
        MappingCoverage all = coverage(
                Map.of(
                        "a", "{\"id\": \"1\", \"note\": \"n\", \"items\": []}",
                        "b",
                                "{\"nr\": \"1\", \"kind\": \"odd\", \"tag\": \"t\", \"items\": [{\"code\": \"X\", \"gift\": \"g\"}]}",
                        "c",
                                "{\"id\": \"1\", \"tags\": [{\"name\": \"n\"}], \"items\": [{\"code\": \"X\"}, {\"code\": \"Y\"}]}"));

        assertThat(all.percent()).isEqualTo(100);
        assertThat(all.untried()).isEmpty();
    }

    @Test
    void fieldsOfTheTargetThatNoRowSetsAreNamed() {
        List<String> unset = TargetFields.unset(
                HomeFiles.of(Map.of("config/canonical/x.v1.schema.json", """
                        {"properties": {"id": {}, "name": {}, "total": {"$ref": "#/$defs/total"},
                         "lines": {"type": "array", "items": {"properties": {"sku": {}, "tax": {}}}}},
                         "$defs": {"total": {"properties": {"goods": {}, "grand": {}}}}}
                        """)),
                "canonical/x.v1",
                List.of("id", "total.goods", "lines[].sku"));

        assertThat(unset).containsExactly("name", "total.grand", "lines[].tax");
    }

    private static MappingCoverage coverage(Map<String, String> documents) {
        Map<String, String> files = new HashMap<>();
        files.put("mappings/shop/thing/V001__first.mapping.yaml", MAPPING);
        documents.forEach((name, document) -> {
            files.put("mappings/shop/thing/samples/" + name + "/in.json", document);
            files.put("mappings/shop/thing/samples/" + name + "/out.json", "{}");
        });
        HomeFiles home = HomeFiles.of(files);
        MappingCatalog catalog = MappingCatalog.load(home, new Problems());
        Mapping mapping = Objects.requireNonNull(catalog.newest("shop.thing"));
        return MappingCoverage.of(home, mapping, new MappingSamples(home, catalog, new Problems()).of(mapping));
    }
}
