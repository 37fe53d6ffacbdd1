package io.tillbridge.trial;

import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every mapping's newest version is active for everybody and for ever: which one is, belongs to a connection. */
record NewestMappings(Mappings all) implements Mappings {

    @Override
    public @Nullable Mapping active(
            String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        return all.newest(subject);
    }

    @Override
    public @Nullable Mapping version(String subject, int version) {
        return all.version(subject, version);
    }

    @Override
    public List<String> subjects() {
        return all.subjects();
    }

    @Override
    public List<Mapping> versions(String subject) {
        return all.versions(subject);
    }

    @Override
    public List<Activation> activations(String subject) {
        return List.of();
    }
}
