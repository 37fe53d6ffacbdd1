package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the paths of one mapping file and remembers which of the document's members and places some row reads. */
final class PathReader {

    private static final SourcePath NOTHING = new SourcePath("", SourcePath.Root.BATCH, -1, List.of());

    private static final Map<SourcePath.Root, Set<String>> SURROUNDINGS = Map.of(
            SourcePath.Root.CONNECTION, new TreeSet<>(Set.of("id", "timezone", "settings")),
            SourcePath.Root.EVENT, new TreeSet<>(Set.of("receivedAt", "flow", "parentKey", "headers")));

    private final PathParser parser;
    private final Set<String> members;
    private final Set<String> pointers;
    private final List<ContextRead> context;
    private final boolean inBlock;
    private final @Nullable String element;

    PathReader(PathParser parser) {
        this(parser, new TreeSet<>(), new TreeSet<>(), new ArrayList<>(), false, "");
    }

    private PathReader(
            PathParser parser,
            Set<String> members,
            Set<String> pointers,
            List<ContextRead> context,
            boolean inBlock,
            @Nullable String element) {
        this.parser = parser;
        this.context = context;
        this.members = members;
        this.pointers = pointers;
        this.inBlock = inBlock;
        this.element = element;
    }

    /** The same for the rows of a block over an array. */
    PathReader inBlock(SourcePath each) {
        String array = pointer(each);
        return new PathReader(parser, members, pointers, context, true, array == null ? null : array + "/*");
    }

    /** Places that some path reads, as JSON Pointers in which {@code *} stands for every element of an array. */
    Set<String> pointers() {
        return pointers;
    }

    /** Settings and references that some path reads. */
    List<ContextRead> context() {
        return context;
    }

    /** Where a path leads from the document's root; null when it starts elsewhere. */
    private @Nullable String pointer(SourcePath path) {
        return switch (path.root()) {
            case ELEMENT -> element == null ? null : element + path.pointer();
            case ROOT -> path.pointer();
            default -> null;
        };
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
            if (text.value().isEmpty()) {
                text.problem("wrong_path", "''", "a path", "write names with dots");
                return NOTHING;
            }
            String member = path.firstMember(inBlock);
            if (member != null) {
                members.add(member);
            }
            String pointer = pointer(path);
            if (pointer != null) {
                pointers.add(pointer);
            }
            surroundings(path, text);
            return path;
        } catch (IllegalArgumentException e) {
            text.problem("wrong_path", "'" + text.value() + "'", "a path", String.valueOf(e.getMessage()));
            return NOTHING;
        }
    }

    /** Notes what comes from the connector, and refuses what neither connection nor arrival has. */
    private void surroundings(SourcePath path, YamlText text) {
        List<String> names = path.steps().stream().map(SourcePath.Step::name).toList();
        String first = names.isEmpty() ? "" : names.get(0);
        if (path.root() == SourcePath.Root.RESOLVED && !names.isEmpty()) {
            context.add(new ContextRead("resolved", first, text.place()));
        } else if (path.root() == SourcePath.Root.CONNECTION && first.equals("settings") && names.size() == 2) {
            context.add(new ContextRead("settings", names.get(1), text.place()));
        } else {
            Set<String> known = SURROUNDINGS.get(path.root());
            if (known != null && !known.contains(first)) {
                text.problem("wrong_path", "'" + text.value() + "'", "one of " + known, "name one of these");
            }
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
