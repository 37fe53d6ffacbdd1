package io.tillbridge.drift;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which fields of a stream are usual, in the transaction that has its row locked: those that nearly all documents had that
 * taught. One that the last 100 documents lack has vanished, and the first that has it again makes it usual.
 */
final class UsualFields {

    private final JdbcClient sql;

    UsualFields(JdbcClient sql) {
        this.sql = sql;
    }

    /** What nearly all documents had that taught is usual; a column of an array counts by its documents too. */
    void learn(SourceDrift.Stream stream, long total) {
        sql.sql("""
                update source_shape set usual = true
                 where connection = ? and subject = ? and path in (
                    select path from source_shape where connection = ? and subject = ?
                     group by path having sum(documents) * 100 >= ? * 95)
                """)
                .params(stream.connection(), stream.subject(), stream.connection(), stream.subject(), total)
                .update();
    }

    /** Usual fields that were in none of the last documents although what they stand in was. */
    List<ShapeRecord.Drift> vanished(SourceDrift.Stream stream, long total) {
        List<ShapeRecord.Drift> gone = sql.sql("""
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
                .params(stream.connection(), stream.subject(), total - ShapeRecord.ENOUGH, total - ShapeRecord.ENOUGH)
                .query((row, number) -> new ShapeRecord.Drift(
                        "vanished_field", row.getString(1), row.getString(2), "", row.getObject(3, UUID.class)))
                .list();
        for (ShapeRecord.Drift drift : gone) {
            sql.sql("update source_shape set vanished = usual or vanished, usual = false"
                            + " where connection = ? and subject = ? and (path = ? or starts_with(path, ?))")
                    .params(stream.connection(), stream.subject(), drift.path(), drift.path() + "/")
                    .update();
        }
        return gone;
    }

    /** Vanished fields of these that are there again, and usual therefore. */
    List<String> back(SourceDrift.Stream stream, List<String> paths) {
        return sql.sql("""
                        with back as (
                            update source_shape s set usual = true, vanished = false
                             where connection = ? and subject = ? and vanished and path = any (?) returning path)
                        select distinct path from back
                        """)
                .param(stream.connection())
                .param(stream.subject())
                .param(paths.toArray(String[]::new))
                .query(String.class)
                .list();
    }
}
