package io.tillbridge.posting;

import io.tillbridge.mapping.Mapping;
import io.tillbridge.message.RecordedDocuments;
import io.tillbridge.platform.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which messages belong to a repost, and what is posted in one transaction. Errors are Spring's. */
@Component
public final class RepostSets {

    /** Ids begin with about the time of arrival, so that a span of time and some slack is a range of ids. */
    private static final String FIND = """
            select message_id from message
             where message_id >= cast(? as uuid) and message_id < cast(? as uuid)
               and mapping = ? and (cast(? as integer) is null or mapping_version = ?)
               and (cast(? as text) is null or connection = ?)
               and received_at >= ? and received_at < ?
               and (state = 'posted' or event_type = 'order' and state = 'skipped' and reason in ('stale', 'repeat'))
               and fact_key is not null
             order by message_id limit ?
            """;

    private static final String MEMBERS =
            "select message_id, event_type, fact_key, mapping_sha256 from message where message_id = any (?::uuid[])";

    private static final String REFUSED = """
            select message_id, coalesce(code, ''), coalesce(detail, '') from repost_item
             where repost_id = ? and state = 'refused' and message_id > ? order by message_id limit ?
            """;

    private final JdbcClient sql;

    public RepostSets(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Messages by what they are.
     *
     * @param version they are stamped with; null for any
     * @param connection null for any
     * @param from received at this instant or later
     * @param to received before it
     */
    public record Query(
            String subject,
            @Nullable Integer version,
            @Nullable String connection,
            Instant from,
            Instant to) {}

    /** A message as it is stamped now. */
    record Member(UUID messageId, @Nullable String sha256) {}

    /** Posted messages, oldest first. */
    public List<UUID> find(Query query, int limit) {
        return sql.sql(FIND)
                .params(
                        first(query.from().minus(RecordedDocuments.SLACK)),
                        first(query.to().plus(RecordedDocuments.SLACK)),
                        query.subject(),
                        query.version(),
                        query.version(),
                        query.connection(),
                        query.connection(),
                        SqlTimes.of(query.from()),
                        SqlTimes.of(query.to()),
                        limit)
                .query(UUID.class)
                .list();
    }

    /** The messages of a set that are not reposted, and why; those behind a message id. */
    public List<RepostRun.Refused> refused(UUID repost, @Nullable UUID after, int limit) {
        return sql.sql(REFUSED)
                .params(repost, after == null ? new UUID(0, 0) : after, limit)
                .query((row, number) ->
                        new RepostRun.Refused(row.getObject(1, UUID.class), row.getString(2), row.getString(3)))
                .list();
    }

    /** Messages by unit: revisions of one order together, everything else alone. */
    Map<String, List<Member>> units(Collection<UUID> ids) {
        Map<String, List<Member>> units = new TreeMap<>();
        Set<UUID> missing = new HashSet<>(ids);
        sql.sql(MEMBERS)
                .param(ids.stream().map(UUID::toString).toArray(String[]::new))
                .query((ResultSet row) -> {
                    UUID id = row.getObject(1, UUID.class);
                    missing.remove(id);
                    units.computeIfAbsent(unit(row, id), key -> new ArrayList<>())
                            .add(new Member(id, row.getString(4)));
                });
        missing.forEach(id -> units.put(id.toString(), List.of(new Member(id, null))));
        return units;
    }

    /** Whether a version is released, as PostgreSQL has it. */
    boolean released(Mapping mapping) {
        return sql.sql("select count(*) from mapping_version where subject = ? and version = ? and sha256 = ?")
                        .params(mapping.subject(), mapping.version(), mapping.sha256())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private static String unit(ResultSet row, UUID id) throws SQLException {
        String beginning = RepostOrders.beginning(row.getString(3));
        return beginning == null ? id.toString() : beginning;
    }

    /** The lowest UUIDv7 of a millisecond. */
    private static UUID first(Instant at) {
        return new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
    }
}
