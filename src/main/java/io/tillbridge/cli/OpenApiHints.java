package io.tillbridge.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** The two things of an OpenAPI document (JSON or YAML) that a new connector begins with: where, and as whom. */
final class OpenApiHints {

    private OpenApiHints() {}

    /** URL of the first server; null when none is named. */
    static @Nullable String server(String document) {
        Object servers = read(document).get("servers");
        if (servers instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map<?, ?> first) {
            Object url = first.get("url");
            return url == null || !String.valueOf(url).startsWith("http") ? null : String.valueOf(url);
        }
        return null;
    }

    /** {@code basic} when the first security scheme says so; null for any other. */
    static @Nullable String auth(String document) {
        Object components = read(document).get("components");
        Object schemes = components instanceof Map<?, ?> map ? map.get("securitySchemes") : null;
        if (schemes instanceof Map<?, ?> map) {
            for (Object scheme : map.values()) {
                return scheme instanceof Map<?, ?> one && "basic".equals(one.get("scheme")) ? "basic" : null;
            }
        }
        return null;
    }

    private static Map<?, ?> read(String document) {
        try {
            Object tree = new Load(LoadSettings.builder()
                            .setSchema(new FailsafeSchema())
                            .build())
                    .loadFromString(document);
            if (tree instanceof Map<?, ?> map) {
                return map;
            }
        } catch (YamlEngineException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new WrongCallException("the OpenAPI document is neither JSON nor YAML: " + first);
        }
        throw new WrongCallException("the OpenAPI document is no object");
    }
}
