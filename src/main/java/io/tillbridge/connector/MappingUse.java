package io.tillbridge.connector;

import io.tillbridge.canonical.EventType;
import io.tillbridge.platform.YamlNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that a flow or fetch names.
 *
 * @param connection that runs it; null in a connector read alone
 * @param event emitted or accepted
 * @param atOnce events of one call at most
 * @param settings names that the connector declares, without secrets
 * @param references names under {@code resolve}
 * @param place where the subject is named
 */
public record MappingUse(
        @Nullable String connection,
        String subject,
        EventType event,
        int atOnce,
        Set<String> settings,
        Set<String> references,
        YamlNode.Place place) {

    public MappingUse {
        settings = Set.copyOf(settings);
        references = Set.copyOf(references);
    }
}
