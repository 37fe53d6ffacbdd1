package io.tillbridge.drift;

import io.tillbridge.platform.SqlTimes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    private final UsualFields usual;
    private final TypeChanges types;

    ShapeRecord(JdbcClient sql, PlatformTransactionManager transactions, Clock clock) {
        this.sql = sql;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.notices = new DriftNotices(sql, clock);
        this.usual = new UsualFields(sql);
        this.types = new TypeChanges(sql);
    }

    /** A change. */
    record Drift(String kind, String path, String before, String after, UUID message) {}

    /**
     * What a write found.
     *
     * @param known whether the stream's shape is learnt
     * @param drifts that are news
     * @param returned paths of vanished fields that are there again
     */
    record Noticed(boolean known, List<Drift> drifts, List<String> returned) {
        Noticed {
            drifts = List.copyOf(drifts);
            returned = List.copyOf(returned);
        }
    }

    /** A field, and the document that had it last before this write; null when it was never there. */
    record Row(String path, String type, @Nullable Long last) {
        boolean added() {
            return last == null;
        }
    }

    Noticed write(SourceDrift.Stream stream, SeenFields seen) {
        Noticed noticed = transaction.execute(status -> written(stream, seen));
        return noticed == null ? new Noticed(false, List.of(), List.of()) : noticed;
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
        if (before < ENOUGH) {
            if (total >= ENOUGH) {
                usual.learn(stream, total);
            }
            return new Noticed(total >= ENOUGH, List.of(), List.of());
        }
        List<Drift> drifts = new ArrayList<>(types.changed(stream, rows, fields));
        drifts.addAll(types.flipped(stream, rows, fields, before - ENOUGH));
        List<String> returned = returned(stream, fields);
        drifts.addAll(usual.vanished(stream, total));
        List<Drift> news =
                drifts.stream().filter(drift -> notices.note(stream, drift)).toList();
        if (!drifts.isEmpty()) {
            notices.tidy(stream);
        }
        return new Noticed(true, news, returned);
    }

    private List<String> returned(SourceDrift.Stream stream, SeenFields fields) {
        Map<String, UUID> messages = new HashMap<>();
        fields.fields().forEach((field, sight) -> messages.putIfAbsent(field.path(), sight.first()));
        List<String> back = usual.back(stream, List.copyOf(messages.keySet()));
        return back.isEmpty()
                ? List.of()
                : notices.returned(
                        stream,
                        back,
                        back.stream()
                                .map(path -> Objects.requireNonNull(messages.get(path)))
                                .toList());
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
                        with seen as (select * from unnest(?::text[], ?::text[], ?::bigint[], ?::uuid[])
                                                    seen(path, type, documents, message)),
                        known as (
                            select path, type, s.last_document from source_shape s join seen using (path, type)
                             where connection = ? and subject = ?),
                        noted as (
                            insert into source_shape (connection, subject, path, type, documents, last_document, first_seen,
                                                      last_seen, last_message)
                            select ?, ?, seen.path, seen.type, seen.documents, ?, ?, ?, seen.message from seen
                            on conflict (connection, subject, path, type) do update
                               set documents = source_shape.documents + excluded.documents,
                                   last_document = excluded.last_document, last_seen = excluded.last_seen,
                                   last_message = excluded.last_message)
                        select path, type, known.last_document from seen left join known using (path, type)
                        """)
                .param(all.stream().map(entry -> entry.getKey().path()).toArray(String[]::new))
                .param(all.stream().map(entry -> entry.getKey().type()).toArray(String[]::new))
                .param(all.stream()
                        .map(entry -> (long) entry.getValue().documents())
                        .toArray(Long[]::new))
                .param(all.stream().map(entry -> entry.getValue().last()).toArray(UUID[]::new))
                .param(stream.connection())
                .param(stream.subject())
                .param(stream.connection())
                .param(stream.subject())
                .param(total)
                .param(SqlTimes.of(clock.instant()))
                .param(SqlTimes.of(clock.instant()))
                .query((row, number) -> new Row(row.getString(1), row.getString(2), row.getObject(3, Long.class)))
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
                            SqlTimes.of(clock.instant()),
                            SqlTimes.of(clock.instant()))
                    .update();
        }
    }
}
