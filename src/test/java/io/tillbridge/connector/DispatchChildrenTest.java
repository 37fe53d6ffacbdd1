package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dispatch row may cut the lists of its elements. */
class DispatchChildrenTest {

    @TempDir
    private Path folder;

    private ConnectorCatalog.Loaded load(String row) {
        return new TestHome(folder)
                .connector("acme", """
                        clients:
                          api: {kind: http, baseUrl: "https://acme.example", auth: {kind: none}}
                        inbound:
                          stock:
                            source:
                              kind: poll-http
                              every: PT1H
                              request: {get: /stock, query: {since: $(cursor.from)}}
                              records: /pages
                              pages: {kind: none}
                              cursor: {field: /t, type: instant}
                            key: {pointer: /id}
                            dispatch:
                              - {when: {any: true}, emits: stock.snapshot, mapping: acme.stock, %s}
                        """.formatted(row))
                .connection("shop", "acme", "")
                .load();
    }

    @Test
    void childrenReachThePlan() {
        ConnectorCatalog.Loaded loaded =
                load("each: /lines, children: {list: /places, as: line}, key: {pointer: /place}");

        assertThat(loaded.problems()).isEmpty();
        DispatchRule rule = TestHome.get(TestHome.get(loaded.plans(), "shop").inbound(), "stock")
                .dispatch()
                .get(0);
        assertThat(((DispatchRule.Emit) rule.outcome()).children())
                .isEqualTo(new DispatchRule.Children(JsonPointer.compile("/places"), "line"));
    }

    @Test
    void childrenNeedTheListWhoseElementsHaveThem() {
        assertThat(load("children: {list: /places, as: line}").problems())
                .anyMatch(problem -> problem.field().endsWith("each"));
        assertThat(load("each: /lines, children: {list: /places}").problems())
                .anyMatch(problem -> problem.field().endsWith("children.as"));
    }
}
