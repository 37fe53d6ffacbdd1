package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.TopicRows.News;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.TopicSilence;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<TopicRows.Key, News> heard = new ConcurrentHashMap<>();
    private final Set<TopicRows.Key> closed = ConcurrentHashMap.newKeySet();

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
                heard.merge(key.whole(), new News(key.whole(), now, 1), TopicHearing::and);
            }
            if (one.event() == EventType.REGISTER_CLOSED) {
                close(one);
            } else if (registers.contains(key.whole()) && !one.register().isEmpty()) {
                closed.remove(new TopicRows.Key(one.connection(), "", one.register(), one.location()));
                heard.merge(key, new News(key, now, 1), TopicHearing::and);
            }
        }
    }

    private void close(TopicsHeard.Topic one) {
        heard.keySet()
                .removeIf(key -> key.connection().equals(one.connection())
                        && key.register().equals(one.register())
                        && key.location().equals(one.location())
                        && !key.register().isEmpty());
        closed.add(new TopicRows.Key(one.connection(), "", one.register(), one.location()));
    }

    private static News and(News one, News later) {
        return new News(one.key(), later.at(), one.documents() + later.documents());
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
        List<TopicRows.Key> gone = List.copyOf(closed);
        gone.forEach(closed::remove);
        List<News> news = new ArrayList<>();
        for (TopicRows.Key key : List.copyOf(heard.keySet())) {
            News one = heard.remove(key);
            if (one != null) {
                news.add(one);
            }
        }
        if (!news.isEmpty() || !gone.isEmpty()) {
            Transactions.in(database, tx -> {
                TopicRows.closed(tx, gone);
                return TopicRows.hear(tx, news);
            });
        }
    }
}
