package io.tillbridge.intake;

import io.tillbridge.connector.KafkaSource;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.partner.HostRefused;
import io.tillbridge.platform.Lease;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One walk through a topic from the offsets of the place up to what the topic had when the walk began. The records of a step
 * and the offsets behind them are one transaction. The database's lease, not the cluster's group, says who reads, so no
 * rebalance can give a partition to two.
 */
final class KafkaRun implements PullRun {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaRun.class);
    private static final Duration RETRY_LATER = Duration.ofSeconds(10);

    private final RunningFlow flow;
    private final KafkaSource source;
    private final KafkaTopic topic;
    private final PulledDocuments documents;
    private final KafkaRecords records;
    private final Clock clock;
    private final KafkaPlace before;
    private final Lease lease;
    private @Nullable Map<Integer, Long> ends;
    private Map<Integer, Long> offsets;
    private int fresh;

    /**
     * A run from a place on.
     *
     * @param lease without which nothing is kept
     */
    KafkaRun(
            RunningFlow flow,
            KafkaSource source,
            KafkaTopic topic,
            PulledDocuments documents,
            KafkaRecords records,
            Clock clock,
            KafkaPlace before,
            Lease lease) {
        this.flow = flow;
        this.source = source;
        this.topic = topic;
        this.documents = documents;
        this.records = records;
        this.clock = clock;
        this.before = before;
        this.lease = lease;
        this.offsets = before.offsets();
    }

    @Override
    public Outcome step() {
        try {
            if (ends == null) {
                begin();
                if (before.offsets().isEmpty() && source.latest()) {
                    // The end is the place from now on, whatever comes before the first record
                    return store(List.of(), offsets);
                }
            }
            if (read()) {
                return new Finished(fresh, true);
            }
            List<ConsumerRecord<byte[], byte[]>> found = topic.poll();
            Map<Integer, Long> reached = topic.positions();
            if (found.isEmpty() && reached.equals(offsets)) {
                // Open transactions hide the rest
                return new Finished(fresh, true);
            }
            return store(found, reached);
        } catch (KafkaException e) {
            topic.disconnect();
            return failed(e);
        } catch (HostRefused e) {
            return new Failed(HostRefused.CODE, String.valueOf(e.getMessage()), RETRY_LATER);
        } catch (IllegalStateException e) {
            return new Failed("secret_missing", String.valueOf(e.getMessage()), RETRY_LATER);
        }
    }

    /** Finds where to read from and up to; a partition without a place begins at its first record. */
    private void begin() {
        Map<Integer, Long> last = new TreeMap<>();
        Map<Integer, Long> first = new TreeMap<>();
        topic.bounds().forEach((partition, has) -> {
            last.put(partition, has.end());
            Long place = before.offsets().get(partition);
            boolean atEnd = place == null && before.offsets().isEmpty() && source.latest();
            if (place != null && (place < has.first() || place > has.end())) {
                LOG.error(
                        "records lost plan={} code={} partition={} place={} first={} end={}",
                        flow.planId(),
                        place < has.first() ? "records_expired" : "topic_is_another",
                        partition,
                        place,
                        has.first(),
                        has.end());
                place = null;
            }
            first.put(partition, place != null ? place : atEnd ? has.end() : has.first());
        });
        topic.seek(first);
        offsets = first;
        ends = last;
    }

    private boolean read() {
        Map<Integer, Long> last = ends == null ? Map.of() : ends;
        return last.entrySet().stream().allMatch(end -> offsets.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private Outcome store(List<ConsumerRecord<byte[], byte[]>> found, Map<Integer, Long> reached) {
        List<AcceptedDocument> accepted = new ArrayList<>();
        found.forEach(record -> accepted.add(records.of(record, clock.instant())));
        try {
            OptionalInt kept = documents.keep(
                    lease,
                    flow.connection().id(),
                    flow.flow().name(),
                    accepted,
                    new KafkaPlace(source.topic(), reached).json());
            if (kept.isEmpty()) {
                return new Failed(
                        "lease_lost",
                        "another node reads since this run was held up; nothing of this step is kept here",
                        RETRY_LATER);
            }
            fresh += kept.getAsInt();
        } catch (SQLException e) {
            return new Failed(
                    "not_stored", "PostgreSQL did not store the records, SQLSTATE " + e.getSQLState(), RETRY_LATER);
        }
        offsets = reached;
        topic.tell(reached);
        return new Continue(Duration.ZERO);
    }

    private static Failed failed(KafkaException thrown) {
        String code = thrown instanceof UnknownTopicOrPartitionException
                ? "topic_missing"
                : thrown instanceof AuthenticationException || thrown instanceof AuthorizationException
                        ? "login_refused"
                        : "source_away";
        return new Failed(
                code,
                thrown.getClass().getSimpleName() + "; the records are read from their offsets when this has passed",
                RETRY_LATER);
    }
}
