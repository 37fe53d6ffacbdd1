package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import io.tillbridge.stock.Silence;
import io.tillbridge.stock.TopicSilence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code silences} of {@code config/locations.yaml}.
 *
 * @param connections those of a connection as a whole
 * @param topics those of one topic of a connection
 */
record SilencesReader(Map<String, Silence> connections, List<TopicSilence> topics) {

    static SilencesReader read(List<YamlMap> rows, Set<String> known) {
        Map<String, Silence> connections = new HashMap<>();
        List<TopicSilence> topics = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlMap row : rows) {
            String connection = row.text("connection");
            String topic = topic(row);
            boolean registers = row.bool("registers", false);
            if (registers && topic == null) {
                row.placeOf("registers")
                        .problem(
                                "missing_key",
                                "no topic",
                                "the topic that registers tell",
                                "write topic: sale beside it");
            }
            String name = connection + (topic == null ? "" : "/" + topic) + (registers ? "/registers" : "");
            boolean twice = !names.add(name);
            if (twice || !known.contains(connection)) {
                row.placeOf("connection")
                        .problem(
                                twice ? "repeated_name" : "unknown_name",
                                "'" + name + "'",
                                "a connection and topic, once: " + known,
                                "name another connection or topic, or remove the row");
            }
            Silence silence = silence(row);
            row.refuseUnread();
            if (silence != null) {
                if (topic == null) {
                    connections.put(connection, silence);
                } else {
                    topics.add(new TopicSilence(connection, topic, registers, silence));
                }
            }
        }
        return new SilencesReader(connections, topics);
    }

    private static @Nullable Silence silence(YamlMap row) {
        YamlText after = row.scalar("after");
        Duration atLeast = after == null ? null : after.duration();
        if (after == null) {
            row.placeOf("after").problem("missing_key", "nothing", "a duration", "write it like PT6H");
        }
        BigDecimal gaps = RuleUnits.optional(row, "gaps");
        return atLeast == null ? null : new Silence(atLeast, gaps);
    }

    private static @Nullable String topic(YamlMap row) {
        String topic = row.optionalText("topic");
        Set<String> words = new TreeSet<>();
        Stream.of(EventType.values())
                .filter(type -> type.direction() == EventType.Direction.IN)
                .forEach(type -> words.add(type.word()));
        if (topic != null && !words.contains(topic)) {
            row.placeOf("topic").problem("unknown_name", "'" + topic + "'", "one of " + words, "name an event type");
        }
        return topic;
    }
}
