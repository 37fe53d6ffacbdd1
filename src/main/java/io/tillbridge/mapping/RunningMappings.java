package io.tillbridge.mapping;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mappings that run now, in one reference: a reader sees all of the old ones or all of the new. Thread-safe. */
public final class RunningMappings implements Mappings {

    private volatile MappingCatalog running;

    /** Runs a catalog. */
    public RunningMappings(MappingCatalog catalog) {
        this.running = catalog;
    }

    /** What runs now; it never changes. */
    public MappingCatalog catalog() {
        return running;
    }

    /** Runs another catalog from now on. */
    public void replace(MappingCatalog next) {
        running = next;
    }

    @Override
    public @Nullable Mapping active(
            String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        return running.active(subject, connection, eventTime, receivedAt);
    }

    @Override
    public @Nullable Mapping version(String subject, int version) {
        return running.version(subject, version);
    }

    @Override
    public List<String> subjects() {
        return running.subjects();
    }

    @Override
    public List<Mapping> versions(String subject) {
        return running.versions(subject);
    }

    @Override
    public List<Activation> activations(String subject) {
        return running.activations(subject);
    }
}
