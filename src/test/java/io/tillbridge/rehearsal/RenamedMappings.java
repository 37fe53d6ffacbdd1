package io.tillbridge.rehearsal;

import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.Mappings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mapping that posting knows as {@code canonical}. */
record RenamedMappings(MappingCatalog all) implements Mappings {
    @Override
    public @Nullable Mapping active(
            String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        return null;
    }

    @Override
    public @Nullable Mapping version(String subject, int version) {
        return all.version("test." + subject, version);
    }

    @Override
    public List<String> subjects() {
        return List.of("canonical");
    }

    @Override
    public List<Mapping> versions(String subject) {
        return all.versions("test." + subject);
    }

    @Override
    public List<Activation> activations(String subject) {
        return List.of();
    }
}
