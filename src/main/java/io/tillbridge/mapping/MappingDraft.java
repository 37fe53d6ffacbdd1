package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A version that has a text and perhaps no file: compiled over the value maps that run, never kept.
 *
 * @param mapping null when anything is wrong with it
 * @param problems by line and column of the text
 */
public record MappingDraft(@Nullable Mapping mapping, List<Problem> problems) {

    public MappingDraft {
        problems = List.copyOf(problems);
    }

    /**
     * Compiles a text as version {@code version} of {@code subject}.
     *
     * @param files have the canonical schemas
     */
    public static MappingDraft compile(
            MappingCatalog running, HomeFiles files, String subject, int version, String text) {
        Problems problems = new Problems();
        Map<String, ValueMap> maps = new TreeMap<>();
        running.valueMaps().forEach(map -> maps.put(map.name(), map));
        Map<String, @Nullable SchemaNode> schemas = new TreeMap<>();
        MappingReader reader = new MappingReader(
                maps, name -> schemas.computeIfAbsent(name, key -> MappingCatalog.schema(files, key)), problems);
        String file = MappingFolder.version(subject, version) + "draft" + MappingFolder.SUFFIX;
        Mapping mapping = reader.read(file, text.getBytes(StandardCharsets.UTF_8));
        return new MappingDraft(mapping, problems.list());
    }
}
