package io.tillbridge.catalog;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which local id a system's own id stands for, and the reverse; looked up in one query per batch. Several remote ids may
 * stand for one local id: each is understood, and the one linked last is told.
 */
@Component
public final class CrossReferences {

    private static final String LOCAL = """
            select x.connection, x.kind, x.remote_id, x.local_id
              from cross_reference x
              join unnest(?::text[], ?::text[], ?::text[]) as row (c, k, r)
                on x.connection = c and x.kind = k and x.remote_id = r
            """;

    private static final String PUT = """
            insert into cross_reference as x (connection, kind, remote_id, local_id, revision, updated_at, link_number)
            select c, k, r, l, v, ?, n
              from (select c, k, r, l, v, nextval('cross_reference_link') as n
                      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::numeric[]) as row (c, k, r, l, v)) link
             order by c, k, r
            on conflict (connection, kind, remote_id) do update
               set link_number = case when x.local_id = excluded.local_id then x.link_number else excluded.link_number end,
                   local_id = excluded.local_id, revision = coalesce(excluded.revision, x.revision),
                   updated_at = excluded.updated_at
             where x.revision is null or excluded.revision is null or x.revision <= excluded.revision
            """;

    private static final String VERSION = """
            update cross_reference x set version = v
              from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as row (c, k, r, v)
             where x.connection = c and x.kind = k and x.remote_id = r and v is not null
            """;

    private static final String OLDER = """
            select x.connection, x.kind, x.remote_id, x.local_id, told.remote_id
              from unnest(?::text[], ?::text[], ?::text[]) as row (c, k, r)
              join cross_reference x on x.connection = c and x.kind = k and x.remote_id = r
              join lateral (select t.remote_id from cross_reference t
                             where t.connection = x.connection and t.kind = x.kind and t.local_id = x.local_id
                             order by t.link_number desc limit 1) told on told.remote_id <> x.remote_id
             order by x.connection, x.kind, x.remote_id
            """;

    private final Clock clock;

    public CrossReferences(Clock clock) {
        this.clock = clock;
    }

    /** One system's id of one kind. */
    public record Remote(String connection, String kind, String remoteId) {}

    /** Local ids of those that are known. */
    public Map<Remote, String> locals(Connection connection, Collection<Remote> remotes) throws SQLException {
        Map<Remote, String> found = new HashMap<>();
        if (remotes.isEmpty()) {
            return found;
        }
        List<Remote> list = List.copyOf(remotes);
        try (PreparedStatement statement = connection.prepareStatement(LOCAL)) {
            Columns.bind(statement, list, 1)
                    .text(Remote::connection)
                    .text(Remote::kind)
                    .text(Remote::remoteId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(new Remote(rows.getString(1), rows.getString(2), rows.getString(3)), rows.getString(4));
                }
            }
        }
        return found;
    }

    /**
     * A remote id and the local id it stands for.
     *
     * @param revision of the system that says so; null when a person does
     */
    public record Link(
            Remote remote, String localId, @Nullable BigDecimal revision) {

        /** As a person says it. */
        public Link(Remote remote, String localId) {
            this(remote, localId, null);
        }
    }

    /**
     * Records links; a remote id that stood for another local id now stands for the new one, unless a later revision has
     * said so.
     *
     * @param links at most one per remote id, the one to be told last
     */
    public void put(Connection transaction, Collection<Link> links) throws SQLException {
        if (links.isEmpty()) {
            return;
        }
        List<Link> list = List.copyOf(links);
        try (PreparedStatement statement = transaction.prepareStatement(PUT)) {
            statement.setObject(1, SqlTimes.of(clock.instant()));
            Columns.bind(statement, list, 2)
                    .text(link -> link.remote().connection())
                    .text(link -> link.remote().kind())
                    .text(link -> link.remote().remoteId())
                    .text(Link::localId)
                    .decimal(Link::revision);
            statement.executeUpdate();
        }
    }

    /**
     * An id that a destination gave to what it was told.
     *
     * @param version of what it holds now; null when it told none
     */
    public record Told(
            Remote remote, String localId, @Nullable String version) {}

    /** Records ids and versions as destinations told them. */
    public void told(Connection transaction, List<Told> told) throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        put(
                transaction,
                told.stream().map(one -> new Link(one.remote(), one.localId())).toList());
        try (PreparedStatement statement = transaction.prepareStatement(VERSION)) {
            Columns.bind(statement, told, 1)
                    .text(one -> one.remote().connection())
                    .text(one -> one.remote().kind())
                    .text(one -> one.remote().remoteId())
                    .text(Told::version);
            statement.executeUpdate();
        }
    }

    /**
     * A remote id that is not told for its local id.
     *
     * @param told the one that is
     */
    public record Older(Remote remote, String localId, String told) {}

    /** Those of some remote ids for whose local id another one was linked later. */
    public List<Older> older(Connection connection, Collection<Remote> remotes) throws SQLException {
        List<Older> older = new ArrayList<>();
        if (remotes.isEmpty()) {
            return older;
        }
        try (PreparedStatement statement = connection.prepareStatement(OLDER)) {
            Columns.bind(statement, List.copyOf(remotes), 1)
                    .text(Remote::connection)
                    .text(Remote::kind)
                    .text(Remote::remoteId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Remote remote = new Remote(rows.getString(1), rows.getString(2), rows.getString(3));
                    older.add(new Older(remote, rows.getString(4), rows.getString(5)));
                }
            }
        }
        return older;
    }
}
