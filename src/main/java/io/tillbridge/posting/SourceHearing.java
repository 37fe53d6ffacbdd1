package io.tillbridge.posting;

import io.tillbridge.platform.Columns;
import io.tillbridge.stock.AvailabilityPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Notes that connections were heard whose silence means something. Counted in memory after each batch and written now and
 * then; what a crash forgets is heard again with the next document.
 */
@Component
final class SourceHearing {

    private static final Logger LOG = LoggerFactory.getLogger(SourceHearing.class);

    /** Each document that is heard weighs a tenth of the usual gap; many at once weigh no more than one. */
    private static final String WRITE = """
            insert into source_heard as s (connection, heard_at)
            select c, h from unnest(?::text[], ?::timestamptz[]) as row (c, h)
            on conflict (connection) do update
               set heard_at = greatest(s.heard_at, excluded.heard_at),
                   gap_seconds = case when excluded.heard_at <= s.heard_at then s.gap_seconds else (
                       select coalesce(s.gap_seconds * 0.9 + g.gap * 0.1, g.gap)
                         from (select extract(epoch from excluded.heard_at - s.heard_at) / r.n as gap
                                 from unnest(?::text[], ?::integer[]) as r (c, n) where r.c = s.connection) g) end
            """;

    private final DataSource database;
    private final AvailabilityPolicy policy;
    private final Clock clock;
    private final Unwritten<String, Heard> heard = new Unwritten<>(Heard::and);

    SourceHearing(DataSource database, AvailabilityPolicy policy, Clock clock) {
        this.database = database;
        this.policy = policy;
        this.clock = clock;
    }

    private record Heard(Instant at, int documents) {

        Heard and(Heard later) {
            return new Heard(later.at(), documents + later.documents());
        }
    }

    /** Documents of a batch are posted. */
    @EventListener
    void seen(SourcesSeen seen) {
        Instant now = clock.instant();
        for (SourcesSeen.Source source : seen.sources()) {
            if (policy.locations().silences().containsKey(source.connection())) {
                heard.note(source.connection(), new Heard(now, 1));
            }
        }
    }

    @Scheduled(fixedDelayString = "PT10S")
    void look() {
        try {
            write();
        } catch (SQLException e) {
            LOG.debug("what was heard is written when the database is back", e);
        }
    }

    /** Writes what was heard since the last time. */
    void write() throws SQLException {
        heard.write(database, (tx, news) -> write(tx, List.copyOf(news.entrySet())));
    }

    private static int write(Connection tx, List<Map.Entry<String, Heard>> news) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            Columns.bind(statement, news, 1)
                    .text(Map.Entry::getKey)
                    .instant(one -> one.getValue().at())
                    .text(Map.Entry::getKey)
                    .integer(one -> one.getValue().documents());
            return statement.executeUpdate();
        }
    }
}
