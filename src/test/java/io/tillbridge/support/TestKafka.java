package io.tillbridge.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** A Kafka broker of one node in this process, started once per JVM; tests keep apart by fresh topics. */
public final class TestKafka {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestKafka() {}

    private static final class Server {
        static final Properties SETTINGS = settings();
        static @Nullable KafkaRaftServer running;

        private static Properties settings() {
            try {
                int[] ports = {FreePort.next(), FreePort.next()};
                Path directory = FastDisk.directory("kafka");
                Properties settings = new Properties();
                settings.putAll(Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", "1"),
                        Map.entry("controller.quorum.voters", "1@localhost:" + ports[1]),
                        Map.entry(
                                "listeners",
                                "PLAINTEXT://localhost:" + ports[0] + ",CONTROLLER://localhost:" + ports[1]),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry("log.dirs", directory.resolve("log").toString()),
                        Map.entry("auto.create.topics.enable", "false"),
                        Map.entry("message.max.bytes", "100000"),
                        Map.entry("num.partitions", "1"),
                        Map.entry("offsets.topic.num.partitions", "1"),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("transaction.state.log.num.partitions", "1"),
                        Map.entry("transaction.state.log.replication.factor", "1"),
                        Map.entry("transaction.state.log.min.isr", "1"),
                        Map.entry("log.cleaner.enable", "false")));
                Path file = directory.resolve("server.properties");
                try (var out = Files.newBufferedWriter(file)) {
                    settings.store(out, null);
                }
                ByteArrayOutputStream said = new ByteArrayOutputStream();
                int exit = StorageTool.execute(
                        new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                        new PrintStream(said, true, StandardCharsets.UTF_8));
                if (exit != 0) {
                    throw new IllegalStateException("Kafka's storage: " + said.toString(StandardCharsets.UTF_8));
                }
                FastDisk.beforeRemoval(TestKafka::stop);
                return settings;
            } catch (IOException e) {
                throw new UncheckedIOException("no directory for the test Kafka", e);
            }
        }
    }

    /** Where clients begin; starts the broker if it does not run. */
    public static synchronized String bootstrap() {
        start();
        return Server.SETTINGS
                .getProperty("listeners")
                .replaceFirst("PLAINTEXT://", "")
                .replaceFirst(",.*", "");
    }

    /** Starts the broker with all that it has on disk. */
    public static synchronized void start() {
        if (Server.running == null) {
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(Server.SETTINGS, false), Time.SYSTEM);
            server.startup();
            Server.running = server;
        }
    }

    /** Stops the broker; start it again before the test ends. */
    public static synchronized void stop() {
        KafkaRaftServer server = Server.running;
        Server.running = null;
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /** A new topic. */
    public static String topic(int partitions) {
        String name = "topic-" + NUMBER.incrementAndGet();
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("no topic " + name, e);
        }
        return name;
    }

    public static Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()));
    }

    /** A producer; with a transactional id its records count once they are committed. */
    public static KafkaProducer<byte[], byte[]> producer(@Nullable String transaction) {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
        if (transaction != null) {
            settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transaction);
        }
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends a record and waits until the broker has it. */
    public static void send(String topic, int partition, String key, @Nullable String value) {
        try (KafkaProducer<byte[], byte[]> producer = producer(null)) {
            producer.send(new ProducerRecord<>(
                            topic,
                            partition,
                            key.getBytes(StandardCharsets.UTF_8),
                            value == null ? null : value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the record was not taken", e);
        }
    }
}
