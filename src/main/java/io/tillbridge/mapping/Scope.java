package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element being translated: the whole document, or one element of a block's array. Lives for one translation on one
 * thread.
 *
 * @param run what all scopes of the translation share
 * @param parent null for the document
 * @param source the element rows read
 * @param target the object rows write
 * @param input whose connection, event and references count: the batch element's own in a batch
 * @param index in the source array, before {@code where}
 * @param block null for the document
 * @param size of the source array
 * @param position in the result's array
 */
record Scope(
        Run run,
        @Nullable Scope parent,
        JsonNode source,
        ObjectNode target,
        TranslationInput input,
        @Nullable CompiledBlock block,
        int index,
        int size,
        int position) {

    /** The path of a cell of this element in the result, such as {@code lines[0].sku}. */
    String path(String name) {
        String own = path();
        return own.isEmpty() ? name : own + "." + name;
    }

    private String path() {
        return parent == null || block == null ? "" : parent.path(block.name()) + "[" + position + "]";
    }

    /** JSON Pointer of the element in the source; empty for the document. */
    String pointer() {
        if (parent == null || block == null) {
            return "";
        }
        return block.each().pointer(parent) + "/" + index;
    }

    /** The scope of the whole document. */
    static Scope of(Run run, TranslationInput input) {
        return new Scope(run, null, input.document(), ExactJson.nodes().objectNode(), input, null, 0, 1, 0);
    }

    /** A scope over nothing, for typing constants when a mapping is compiled. */
    static Scope empty() {
        TranslationInput input = new TranslationInput(
                MissingNode.getInstance(),
                new TranslationInput.Connection("", ZoneOffset.UTC, Map.of()),
                new TranslationInput.Event(Instant.EPOCH, "", Map.of(), null),
                Map.of(),
                List.of());
        return of(new Run(input, 0, -1, null), input);
    }

    Scope root() {
        Scope scope = this;
        while (scope.parent != null) {
            scope = scope.parent;
        }
        return scope;
    }

    /**
     * A reference resolved beforehand. Inside blocks one with {@code each} is the array's element of the same index as the
     * outermost block's element.
     */
    JsonNode resolved(String name) {
        Map<String, JsonNode> references = input.resolved();
        JsonNode value = references.get(name);
        if (value == null) {
            // A reference that was not found is null, whether its rule says so by a null or by leaving it out
            return NullNode.getInstance();
        }
        if (value.isArray() && parent != null) {
            Scope outermost = this;
            while (outermost.parent != null && outermost.parent.parent != null) {
                outermost = outermost.parent;
            }
            if (outermost.block != null && outermost.block.each().root() != SourcePath.Root.BATCH) {
                JsonNode element = value.get(outermost.index);
                return element == null ? MissingNode.getInstance() : element;
            }
        }
        return value;
    }
}
