package io.tillbridge.mapping;

import io.tillbridge.mapping.value.Decimals;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads conditions: {@code {path, type, gt: "0"}}, {@code {all: [..]}}, {@code {anyOf: [..]}}, {@code {not: {..}}}. */
final class ConditionReader {

    private static final Map<String, RowCondition.Compare.Test> ORDER = Map.of(
            "gt", RowCondition.Compare.Test.GT,
            "gte", RowCondition.Compare.Test.GTE,
            "lt", RowCondition.Compare.Test.LT,
            "lte", RowCondition.Compare.Test.LTE);

    private final PathReader paths;

    ConditionReader(PathReader paths) {
        this.paths = paths;
    }

    /** The condition; one that always holds, with a problem recorded, when it is none. */
    RowCondition read(YamlMap map) {
        RowCondition condition = joined(map);
        if (condition == null) {
            condition = test(map);
        }
        map.refuseUnread();
        return condition;
    }

    private @Nullable RowCondition joined(YamlMap map) {
        if (map.has("all")) {
            return new RowCondition.All(readAll(map, "all"));
        }
        if (map.has("anyOf")) {
            return new RowCondition.AnyOf(readAll(map, "anyOf"));
        }
        return map.has("not") ? new RowCondition.Not(read(map.map("not"))) : null;
    }

    private List<RowCondition> readAll(YamlMap map, String key) {
        return map.list(key).maps().stream().map(this::read).toList();
    }

    private RowCondition test(YamlMap map) {
        SourcePath path = paths.read(map, "path");
        CellType type = map.has("type") ? map.word("type", CellType.words()) : null;
        if (map.has("exists")) {
            return new RowCondition.Exists(path, map.bool("exists", true));
        }
        if (map.has("in")) {
            return new RowCondition.In(path, Set.copyOf(map.list("in").strings()));
        }
        if (map.has("contains")) {
            return new RowCondition.Contains(path, map.text("contains"));
        }
        if (map.has("equals")) {
            return type == null
                    ? new RowCondition.In(path, Set.of(map.text("equals")))
                    : compare(map, path, "equals", RowCondition.Compare.Test.EQUALS, type);
        }
        // All are asked for, so that what a condition may say does not depend on the order of a map
        List<String> orders = ORDER.keySet().stream().filter(map::has).toList();
        if (!orders.isEmpty()) {
            String order = orders.get(0);
            return compare(
                    map, path, order, Objects.requireNonNull(ORDER.get(order)), type == null ? CellType.STRING : type);
        }
        map.problem(
                "no_test",
                "no test",
                "one of equals in contains exists gt gte lt lte, or all anyOf not",
                "say what is tested; matches is not available here");
        return new RowCondition.All(List.of());
    }

    private static RowCondition compare(
            YamlMap map, SourcePath path, String key, RowCondition.Compare.Test test, CellType type) {
        YamlText than = map.scalar(key);
        String text = than == null ? "" : than.value();
        boolean fits = true;
        if (type.numeric()) {
            fits = Decimals.parse(text) != null;
        } else if (type == CellType.INSTANT) {
            fits = isInstant(text);
        }
        if (!fits) {
            map.placeOf(key).problem("wrong_type", "'" + text + "'", "a value of type " + type.word(), "correct it");
            return new RowCondition.All(List.of());
        }
        return new RowCondition.Compare(path, test, type, text);
    }

    private static boolean isInstant(String text) {
        try {
            return !Instant.parse(text).equals(Instant.MAX);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
