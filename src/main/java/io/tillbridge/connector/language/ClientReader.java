package io.tillbridge.connector.language;

import io.tillbridge.connector.ClientPlan;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Reads a client by its kind. */
final class ClientReader {

    private static final Map<String, BiFunction<String, Section, ClientPlan>> KINDS = Map.ofEntries(
            Map.entry("directory", FileClientReader::directory),
            Map.entry("http", HttpClientReader::read),
            Map.entry("jdbc", JdbcClientReader::read),
            Map.entry("jms", JmsClientReader::read),
            Map.entry("kafka", KafkaClientReader::read),
            Map.entry("sftp", FileClientReader::sftp));

    private ClientReader() {}

    static ClientPlan read(String name, Section client) {
        BiFunction<String, Section, ClientPlan> kind = client.word("kind", KINDS);
        if (kind == null) {
            return Unread.client(name);
        }
        ClientPlan plan = kind.apply(name, client);
        client.close();
        return plan;
    }

    /** The client that a flow calls, as {@link #name}; one of another kind is a problem. */
    static String name(Section flow, Set<String> clients, Set<String> kinds) {
        String name = name(flow, clients);
        YamlMap defined = flow.reading().connector().root().map("clients");
        YamlText kind = name.isEmpty() ? null : defined.map(name).scalar("kind");
        if (kind != null && KINDS.containsKey(kind.value()) && !kinds.contains(kind.value())) {
            (flow.has("client") ? flow.placeOf("client") : flow.place())
                    .problem(
                            "wrong_client",
                            "client '" + name + "' of kind " + kind.value(),
                            "a client of kind " + new TreeSet<>(kinds),
                            "name one of them as client");
        }
        return name;
    }

    /** The client that a flow calls: the one it names, or the only one. Empty (a problem) when there is none. */
    static String name(Section flow, Set<String> clients) {
        YamlText text = flow.scalar("client");
        if (text != null) {
            flow.reading().use("clients." + text.value());
            return flow.reading().defined(text.place(), "client", text.value(), clients) ? text.value() : "";
        }
        if (clients.size() == 1) {
            String only = clients.iterator().next();
            flow.reading().use("clients." + only);
            return only;
        }
        flow.missing("client", clients.isEmpty() ? "a client, and none is defined" : "one of " + clients);
        return "";
    }
}
