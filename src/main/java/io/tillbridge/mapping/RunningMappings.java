package io.tillbridge.mapping;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.platform.HomeFiles;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mappings that run now, in one reference: a reader sees all of the old ones or all of the new. Thread-safe. */
public final class RunningMappings implements Mappings {

    private volatile MappingSet running;

    /** Runs a set. */
    public RunningMappings(MappingSet set) {
        this.running = set;
    }

    /** Runs what files say, with no active set behind them. */
    public RunningMappings(LoadedMappings own) {
        this(new MappingSet(own, own.files(), own.catalog(), 0, List.of()));
    }

    /** What runs now; it never changes. */
    public MappingCatalog catalog() {
        return running.catalog();
    }

    /** The files that the running ones were made of, with what PostgreSQL has more. */
    public HomeFiles files() {
        return running.files();
    }

    /** What runs now with what it was made of. */
    public MappingSet running() {
        return running;
    }

    /** Runs another set from now on. */
    public synchronized void replace(MappingSet next) {
        running = next;
    }

    /** Runs another set instead of this one; false when it does not run any more, and then nothing changes. */
    synchronized boolean replace(MappingSet before, MappingSet next) {
        boolean runs = running.equals(before);
        running = runs ? next : running;
        return runs;
    }

    @Override
    public @Nullable Mapping active(
            String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        return catalog().active(subject, connection, eventTime, receivedAt);
    }

    @Override
    public int activation(String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        return catalog().activation(subject, connection, eventTime, receivedAt);
    }

    @Override
    public boolean mayAnswer(HoldKey key) {
        return catalog().mayAnswer(key);
    }

    @Override
    public long set() {
        return running.generation();
    }

    @Override
    public @Nullable Mapping version(String subject, int version) {
        return catalog().version(subject, version);
    }

    @Override
    public List<String> subjects() {
        return catalog().subjects();
    }

    @Override
    public List<Mapping> versions(String subject) {
        return catalog().versions(subject);
    }

    @Override
    public List<Activation> activations(String subject) {
        return catalog().activations(subject);
    }
}
