package io.tillbridge.drift;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The shapes of all streams in PostgreSQL. A write is one transaction that locks its stream, so nodes take turns and a change
 * is noticed once.
 */
@Component
class ShapeRecord {

    /** Documents that teach a stream's shape, and documents without a usual field until it counts as vanished. */
    static final int ENOUGH = 100;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final DriftNotices notices;

    ShapeRecord(JdbcClient sql, PlatformTransactionManager transactions, Clock clock) {
        this.sql = sql;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.notices = new DriftNotices(sql, clock);
    }

    /** A change. */
    record Drift(String kind, String path, String before, String after, UUID message) {}

    /** What a write found; {@code known} when the stream's shape is learnt. */
    record Noticed(boolean known, List<Drift> drifts) {
        Noticed {
            drifts = List.copyOf(drifts);
        }
    }

    /** A field that was there before, or was not. */
    private record Row(String path, String type, boolean added) {}

    Noticed write(SourceDrift.Stream stream, SeenFields seen) {
        Noticed noticed = transaction.execute(status -> written(stream, seen));
        return noticed == null ? new Noticed(false, List.of()) : noticed;
    }

    private Noticed written(SourceDrift.Stream stream, SeenFields seen) {
        sql.sql("insert into source_stream values (?, ?, 0) on conflict do nothing")
                .params(stream.connection(), stream.subject())
                .update();
        long before = sql.sql("select documents from source_stream where connection = ? and subject = ? for update")
                .params(stream.connection(), stream.subject())
                .query(Long.class)
                .single();
        long total = before + seen.documents();
        sql.sql("update source_stream set documents = ? where connection = ? and subject = ?")
                .params(total, stream.connection(), stream.subject())
                .update();
        SeenFields fields = seen.keyed(keyed(stream));
        List<Row> rows = upsert(stream, fields, total);
        fold(stream);
        List<Drift> drifts = new ArrayList<>();
        if (before >= ENOUGH) {
            drifts.addAll(changed(stream, rows, fields));
            drifts.addAll(vanished(stream, total));
        } else if (total >= ENOUGH) {
            learn(stream, total);
        }
        return new Noticed(
                total >= ENOUGH,
                drifts.stream().filter(drift -> notices.note(stream, drift)).toList());
    }

    private List<String> keyed(SourceDrift.Stream stream) {
        return sql.sql("select path from source_shape where connection = ? and subject = ? and type = 'keyed'")
                .params(stream.connection(), stream.subject())
                .query(String.class)
                .list();
    }

    private List<Row> upsert(SourceDrift.Stream stream, SeenFields seen, long total) {
        List<Map.Entry<SourceShape.Field, SeenFields.Sight>> all =
                List.copyOf(seen.fields().entrySet());
        return sql.sql("""
                        insert into source_shape (connection, subject, path, type, documents, last_document, first_seen,
                                                  last_seen, last_message)
                        select ?, ?, seen.path, seen.type, seen.documents, ?, ?, ?, seen.message
                          from unnest(?::text[], ?::text[], ?::bigint[], ?::uuid[]) seen(path, type, documents, message)
                        on conflict (connection, subject, path, type) do update
                           set documents = source_shape.documents + excluded.documents,
                               last_document = excluded.last_document, last_seen = excluded.last_seen,
                               last_message = excluded.last_message
                        returning path, type, xmax = 0
                        """)
                .param(stream.connection())
                .param(stream.subject())
                .param(total)
                .param(Timestamp.from(clock.instant()))
                .param(Timestamp.from(clock.instant()))
                .param(all.stream().map(entry -> entry.getKey().path()).toArray(String[]::new))
                .param(all.stream().map(entry -> entry.getKey().type()).toArray(String[]::new))
                .param(all.stream()
                        .map(entry -> (long) entry.getValue().documents())
                        .toArray(Long[]::new))
                .param(all.stream().map(entry -> entry.getValue().last()).toArray(UUID[]::new))
                .query((row, number) -> new Row(row.getString(1), row.getString(2), row.getBoolean(3)))
                .list();
    }

    /** A node of too many children is one whose keys are data: they become one. */
    private void fold(SourceDrift.Stream stream) {
        List<String> parents = sql.sql("""
                        select regexp_replace(path, '/[^/]*$', '') parent from source_shape
                         where connection = ? and subject = ? and path <> '' and path not like '%/*'
                         group by parent having count(distinct path) > ?
                        """)
                .params(stream.connection(), stream.subject(), SourceShape.MOST_CHILDREN)
                .query(String.class)
                .list();
        for (String parent : parents) {
            sql.sql("delete from source_shape where connection = ? and subject = ? and starts_with(path, ?)")
                    .params(stream.connection(), stream.subject(), parent + "/")
                    .update();
            sql.sql("""
                    insert into source_shape (connection, subject, path, type, documents, last_document, first_seen, last_seen)
                    values (?, ?, ?, 'keyed', 0, 0, ?, ?) on conflict do nothing
                    """)
                    .params(
                            stream.connection(),
                            stream.subject(),
                            parent,
                            Timestamp.from(clock.instant()),
                            Timestamp.from(clock.instant()))
                    .update();
        }
    }

    /** What nearly all documents had that taught is usual; a column of an array counts by its documents too. */
    private void learn(SourceDrift.Stream stream, long total) {
        sql.sql("""
                update source_shape set usual = true
                 where connection = ? and subject = ? and path in (
                    select path from source_shape where connection = ? and subject = ?
                     group by path having sum(documents) * 100 >= ? * 95)
                """)
                .params(stream.connection(), stream.subject(), stream.connection(), stream.subject(), total)
                .update();
    }

    private List<Drift> changed(SourceDrift.Stream stream, List<Row> rows, SeenFields seen) {
        Set<String> added =
                rows.stream().filter(Row::added).map(Row::path).collect(Collectors.toCollection(HashSet::new));
        if (added.isEmpty()) {
            return List.of();
        }
        Map<String, String> older = older(stream, rows, added);
        List<Drift> drifts = new ArrayList<>();
        for (Row row : rows) {
            if (!row.added()) {
                continue;
            }
            UUID first = Objects.requireNonNull(seen.fields().get(new SourceShape.Field(row.path(), row.type())))
                    .first();
            String types = older.get(row.path());
            if (types != null) {
                if (!types.isEmpty() && !row.type().equals("null")) {
                    drifts.add(new Drift("changed_type", row.path(), types, row.type(), first));
                }
            } else if (!added.contains(parent(row.path())) || older.containsKey(parent(row.path()))) {
                drifts.add(new Drift("new_field", row.path(), "", row.type(), first));
            }
        }
        return drifts;
    }

    /** Types that paths had before this write, by path; empty for one that was only null. */
    private Map<String, String> older(SourceDrift.Stream stream, List<Row> rows, Set<String> paths) {
        Set<String> now = rows.stream()
                .filter(Row::added)
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

    private static String parent(String path) {
        return path.isEmpty() ? "none" : path.substring(0, path.lastIndexOf('/'));
    }

    /** Usual fields that were in none of the last documents although what they stand in was. */
    private List<Drift> vanished(SourceDrift.Stream stream, long total) {
        List<Drift> gone = sql.sql("""
                        with latest as (
                            select path, max(last_document) last_document, bool_or(usual) usual,
                                   string_agg(type, ',' order by type) filter (where type <> 'null') types,
                                   (array_agg(last_message order by last_document desc))[1] message
                              from source_shape where connection = ? and subject = ? and type <> 'keyed' group by path)
                        select field.path, coalesce(field.types, 'null'), field.message from latest field
                          join latest around on around.path = regexp_replace(field.path, '/[^/]*$', '')
                         where field.usual and field.path <> '' and field.last_document <= ?
                           and around.last_document > ?
                        """)
                .params(stream.connection(), stream.subject(), total - ENOUGH, total - ENOUGH)
                .query((row, number) -> new Drift(
                        "vanished_field", row.getString(1), row.getString(2), "", row.getObject(3, UUID.class)))
                .list();
        for (Drift drift : gone) {
            sql.sql("update source_shape set usual = false where connection = ? and subject = ?"
                            + " and (path = ? or starts_with(path, ?))")
                    .params(stream.connection(), stream.subject(), drift.path(), drift.path() + "/")
                    .update();
        }
        return gone;
    }
}
