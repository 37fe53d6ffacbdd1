package io.tillbridge.partner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.support.FakeDestination;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;

class GuardedConnectionsIT {

    /** A name server that says something else each time it is asked. */
    private static final class ChangingNames implements DnsResolver {
        final Deque<String> answers = new ArrayDeque<>();

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return new InetAddress[] {InetAddress.getByName(answers.remove())};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @Test
    void aNameThatTurnsPrivateIsNotFollowed() throws IOException {
        ChangingNames names = new ChangingNames();
        names.answers.addAll(List.of("127.0.0.1", "8.8.8.8"));
        try (FakeDestination inside = new FakeDestination();
                CloseableHttpClient client = client(AddressRules.publicAnd(List.of()), names)) {
            assertThatThrownBy(() -> status(client, "http://rebound.example:" + inside.port() + "/"))
                    .isInstanceOf(AddressRefused.class)
                    .hasMessageContaining("rebound.example is 127.0.0.1")
                    .hasMessageContaining("tillbridge.partners.private-addresses");
            assertThat(inside.calls()).isEmpty();
            assertThat(names.answers)
                    .as("asked once; the address checked is the one connected to")
                    .hasSize(1);
        }
    }

    @Test
    void aNamedHostIsCalledAtItsPrivateAddress() throws IOException {
        ChangingNames names = new ChangingNames();
        names.answers.add("127.0.0.1");
        try (FakeDestination inside = new FakeDestination();
                CloseableHttpClient client = client(AddressRules.publicAnd(List.of("pos.example")), names)) {
            assertThat(status(client, "http://pos.example:" + inside.port() + "/"))
                    .isEqualTo(200);
        }
    }

    private static int status(CloseableHttpClient client, String url) throws IOException {
        return client.execute(new HttpGet(url), response -> response.getCode());
    }

    private static CloseableHttpClient client(AddressRules rules, DnsResolver names) {
        Duration second = Duration.ofSeconds(5);
        return HttpClients.custom()
                .setConnectionManager(GuardedConnections.of(rules, names, host -> null, second, second))
                .disableAutomaticRetries()
                .build();
    }
}
