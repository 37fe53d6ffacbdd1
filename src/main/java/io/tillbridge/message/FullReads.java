package io.tillbridge.message;

import io.tillbridge.message.PulledDocuments.Moved;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Remembers what the full reads of a listing have seen, so that a read accepts only what changed and can tell what is gone.
 * Each read has a generation of its own; the place in the source moves in the same transaction.
 */
@Component
public final class FullReads {

    private static final String SEE = """
            with row as (select * from unnest(?::text[], ?::uuid[]) as row (k, h)),
            before as (
                select t.record_key, t.body_hash, t.generation from source_record t join row on t.record_key = k
                 where t.connection = ? and t.flow = ?),
            seen as (
                insert into source_record (connection, flow, record_key, generation, body_hash)
                select ?, ?, k, ?, h from row
                on conflict (connection, flow, record_key) do update
                   set generation = excluded.generation, body_hash = excluded.body_hash)
            select k, before.body_hash is distinct from h, before.generation is distinct from ?
              from row left join before on before.record_key = k
            """;

    private static final String FORGET = """
            delete from source_record where connection = ? and flow = ? and record_key in (
                select record_key from source_record
                 where connection = ? and flow = ? and generation <> ? order by record_key limit ?)
            returning record_key
            """;

    private final DataSource database;
    private final PulledDocuments pulled;

    public FullReads(DataSource database, PulledDocuments pulled) {
        this.database = database;
        this.pulled = pulled;
    }

    /**
     * How many records are known.
     *
     * @param missing those that the generation has not seen
     */
    public record Known(long all, long missing) {}

    /**
     * Accepts those documents whose body is not the one that the last read saw under their key, and moves the place.
     *
     * @param documents each with a business key
     * @return how many records this generation had not seen before; empty when the lease is lost and nothing was kept
     * @throws SQLException nothing was kept
     */
    public Optional<Integer> keep(Lease lease, Moved place, long generation, List<AcceptedDocument> documents)
            throws SQLException {
        return Transactions.in(database, tx -> {
            Map<String, AcceptedDocument> byKey = new TreeMap<>();
            documents.forEach(document -> byKey.put(String.valueOf(document.businessKey()), document));
            Set<String> changed = new HashSet<>();
            int first = see(tx, place, generation, List.copyOf(byKey.values()), changed);
            List<AcceptedDocument> accepted = byKey.values().stream()
                    .filter(document -> changed.contains(String.valueOf(document.businessKey())))
                    .toList();
            return pulled.accept(tx, lease, place, accepted) ? Optional.of(first) : undone(tx);
        });
    }

    private static int see(
            Connection tx, Moved place, long generation, List<AcceptedDocument> documents, Set<String> changed)
            throws SQLException {
        int first = 0;
        try (PreparedStatement statement = tx.prepareStatement(SEE)) {
            Columns.bind(statement, documents, 1)
                    .text(AcceptedDocument::businessKey)
                    .uuid(BodyHash::of);
            statement.setString(3, place.connection());
            statement.setString(4, place.flow());
            statement.setString(5, place.connection());
            statement.setString(6, place.flow());
            statement.setLong(7, generation);
            statement.setLong(8, generation);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(2)) {
                        changed.add(rows.getString(1));
                    }
                    first += rows.getBoolean(3) ? 1 : 0;
                }
            }
        }
        return first;
    }

    /** How many records are known, and how many of them a generation has not seen. */
    public Known known(String connection, String flow, long generation) throws SQLException {
        try (Connection open = database.getConnection();
                PreparedStatement statement = open.prepareStatement("select count(*), count(*) filter"
                        + " (where generation <> ?) from source_record where connection = ? and flow = ?")) {
            statement.setLong(1, generation);
            statement.setString(2, connection);
            statement.setString(3, flow);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Known(row.getLong(1), row.getLong(2));
            }
        }
    }

    /**
     * Forgets some of the records that a generation has not seen, and accepts the documents that tell so.
     *
     * @param most records at once
     * @param told the document of a missing record's key; empty when nothing is told
     * @return how many were forgotten; empty when the lease is lost and nothing was done
     * @throws SQLException nothing was done
     */
    public Optional<Integer> forget(
            Lease lease, Moved place, long generation, int most, Function<String, Optional<AcceptedDocument>> told)
            throws SQLException {
        return Transactions.in(database, tx -> {
            List<String> keys = new ArrayList<>();
            try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
                statement.setString(1, place.connection());
                statement.setString(2, place.flow());
                statement.setString(3, place.connection());
                statement.setString(4, place.flow());
                statement.setLong(5, generation);
                statement.setInt(6, most);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        keys.add(rows.getString(1));
                    }
                }
            }
            List<AcceptedDocument> documents = keys.stream()
                    .sorted()
                    .flatMap(key -> told.apply(key).stream())
                    .toList();
            return pulled.accept(tx, lease, place, documents) ? Optional.of(keys.size()) : undone(tx);
        });
    }

    private static Optional<Integer> undone(Connection tx) throws SQLException {
        tx.rollback();
        return Optional.empty();
    }
}
