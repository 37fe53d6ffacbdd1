package io.tillbridge.drift;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a write brought that a learnt stream did not have, in the transaction that has its row locked. */
final class TypeChanges {

    private final JdbcClient sql;

    TypeChanges(JdbcClient sql) {
        this.sql = sql;
    }

    /** Fields and types that were never there; of a new object it is the topmost only. */
    List<ShapeRecord.Drift> changed(SourceDrift.Stream stream, List<ShapeRecord.Row> rows, SeenFields seen) {
        Set<String> added = rows.stream()
                .filter(ShapeRecord.Row::added)
                .map(ShapeRecord.Row::path)
                .collect(Collectors.toCollection(HashSet::new));
        if (added.isEmpty()) {
            return List.of();
        }
        Map<String, String> older = older(stream, rows, added);
        List<ShapeRecord.Drift> drifts = new ArrayList<>();
        for (ShapeRecord.Row row : rows) {
            if (!row.added()) {
                continue;
            }
            UUID first = Objects.requireNonNull(seen.fields().get(new SourceShape.Field(row.path(), row.type())))
                    .first();
            String types = older.get(row.path());
            if (types != null) {
                if (!types.isEmpty() && !row.type().equals("null")) {
                    drifts.add(new ShapeRecord.Drift("changed_type", row.path(), types, row.type(), first));
                }
            } else if (!added.contains(parent(row.path())) || older.containsKey(parent(row.path()))) {
                drifts.add(new ShapeRecord.Drift("new_field", row.path(), "", row.type(), first));
            }
        }
        return drifts;
    }

    /** Types that paths had before this write, by path; empty for one that was only null. */
    private Map<String, String> older(SourceDrift.Stream stream, List<ShapeRecord.Row> rows, Set<String> paths) {
        Set<String> now = rows.stream()
                .filter(ShapeRecord.Row::added)
                .map(row -> row.path() + " " + row.type())
                .collect(Collectors.toSet());
        record Known(String path, String type) {}
        return sql
                .sql("select path, type from source_shape where connection = ? and subject = ? and path = any (?)"
                        + " and type <> 'keyed' order by type")
                .param(stream.connection())
                .param(stream.subject())
                .param(paths.toArray(String[]::new))
                .query((row, number) -> new Known(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .filter(known -> !now.contains(known.path() + " " + known.type()))
                .collect(Collectors.toMap(
                        Known::path,
                        known -> known.type().equals("null") ? "" : known.type(),
                        (one, two) -> one.isEmpty() ? two : two.isEmpty() ? one : one + "," + two));
    }

    /**
     * Types that come back after as many documents had another one: {@code since} is the last document that is too long ago.
     */
    List<ShapeRecord.Drift> flipped(
            SourceDrift.Stream stream, List<ShapeRecord.Row> rows, SeenFields seen, long since) {
        List<ShapeRecord.Row> back = rows.stream()
                .filter(row ->
                        row.last() != null && row.last() <= since && !row.type().equals("null"))
                .toList();
        if (back.isEmpty()) {
            return List.of();
        }
        Map<String, ShapeRecord.Row> inThis =
                rows.stream().collect(Collectors.toMap(row -> row.path() + " " + row.type(), row -> row));
        Map<String, String> recent = sql
                .sql("select path, type, last_document from source_shape where connection = ? and subject = ?"
                        + " and path = any (?) and type not in ('keyed', 'null') order by type")
                .param(stream.connection())
                .param(stream.subject())
                .param(back.stream().map(ShapeRecord.Row::path).toArray(String[]::new))
                .query((row, number) -> new ShapeRecord.Row(row.getString(1), row.getString(2), row.getLong(3)))
                .list()
                .stream()
                .map(row -> inThis.getOrDefault(row.path() + " " + row.type(), row))
                .filter(row -> row.last() != null && row.last() > since)
                .collect(Collectors.toMap(ShapeRecord.Row::path, ShapeRecord.Row::type, (one, two) -> one + "," + two));
        List<ShapeRecord.Drift> drifts = new ArrayList<>();
        for (ShapeRecord.Row row : back) {
            String types = recent.get(row.path());
            if (types != null) {
                UUID first = Objects.requireNonNull(seen.fields().get(new SourceShape.Field(row.path(), row.type())))
                        .first();
                drifts.add(new ShapeRecord.Drift("changed_type", row.path(), types, row.type(), first));
            }
        }
        return drifts;
    }

    private static String parent(String path) {
        return path.isEmpty() ? "none" : path.substring(0, path.lastIndexOf('/'));
    }
}
