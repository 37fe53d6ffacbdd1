package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.TopicRows.News;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.TopicSilence;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Notes that topics and registers were heard whose silence means something. Counted in memory after each batch and written now
 * and then; what a crash forgets is heard again with the next document.
 */
@Component
final class TopicHearing {

    private static final Logger LOG = LoggerFactory.getLogger(TopicHearing.class);

    private final DataSource database;
    private final Set<TopicRows.Key> topics;
    private final Set<TopicRows.Key> registers;
    private final Clock clock;
    private final Unwritten<TopicRows.Key, News> heard = new Unwritten<>(News::and);

    TopicHearing(DataSource database, AvailabilityPolicy policy, Clock clock) {
        this.database = database;
        this.clock = clock;
        topics = keys(policy, false);
        registers = keys(policy, true);
    }

    private static Set<TopicRows.Key> keys(AvailabilityPolicy policy, boolean registers) {
        return policy.locations().topics().stream()
                .filter(one -> one.registers() == registers)
                .map(TopicHearing::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static TopicRows.Key key(TopicSilence silence) {
        return new TopicRows.Key(silence.connection(), silence.topic(), "", "");
    }

    /** Documents of a batch are posted. */
    @EventListener
    void heard(TopicsHeard batch) {
        if (topics.isEmpty() && registers.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        for (TopicsHeard.Topic one : batch.topics()) {
            TopicRows.Key key = new TopicRows.Key(one.connection(), one.event().word(), one.register(), one.location());
            if (topics.contains(key.whole())) {
                heard.note(key.whole(), News.heard(now));
            }
            if (!one.register().isEmpty()) {
                register(one, key, now);
            }
        }
    }

    private void register(TopicsHeard.Topic one, TopicRows.Key key, Instant now) {
        if (one.event() == EventType.REGISTER_CLOSED) {
            registers.stream()
                    .filter(topic -> topic.connection().equals(one.connection()))
                    .forEach(topic -> heard.note(topic.of(one.register(), one.location()), News.closed(now)));
        } else if (registers.contains(key.whole())) {
            heard.note(key, News.heard(now));
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
        heard.write(database, TopicRows::write);
    }
}
