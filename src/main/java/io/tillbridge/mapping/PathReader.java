package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the paths of one mapping file and remembers which of the document's members some row reads. */
final class PathReader {

    private static final SourcePath NOTHING = new SourcePath("", SourcePath.Root.BATCH, -1, List.of());

    private final PathParser parser;
    private final Set<String> members;
    private final boolean inBlock;

    PathReader(PathParser parser) {
        this(parser, new TreeSet<>(), false);
    }

    private PathReader(PathParser parser, Set<String> members, boolean inBlock) {
        this.parser = parser;
        this.members = members;
        this.inBlock = inBlock;
    }

    /** The same for the rows of a block. */
    PathReader inBlock() {
        return new PathReader(parser, members, true);
    }

    PathParser parser() {
        return parser;
    }

    /** The document's own members that some path reads. */
    Set<String> members() {
        return members;
    }

    /** The path of a required key; one that finds nothing, with a problem recorded, when there is none. */
    SourcePath read(YamlMap map, String key) {
        YamlText text = map.scalar(key);
        if (text == null) {
            map.missing(key, "a path");
            return NOTHING;
        }
        return read(text);
    }

    SourcePath read(YamlText text) {
        try {
            SourcePath path = parser.parse(text.value());
            if (path.steps().isEmpty() && path.root() == SourcePath.Root.ELEMENT) {
                text.problem("wrong_path", "''", "a path", "write names with dots");
                return NOTHING;
            }
            String member = path.firstMember(inBlock);
            if (member != null) {
                members.add(member);
            }
            return path;
        } catch (IllegalArgumentException e) {
            text.problem("wrong_path", "'" + text.value() + "'", "a path", String.valueOf(e.getMessage()));
            return NOTHING;
        }
    }

    /** A column that is a path when it starts with {@code $}, else a text; null when absent. */
    @Nullable
    Operand operand(YamlMap map, String key) {
        YamlText text = map.scalar(key);
        if (text == null) {
            return null;
        }
        if (text.value().startsWith("$")) {
            return read(text)::read;
        }
        TextNode literal = TextNode.valueOf(text.value());
        return scope -> literal;
    }
}
