package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.Translation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The obvious diff: one thread, one document after the other, every cell of both results kept as a map of texts. */
final class NaiveDiff {

    final Map<String, Integer> counts = new TreeMap<>();
    final Map<String, BigDecimal> largest = new TreeMap<>();
    final Map<String, BigDecimal> net = new TreeMap<>();
    private final List<String> seen = new ArrayList<>();

    void add(RecordedOrders orders, RecordedOrders.Order order) {
        Translation before = Versions.translate(orders.version(1), orders.input(order), EventType.ORDER);
        Translation after =
                Versions.translate(orders.version(RecordedOrders.DRAFT), orders.input(order), EventType.ORDER);
        seen.add(order.id().toString());
        count("documents");
        boolean differs = false;
        if (before instanceof Translation.Translated was && after instanceof Translation.Translated is) {
            differs = cells(was.result(), is.result());
            differs |= warnings(was.warnings(), is.warnings());
        } else if (!before.equals(after)) {
            differs = outcome(before, after);
            if (after instanceof Translation.Translated is) {
                warnings(List.of(), is.warnings());
            }
        }
        if (differs) {
            count("differing");
        }
    }

    private boolean warnings(List<String> was, List<String> is) {
        Set<String> before = names(was);
        Set<String> after = names(is);
        after.stream().filter(one -> !before.contains(one)).forEach(one -> count("newly warning " + one));
        before.stream().filter(one -> !after.contains(one)).forEach(one -> count("no longer warning " + one));
        return !before.equals(after);
    }

    private static Set<String> names(List<String> warnings) {
        return warnings.stream().map(one -> one.split(":", -1)[0]).collect(Collectors.toSet());
    }

    private boolean cells(JsonNode was, JsonNode is) {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> after = new LinkedHashMap<>();
        flat("", was, before);
        flat("", is, after);
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        Set<String> once = new TreeSet<>();
        for (String path : paths) {
            String one = before.get(path);
            String other = after.get(path);
            if (one == null || other == null || !one.equals(other)) {
                String field = path.replaceAll("\\[\\d+]", "[]");
                once.add(field + (one == null ? " appeared" : other == null ? " vanished" : " changed"));
                money(field, one, other);
            }
        }
        once.forEach(this::count);
        return !once.isEmpty();
    }

    private void money(String field, @Nullable String one, @Nullable String other) {
        Map<String, BigDecimal> difference = new TreeMap<>();
        amount(one, BigDecimal.ONE.negate(), difference);
        amount(other, BigDecimal.ONE, difference);
        difference.forEach((currency, by) -> {
            largest.merge(field + " " + currency, by.abs(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
            net.merge(field + " " + currency, by, BigDecimal::add);
        });
    }

    private static void amount(@Nullable String cell, BigDecimal sign, Map<String, BigDecimal> difference) {
        if (cell != null && cell.startsWith("{")) {
            String[] parts = cell.split("\"", -1);
            difference.merge(parts[7], new BigDecimal(parts[3]).multiply(sign), BigDecimal::add);
        }
    }

    private boolean outcome(Translation before, Translation after) {
        String was = told(before);
        String is = told(after);
        if (was.equals(is)) {
            return false;
        }
        if (is.startsWith("dead")) {
            count((was.startsWith("dead") ? "otherwise " : "failing ") + is);
        } else if (was.startsWith("dead") && is.isEmpty()) {
            count("passing " + was);
        }
        if (is.startsWith("held")) {
            count("newly " + is);
        }
        if (was.startsWith("held")) {
            count("no longer " + was);
        }
        return true;
    }

    private static String told(Translation translation) {
        if (translation instanceof Translation.Untranslatable dead) {
            return "dead " + dead.code() + " " + dead.at().replaceAll("\\[\\d+]", "[]");
        }
        return translation instanceof Translation.Missing held ? "held " + held.key() : "";
    }

    private static void flat(String path, JsonNode node, Map<String, String> cells) {
        boolean money = node.has("amount") && node.has("currency");
        if (node.isObject() && !money && !node.isEmpty()) {
            node.properties()
                    .forEach(one ->
                            flat(path.isEmpty() ? one.getKey() : path + "." + one.getKey(), one.getValue(), cells));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                flat(path + "[" + i + "]", node.get(i), cells);
            }
        } else {
            cells.put(path, node.toString());
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
