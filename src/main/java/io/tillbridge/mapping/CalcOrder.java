package io.tillbridge.mapping;

import io.tillbridge.platform.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the calcs of one block in an order in which each finds its operands calculated. */
final class CalcOrder {

    /**
     * One calc.
     *
     * @param path full path of its cell
     * @param uses full paths of the cells it reads
     */
    record Entry(String path, CompiledCalc calc, Set<String> uses, YamlNode.Place place) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final List<CompiledCalc> sorted = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> open = new HashSet<>();

    private CalcOrder() {}

    /** The calcs in order; a cycle is recorded as a problem. */
    static List<CompiledCalc> sort(List<Entry> entries) {
        CalcOrder order = new CalcOrder();
        entries.forEach(entry -> order.entries.put(entry.path(), entry));
        entries.forEach(order::visit);
        return order.sorted;
    }

    private void visit(Entry entry) {
        if (done.contains(entry.path())) {
            return;
        }
        if (!open.add(entry.path())) {
            entry.place()
                    .problem("calc_cycle", entry.path() + " needs itself", "no cycle", "calculate one from the source");
            done.add(entry.path());
            return;
        }
        for (String used : entry.uses()) {
            Entry before = entries.get(used);
            if (before != null) {
                visit(before);
            }
        }
        if (done.add(entry.path())) {
            sorted.add(entry.calc());
        }
    }
}
