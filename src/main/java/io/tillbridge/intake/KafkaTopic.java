package io.tillbridge.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * One topic as a flow reads it, all partitions, at offsets that the flow says. The connection to the cluster outlives runs:
 * it is made at the first question and again after {@link #disconnect}.
 */
final class KafkaTopic {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final String name;
    private final Supplier<Consumer<byte[], byte[]>> cluster;
    private @Nullable Consumer<byte[], byte[]> consumer;

    KafkaTopic(String name, Supplier<Consumer<byte[], byte[]>> cluster) {
        this.name = name;
        this.cluster = cluster;
    }

    /** What the cluster has of a partition: offsets from {@code first} up to and without {@code end}. */
    record Bounds(long first, long end) {}

    /**
     * Asks the cluster, never a cache, so that one that is away is seen.
     *
     * @throws org.apache.kafka.common.KafkaException when it does not answer, or has no such topic
     */
    synchronized Map<Integer, Bounds> bounds() {
        Consumer<byte[], byte[]> open = open();
        List<PartitionInfo> found = open.partitionsFor(name);
        if (found == null || found.isEmpty()) {
            throw new UnknownTopicOrPartitionException("no topic " + name);
        }
        List<TopicPartition> partitions = found.stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList();
        Map<TopicPartition, Long> firsts = open.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = open.endOffsets(partitions);
        Map<Integer, Bounds> bounds = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            bounds.put(
                    partition.partition(),
                    new Bounds(firsts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)));
        }
        return bounds;
    }

    /** Goes to the offsets, one for each partition that is read from now on. */
    synchronized void seek(Map<Integer, Long> offsets) {
        Consumer<byte[], byte[]> open = open();
        open.assign(offsets.keySet().stream()
                .map(partition -> new TopicPartition(name, partition))
                .toList());
        offsets.forEach((partition, offset) -> open.seek(new TopicPartition(name, partition), offset));
    }

    /** The next records, those of one partition in order; empty when none came within a second. */
    synchronized List<ConsumerRecord<byte[], byte[]>> poll() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        open().poll(POLL).forEach(records::add);
        return records;
    }

    /** Offsets that the next {@link #poll} begins at, markers of transactions passed. */
    synchronized Map<Integer, Long> positions() {
        Consumer<byte[], byte[]> open = open();
        Map<Integer, Long> positions = new TreeMap<>();
        open.assignment().forEach(partition -> positions.put(partition.partition(), open.position(partition)));
        return positions;
    }

    /** Tells the cluster how far the group is. Only its tools read that, so what becomes of it does not matter. */
    synchronized void tell(Map<Integer, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> told =
                new TreeMap<>((one, other) -> one.partition() - other.partition());
        offsets.forEach(
                (partition, offset) -> told.put(new TopicPartition(name, partition), new OffsetAndMetadata(offset)));
        open().commitAsync(Map.copyOf(told), (committed, failure) -> {});
    }

    /** Ends the connection; without effect when there is none. */
    synchronized void disconnect() {
        Consumer<byte[], byte[]> open = consumer;
        consumer = null;
        if (open != null) {
            open.close(Duration.ofSeconds(1));
        }
    }

    private Consumer<byte[], byte[]> open() {
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = cluster.get();
            consumer = open;
        }
        return open;
    }
}
