package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.outbox.LaneSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AfterTest {

    private final PostingBed bed = new PostingBed();
    private final List<Object> told = new ArrayList<>();
    private final After after = new After(new SimpleMeterRegistry(), new LaneSignals(10), told::add);

    private Work work(String json, Verdict verdict) {
        ReadyDocument ready = bed.arrival(EventType.ORDER, ExactJson.nodes().objectNode(), null);
        Work work = new Work(ready);
        work.route = new Work.Route(
                bed.plans.all().iterator().next(), 1, ExactJson.parse(json), EventType.ORDER, "shop.order", Map.of());
        work.verdict = verdict;
        return work;
    }

    @Test
    void whatReachedAMappingIsToldAndRepeatsAreNot() {
        Work posted = work("{\"a\": 1}", new Verdict.Posted(null));
        Work dead = work("{\"b\": 1}", Interpreter.dead("not_a_number", TranslationFault.of("not_a_number"), "x", "y"));
        Work repeat = work("{\"c\": 1}", new Verdict.Skipped("repeat"));
        Work unrouted = work("{}", new Verdict.Skipped("tombstone"));
        unrouted.route = null;

        after.committed(
                new BatchTransaction.Result(List.of(posted, dead, repeat, unrouted), List.of(), 0, Set.of()),
                List.of());

        assertThat(told)
                .filteredOn(SourcesSeen.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(SourcesSeen.class, seen -> {
                    assertThat(seen.sources())
                            .extracting(SourcesSeen.Source::subject)
                            .containsOnly("shop.order");
                    assertThat(seen.sources())
                            .extracting(source -> source.document() + " " + source.dead())
                            .containsExactly("{\"a\":1} false", "{\"b\":1} true");
                });
    }
}
