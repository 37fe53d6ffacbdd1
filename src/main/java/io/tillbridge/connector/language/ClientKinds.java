package io.tillbridge.connector.language;

import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.JdbcClientPlan;
import io.tillbridge.connector.JdbcSource;
import io.tillbridge.connector.JmsClientPlan;
import io.tillbridge.connector.JmsSend;
import io.tillbridge.connector.JmsSource;
import io.tillbridge.connector.KafkaClientPlan;
import io.tillbridge.connector.KafkaSend;
import io.tillbridge.connector.KafkaSource;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.platform.YamlMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses a flow whose client speaks another protocol than its source or its call. */
final class ClientKinds {

    private ClientKinds() {}

    static void check(
            YamlMap root,
            Map<String, ClientPlan> clients,
            Map<String, InboundFlow> inbound,
            Map<String, OutboundFlow> outbound) {
        inbound.forEach((name, flow) -> {
            YamlMap source = root.map("inbound").map(name).map("source");
            if (flow.source() instanceof PollHttpSource poll) {
                check(source, clients.get(poll.client()), HttpClientPlan.class, "http");
            } else if (flow.source() instanceof JdbcSource jdbc) {
                check(source, clients.get(jdbc.client()), JdbcClientPlan.class, "jdbc");
            } else if (flow.source() instanceof JmsSource jms) {
                check(source, clients.get(jms.client()), JmsClientPlan.class, "jms");
            } else if (flow.source() instanceof KafkaSource kafka) {
                check(source, clients.get(kafka.client()), KafkaClientPlan.class, "kafka");
            }
        });
        outbound.forEach((name, flow) -> {
            YamlMap written = root.map("outbound").map(name);
            ClientPlan client = clients.get(flow.client());
            if (flow.call() instanceof RequestTemplate) {
                check(written, client, HttpClientPlan.class, "http");
            } else if (flow.call() instanceof JmsSend) {
                check(written.map("send"), client, JmsClientPlan.class, "jms or kafka");
            } else if (flow.call() instanceof KafkaSend) {
                check(written.map("send"), client, KafkaClientPlan.class, "jms or kafka");
            }
        });
    }

    private static void check(
            YamlMap written, @Nullable ClientPlan client, Class<? extends ClientPlan> expected, String word) {
        if (client != null && !expected.isInstance(client)) {
            (written.has("client") ? written.placeOf("client") : written.place())
                    .problem(
                            "wrong_client",
                            "client '" + client.name() + "' of another kind",
                            "a client of kind " + word,
                            "name a client that speaks this protocol");
        }
    }
}
