package io.tillbridge.mapping;

import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one mapping file while it is compiled. Not thread-safe. */
final class CompileContext {

    private final List<String> lets = new ArrayList<>();
    private final List<CellType> letTypes = new ArrayList<>();
    private final PathReader paths = new PathReader(new PathParser(lets));
    private final Map<String, CellType> cells = new HashMap<>();
    private final Set<String> calcs = new HashSet<>();
    private final Map<String, ValueMap> valueMaps;
    private final boolean inbound;
    private int expressions;

    /**
     * A context.
     *
     * @param inbound the target is canonical, so that money needs a currency
     */
    CompileContext(Map<String, ValueMap> valueMaps, boolean inbound) {
        this.valueMaps = valueMaps;
        this.inbound = inbound;
    }

    PathReader paths() {
        return paths;
    }

    Map<String, ValueMap> valueMaps() {
        return valueMaps;
    }

    boolean inbound() {
        return inbound;
    }

    /** Makes a let known to the paths after it; gives its slot. */
    int let(String name, CellType type) {
        lets.add(name);
        letTypes.add(type);
        return lets.size() - 1;
    }

    int lets() {
        return lets.size();
    }

    /** The lets before this place, in the order of the file. */
    List<String> letNames() {
        return List.copyOf(lets);
    }

    /** Counts a row with {@code expr}. */
    void countExpression() {
        expressions++;
    }

    int expressions() {
        return expressions;
    }

    boolean hasLet(String name) {
        return lets.contains(name);
    }

    CellType letType(int slot) {
        return letTypes.get(slot);
    }

    /** The type of a cell by its full path, such as {@code lines[].sku}; null when no row writes it. */
    @Nullable
    CellType cell(String path) {
        return cells.get(path);
    }

    boolean isCalc(String path) {
        return calcs.contains(path);
    }

    /** Full paths of all cells that rows write. */
    Set<String> cells() {
        return cells.keySet();
    }

    /** Learns what all rows write, before any is compiled: calcs refer to cells that come later. */
    void declare(YamlList rows, String prefix) {
        for (YamlNode node : rows.elements()) {
            if (node instanceof YamlMap row && row.node("to") instanceof YamlText to) {
                if (to.value().endsWith("[]")) {
                    if (row.node("rows") instanceof YamlList inner) {
                        declare(inner, prefix + to.value() + ".");
                    }
                } else {
                    String path = prefix + to.value();
                    if (row.node("type") instanceof YamlText type) {
                        cells.put(path, CellType.words().getOrDefault(type.value(), CellType.STRING));
                    }
                    if (row.node("calc") != null) {
                        calcs.add(path);
                    }
                }
            }
        }
    }
}
