package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Where a cell's value comes from. */
sealed interface CellSource {

    /** The value; MissingNode when absent, NullNode for an explicit null. */
    JsonNode read(Scope scope);

    /** What was read, for people; null when nothing of the document. */
    @Nullable
    String pointer(Scope scope);

    /** The paths it reads. */
    List<SourcePath> paths();

    /** The row's key that says it. */
    String key();

    /** {@code from}. */
    record From(SourcePath path) implements CellSource {
        @Override
        public JsonNode read(Scope scope) {
            return path.read(scope);
        }

        @Override
        public String pointer(Scope scope) {
            return path.pointer(scope);
        }

        @Override
        public List<SourcePath> paths() {
            return List.of(path);
        }

        @Override
        public String key() {
            return "from";
        }
    }

    /** {@code inputs}: a list with a null for each that is absent. */
    record Inputs(List<SourcePath> paths) implements CellSource {
        @Override
        public JsonNode read(Scope scope) {
            ArrayNode all = ExactJson.nodes().arrayNode(paths.size());
            for (SourcePath path : paths) {
                JsonNode value = path.read(scope);
                all.add(value.isMissingNode() ? NullNode.getInstance() : value);
            }
            return all;
        }

        @Override
        public String pointer(Scope scope) {
            StringJoiner pointers = new StringJoiner(" ");
            paths.forEach(path -> pointers.add(path.pointer(scope)));
            return pointers.toString();
        }

        @Override
        public String key() {
            return "inputs";
        }
    }

    /** {@code const}. */
    record Const(TextNode value) implements CellSource {
        @Override
        public JsonNode read(Scope scope) {
            return value;
        }

        @Override
        public @Nullable String pointer(Scope scope) {
            return null;
        }

        @Override
        public List<SourcePath> paths() {
            return List.of();
        }

        @Override
        public String key() {
            return "const";
        }
    }

    /** {@code template}: texts and placeholders in turn, texts first; absent when a placeholder is. */
    record Template(List<String> texts, List<SourcePath> paths) implements CellSource {
        @Override
        public JsonNode read(Scope scope) {
            if (paths.size() == 1 && texts.get(0).isEmpty() && texts.get(1).isEmpty()) {
                return paths.get(0).read(scope);
            }
            StringBuilder text = new StringBuilder(texts.get(0));
            for (int i = 0; i < paths.size(); i++) {
                JsonNode value = paths.get(i).read(scope);
                if (value.isMissingNode() || value.isNull()) {
                    return MissingNode.getInstance();
                }
                text.append(TextFunctions.textOf(value)).append(texts.get(i + 1));
            }
            return TextNode.valueOf(text.toString());
        }

        @Override
        public @Nullable String pointer(Scope scope) {
            return null;
        }

        @Override
        public String key() {
            return "template";
        }
    }

    /** {@code expr}: what it names can be anywhere below the element, so it has no one pointer. */
    record Expr(ExprCell expression) implements CellSource {
        @Override
        public JsonNode read(Scope scope) {
            return expression.value(scope);
        }

        @Override
        public @Nullable String pointer(Scope scope) {
            return null;
        }

        @Override
        public List<SourcePath> paths() {
            return List.of();
        }

        @Override
        public String key() {
            return "expr";
        }
    }
}
