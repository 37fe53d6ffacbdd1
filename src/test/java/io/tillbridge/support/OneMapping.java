package io.tillbridge.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.ContextRead;
import io.tillbridge.mapping.Explanation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.TranslationInput;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One version of one mapping, active for every subject; a test says how it translates. */
public abstract class OneMapping implements Mappings, Mapping {

    private final String subject;
    private final int version;
    private final String target;

    protected OneMapping(String subject, String target) {
        this(subject, 1, target);
    }

    protected OneMapping(String subject, int version, String target) {
        this.subject = subject;
        this.version = version;
        this.target = target;
    }

    @Override
    public boolean batch() {
        return false;
    }

    @Override
    public List<ContextRead> context() {
        return List.of();
    }

    @Override
    public final Explanation explain(TranslationInput input) {
        return new Explanation(translate(input), List.of());
    }

    @Override
    public final String subject() {
        return subject;
    }

    @Override
    public final int version() {
        return version;
    }

    @Override
    public final String sha256() {
        return "0".repeat(64);
    }

    @Override
    public final String target() {
        return target;
    }

    @Override
    public final String source() {
        return "test/any";
    }

    @Override
    public final Set<String> reads() {
        return Set.of();
    }

    @Override
    public final Set<String> personal() {
        return Set.of();
    }

    @Override
    public final Set<String> unread(JsonNode document) {
        return Set.of();
    }

    @Override
    public Mapping active(String name, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        return this;
    }

    @Override
    public final Mapping version(String name, int version) {
        return this;
    }

    @Override
    public final List<String> subjects() {
        return List.of(subject);
    }

    @Override
    public final List<Mapping> versions(String name) {
        return List.of(this);
    }

    @Override
    public final List<Activation> activations(String name) {
        return List.of();
    }
}
