package io.tillbridge.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.mapping.ValueMap;
import io.tillbridge.mapping.ValueMapChanges;
import io.tillbridge.mapping.ValueMapRow;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Value maps as master data: their rows, who changed them when and why, and changes that all nodes follow. */
@RestController
@RequestMapping("/api/value-maps")
final class ValueMapsApi {

    private static final Set<String> CELLS = Set.of("target", "from", "to");

    private final RunningMappings mappings;
    private final ValueMapChanges changes;
    private final SetEdits edits;
    private final SetQueries queries;

    ValueMapsApi(RunningMappings mappings, ValueMapChanges changes, SetEdits edits, SetQueries queries) {
        this.mappings = mappings;
        this.changes = changes;
        this.edits = edits;
        this.queries = queries;
    }

    /** A value map in the list. */
    record MapAnswer(String name, List<String> columns, int rows, SetQueries.MapVersion version) {}

    /**
     * A value map; each row has its key columns, {@code target}, and {@code from} and {@code to} where they bound it.
     *
     * @param text as a file
     */
    record MapInFull(
            String name,
            int version,
            List<String> columns,
            List<Map<String, String>> rows,
            List<SetQueries.MapVersion> versions,
            String text) {}

    /** Rows to be there, and the version that they are put on top of. */
    record RowsBody(
            @Nullable List<Map<String, String>> rows,
            @Nullable String why,
            @Nullable Integer version) {}

    /** An earlier version that is to count again, and the one that counts now. */
    record BackBody(
            @Nullable Integer to,
            @Nullable String why,
            @Nullable Integer version) {}

    /**
     * The version that was added, and how many messages waited for it and go on.
     *
     * @param text as a file
     * @param order rows that were put before another one, or stand behind one that answers for them, in words
     */
    record MapChanged(String name, int version, long set, int releasedMessages, String text, List<String> order) {}

    @Operation(summary = "The value maps")
    @GetMapping
    Page<MapAnswer> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        return Page.of(queries.valueMaps(after, size + 1), size, this::answer, SetQueries.NewestMap::name);
    }

    @Operation(summary = "One value map with its rows and versions")
    @GetMapping("/{name}")
    MapInFull one(@PathVariable String name) {
        ValueMap map = find(name);
        return new MapInFull(
                name,
                map.version(),
                map.columns(),
                map.rows().stream().map(row -> row(map, row)).toList(),
                queries.versions(name),
                queries.text(name, map.version()));
    }

    @Operation(
            summary = "Adds rows to a value map, or ends them, and releases what waited for them",
            description =
                    "A row with the key and the from of one that is there takes its place: give it a 'to' to end it.")
    @PostMapping("/{name}/rows")
    MapChanged put(@PathVariable String name, @RequestBody RowsBody body, HttpServletRequest request) {
        String by = Actor.of(request);
        ValueMap map = find(name);
        List<ValueMapRow> rows = rows(map, body.rows());
        int version = ActivationsApi.number("version", body.version());
        String why = ActivationsApi.why(body.why());
        ObjectNode detail =
                ExactJson.nodes().objectNode().put("builtOn", version).put("why", why);
        detail.set("rows", ExactJson.mapper().valueToTree(body.rows()));
        return edits.change(
                new SetEdits.Entry(by, "value_map.rows", name, detail),
                tx -> changed(tx, changes.put(tx, name, version, rows, by, why)));
    }

    @Operation(summary = "Has an earlier version of a value map count again, as a new version")
    @PostMapping("/{name}/rollbacks")
    MapChanged rollBack(@PathVariable String name, @RequestBody BackBody body, HttpServletRequest request) {
        String by = Actor.of(request);
        int to = ActivationsApi.number("to", body.to());
        int version = ActivationsApi.number("version", body.version());
        String why = ActivationsApi.why(body.why());
        ObjectNode detail = ExactJson.nodes()
                .objectNode()
                .put("version", version)
                .put("to", to)
                .put("why", why);
        return edits.change(
                new SetEdits.Entry(by, "value_map.rollback", name, detail),
                tx -> changed(tx, changes.rollBack(tx, name, version, to, by, why)));
    }

    private MapChanged changed(Connection tx, ValueMapChanges.Changed changed) throws SQLException {
        return new MapChanged(
                changed.map().name(),
                changed.map().version(),
                changed.set(),
                edits.release(tx, changed.answers()),
                changed.text(),
                changed.order());
    }

    private MapAnswer answer(SetQueries.NewestMap newest) {
        ValueMap map = mappings.catalog().valueMap(newest.name());
        return new MapAnswer(
                newest.name(),
                map == null ? List.of() : map.columns(),
                map == null ? 0 : map.rows().size(),
                newest.version());
    }

    private ValueMap find(String name) {
        ValueMap map = mappings.catalog().valueMap(name);
        if (map == null) {
            throw ApiProblem.notFound("value_map_unknown", "no value map " + name + "; /api/value-maps lists them");
        }
        return map;
    }

    private static Map<String, String> row(ValueMap map, ValueMap.Row row) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < map.columns().size(); i++) {
            cells.put(map.columns().get(i), row.keys().get(i));
        }
        cells.put("target", row.target());
        if (row.from() != null) {
            cells.put("from", row.from().toString());
        }
        if (row.to() != null) {
            cells.put("to", row.to().toString());
        }
        return cells;
    }

    private static List<ValueMapRow> rows(ValueMap map, @Nullable List<Map<String, String>> asked) {
        if (asked == null || asked.isEmpty() || asked.size() > 1000) {
            throw ApiProblem.badRequest("invalid_rows", "'rows' must be 1 to 1000 rows");
        }
        List<ValueMapRow> rows = new ArrayList<>();
        for (Map<String, String> cells : asked) {
            Set<String> known = new TreeSet<>(CELLS);
            known.addAll(map.columns());
            List<String> keys = map.columns().stream().map(cells::get).toList();
            String target = cells.get("target");
            if (!known.containsAll(cells.keySet())
                    || target == null
                    || cells.values().stream()
                            .anyMatch(cell -> cell == null || cell.length() > 500 || cell.contains("\0"))
                    || !cells.keySet().containsAll(map.columns())) {
                throw ApiProblem.badRequest(
                        "invalid_rows", cells.keySet() + " are not the cells " + known + " of a row, each a text");
            }
            rows.add(new ValueMapRow(keys, target, day(cells.get("from")), day(cells.get("to"))));
        }
        return rows;
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw ApiProblem.badRequest("invalid_rows", "'" + text + "' is no date; write it like 2026-05-01");
        }
    }
}
