package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Files of the language as they are written, every value text, for those who show them and judge nothing. */
public final class MappingText {

    private static final LoadSettings YAML =
            LoadSettings.builder().setSchema(new FailsafeSchema()).build();

    private MappingText() {}

    /** A version's file; null when there is none. */
    static @Nullable Map<?, ?> version(HomeFiles files, String subject, int version) {
        String file = MappingFolder.file(files, subject, version);
        return file == null ? null : file(files, file);
    }

    /** A file; null when there is none, or it is no map. */
    static @Nullable Map<?, ?> file(HomeFiles files, String file) {
        return files.exists(file) ? of(files.text(file)) : null;
    }

    /** A file's text with every scalar as it was written; null when it is no map. */
    public static @Nullable Map<?, ?> of(String text) {
        return new Load(YAML).loadFromString(text) instanceof Map<?, ?> map ? map : null;
    }

    /** A row's columns; none when it is no map. */
    static Map<String, Object> columns(@Nullable Object row) {
        Map<String, Object> columns = new LinkedHashMap<>();
        if (row instanceof Map<?, ?> map) {
            map.forEach((key, value) -> columns.put(String.valueOf(key), value));
        }
        return columns;
    }
}
