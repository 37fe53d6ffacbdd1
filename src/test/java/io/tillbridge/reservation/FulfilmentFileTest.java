package io.tillbridge.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.stock.LocationKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the rules of fulfilment types say, and keys that would say nothing. */
class FulfilmentFileTest {

    private final Problems problems = new Problems();

    private FulfilmentRules read(String type) {
        return FulfilmentFile.read(
                HomeFiles.of(Map.of(FulfilmentFile.FILE, "default: a\ntypes: [{name: a, " + type + "}]\n")), problems);
    }

    private List<String> found() {
        return problems.list().stream()
                .map(problem -> problem.rule() + " " + problem.field())
                .toList();
    }

    @Test
    void sourcesSayWhichKindsOfLocationMayServe() {
        FulfilmentRules rules = read("holdAt: checkout, location: at_routing, sources: warehouses, onReject: reroute");

        assertThat(found()).isEmpty();
        assertThat(rules.served()).containsExactly(Map.entry("a", Set.of(LocationKind.WAREHOUSE)));
        assertThat(ShippedFulfilment.rules().served())
                .containsEntry("pickup", Set.of(LocationKind.STORE))
                .containsEntry("b2b", Set.of(LocationKind.STORE, LocationKind.WAREHOUSE))
                .containsEntry("marketplace_fulfilled", Set.of(LocationKind.PARTNER));
    }

    @Test
    void whenGoodsAreConsumedAndAreRevenueIsNoRuleAndSaysSo() {
        read("holdAt: checkout, location: at_once, sources: stores, onReject: person, consumeAt: handover,"
                + " revenueAt: settlement");

        assertThat(found()).containsExactlyInAnyOrder("not_a_rule types[0].consumeAt", "not_a_rule types[0].revenueAt");
        assertThat(problems.list().get(0).expected()).contains("says that they left");
    }

    @Test
    void aStoreThatTheRequestNamesIsNotChosenLater() {
        read("holdAt: order, location: at_routing, sources: that_store, onReject: reroute");

        assertThat(found()).containsExactly("chosen_later types[0].sources");
    }
}
