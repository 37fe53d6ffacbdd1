package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block: one target element for each source element that {@code where} lets pass. An object in the source counts as an
 * array of one. Without a source nothing is written: an order whose lines are not sent is not an order without lines.
 * A list may have several blocks: what they make stands there in their order.
 *
 * @param name the row's {@code to} without {@code []}
 * @param empty write an empty array when there is no source: the row says {@code required: false}
 */
record CompiledBlock(
        String name,
        TargetPath target,
        SourcePath each,
        @Nullable RowCondition where,
        boolean empty,
        CompiledRows rows) {

    void run(Scope scope) {
        ArrayNode elements = target.get(scope.target()) instanceof ArrayNode before
                ? before
                : ExactJson.nodes().arrayNode();
        if (each.root() == SourcePath.Root.BATCH) {
            List<TranslationInput> batch = scope.input().batch();
            for (int i = 0; i < batch.size(); i++) {
                add(elements, scope, batch.get(i).document(), batch.get(i), i, batch.size());
            }
        } else {
            JsonNode source = each.read(scope);
            if (CompiledCell.absent(source)) {
                if (empty) {
                    target.set(scope.target(), elements);
                }
                return;
            }
            if (source.isArray()) {
                for (int i = 0; i < source.size(); i++) {
                    add(elements, scope, source.get(i), scope.input(), i, source.size());
                }
            } else {
                add(elements, scope, source, scope.input(), 0, 1);
            }
        }
        target.set(scope.target(), elements);
    }

    private void add(ArrayNode elements, Scope scope, JsonNode source, TranslationInput input, int index, int size) {
        ObjectNode target = ExactJson.nodes().objectNode();
        Scope inner = new Scope(scope.run(), scope, source, target, input, this, index, size, elements.size());
        boolean passes;
        try {
            passes = where == null || where.test(inner);
        } catch (Stop stop) {
            throw stop.at(scope.path(name) + "[" + index + "]", inner.pointer(), false);
        }
        if (passes && rows.run(inner)) {
            elements.add(target);
        }
    }
}
