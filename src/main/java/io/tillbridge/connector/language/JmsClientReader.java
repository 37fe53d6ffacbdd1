package io.tillbridge.connector.language;

import io.tillbridge.connector.JmsClientPlan;
import java.time.Duration;

/** Reads a client of a message broker. */
final class JmsClientReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private JmsClientReader() {}

    static JmsClientPlan read(String name, Section client) {
        String url = client.text("url", "a broker's URL such as tcp://host:61616");
        if (!url.isEmpty() && !url.matches("\\(?(tcp|vm)://.*")) {
            client.placeOf("url")
                    .problem(
                            "wrong_type",
                            "'" + url + "'",
                            "a URL of Artemis' client",
                            "write it like tcp://host:61616");
        }
        if (client.has("transacted") && !client.map().bool("transacted", true)) {
            client.placeOf("transacted")
                    .problem(
                            "wrong_word",
                            "'false'",
                            "true",
                            "remove it: a message is acknowledged when it is kept, which takes a transaction");
        }
        return new JmsClientPlan(
                name, url, UserReader.read(client), BudgetReader.read(client), client.duration("timeout", TIMEOUT));
    }
}
