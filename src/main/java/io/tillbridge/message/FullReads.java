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

/** Remembers in PostgreSQL what full reads have seen; the place in the source moves in the same transaction. */
@Component
public final class FullReads implements SeenRecords {

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

    @Override
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

    @Override
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

    @Override
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
