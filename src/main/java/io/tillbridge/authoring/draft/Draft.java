package io.tillbridge.authoring.draft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a new system.
 *
 * @param name of the connector
 * @param baseUrl null when it is not known
 * @param settings that the description asks for, with their rows of {@code spec}
 * @param push how stock is told; null when it is not known
 */
public record Draft(
        String name,
        @Nullable String baseUrl,
        Login login,
        Map<String, String> settings,
        List<InboundDraft> inbound,
        @Nullable PushDraft push,
        Notes notes) {

    public Draft {
        settings = new LinkedHashMap<>(settings);
        inbound = List.copyOf(inbound);
    }
}
