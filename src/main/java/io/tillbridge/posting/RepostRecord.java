package io.tillbridge.posting;

import io.tillbridge.message.PostedDocument;
import io.tillbridge.message.PostedDocuments;
import io.tillbridge.message.PostedDocuments.Restamped;
import io.tillbridge.message.Stamp;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.posting.Retelling.Told;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.LiveMovements;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What stays of a repost: the message's new stamp, and a row that says what the fact was and became. */
@Component
final class RepostRecord {

    private static final String FACT = """
            insert into fact_repost (repost, fact_key, message_id, from_mapping, from_version, from_sha256, to_mapping,
                                     to_version, reversed_by, posted_as, at, by, why, repost_run, from_activation,
                                     from_set)
            select coalesce(max(repost), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
              from fact_repost where fact_key = ?
            """;

    private final PostedDocuments posted;
    private final Clock clock;

    RepostRecord(PostedDocuments posted, Clock clock) {
        this.posted = posted;
        this.clock = clock;
    }

    /**
     * Writes what is reposted, behind its movements.
     *
     * @param first the movements of this repost have higher numbers
     */
    void write(Connection tx, RepostUnit.Target target, List<Told> told, long first) throws SQLException {
        List<UUID> ids = told.stream().map(one -> RepostUnit.id(one.posted())).toList();
        Map<UUID, List<LedgerEntry>> entries = LiveMovements.of(tx, ids);
        List<Restamped> restamped = new ArrayList<>();
        for (Told one : told) {
            PostedDocument document = one.posted();
            Work.Translated translated = Objects.requireNonNull(one.translated());
            Stamp before = Objects.requireNonNull(document.ready().stamp());
            Stamp after = Objects.requireNonNull(Objects.requireNonNull(one.work()).stamp);
            UUID id = RepostUnit.id(document);
            restamped.add(new Restamped(id, before, after, translated.event().occurredAt(), story(target)));
            List<LedgerEntry> moved = entries.getOrDefault(id, List.of()).stream()
                    .filter(entry -> entry.id() > first)
                    .toList();
            insert(tx, target, translated.factKey(), id, before, after, moved);
        }
        posted.restamp(tx, restamped);
    }

    private static String story(RepostUnit.Target target) {
        return "reposted under V" + target.version() + " by " + target.by() + " because " + target.why() + ", run "
                + target.run();
    }

    private void insert(
            Connection tx,
            RepostUnit.Target target,
            String factKey,
            UUID id,
            Stamp before,
            Stamp after,
            List<LedgerEntry> moved)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FACT)) {
            statement.setString(1, factKey);
            statement.setObject(2, id);
            statement.setString(3, before.mapping());
            statement.setInt(4, before.version());
            statement.setString(5, before.sha256());
            statement.setString(6, after.mapping());
            statement.setInt(7, after.version());
            statement.setArray(8, ids(tx, moved, true));
            statement.setArray(9, ids(tx, moved, false));
            statement.setObject(10, SqlTimes.of(clock.instant()));
            statement.setString(11, target.by());
            statement.setString(12, target.why());
            statement.setObject(13, target.run());
            statement.setInt(14, before.activation());
            statement.setLong(15, before.set());
            statement.setString(16, factKey);
            statement.executeUpdate();
        }
    }

    private static Array ids(Connection tx, List<LedgerEntry> moved, boolean undoing) throws SQLException {
        return tx.createArrayOf(
                "int8",
                moved.stream()
                        .filter(entry -> (entry.reverses() != null) == undoing)
                        .map(LedgerEntry::id)
                        .toArray());
    }
}
