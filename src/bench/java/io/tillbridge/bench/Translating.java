package io.tillbridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One translation of a parsed two-line order, sampled: JMH's view of {@link OrderTranslators}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Translating {

    @SuppressWarnings("NullAway.Init") // JMH calls setup first
    private OrderTranslators translators;

    /** Compiles all four. */
    @Setup
    public void setup() throws IOException {
        translators = new OrderTranslators();
    }

    @Benchmark
    public JsonNode translate() {
        return translators.byMapping();
    }

    @Benchmark
    public JsonNode jq() throws IOException {
        return translators.byJq();
    }

    @Benchmark
    public JsonNode jslt() {
        return translators.byJslt();
    }

    @Benchmark
    public JsonNode jackson() {
        return translators.byHand();
    }
}
