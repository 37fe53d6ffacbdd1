package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.partner.auth.Authentications;
import io.tillbridge.partner.network.AddressRules;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.Plans;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardIT {

    private static final PartnerRequest REQUEST = new PartnerRequest("GET", "/things", Map.of(), Map.of(), new byte[0]);

    private final FakeDestination partner = new FakeDestination();
    private final ManualClock clock = ManualClock.at("2026-05-01T12:00:00Z");
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        partner.close();
    }

    private HttpPartner client(String baseUrl, AddressRules rules) {
        Partners clients = new Partners(
                camel,
                reference -> List.of("s3cret"),
                new PlainConditions(),
                clock,
                new Random(1),
                new Authentications(rules, null, clock),
                pause -> {});
        HttpClientPlan plan =
                Plans.client(baseUrl, new Auth.Bearer(Template.parse("$(secrets.token)")), null, List.of());
        return clients.http(Plans.connection(plan, Map.of()), "api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "[::1]"})
    void aPrivateAddressIsNotCalledUnlessItIsNamed(String host) {
        Answer answer = client("http://" + host + ":" + partner.port(), AddressRules.publicAnd(List.of()))
                .call(REQUEST, 0);

        assertThat(answer).isInstanceOfSatisfying(Answer.Transient.class, refused -> {
            assertThat(refused.code()).isEqualTo("address_refused");
            assertThat(refused.sent()).isFalse();
            assertThat(refused.detail()).contains("tillbridge.partners.private-addresses");
        });
        assertThat(partner.calls()).isEmpty();
    }

    @Test
    void aNamedNetworkIsCalled() {
        Answer answer = client(partner.url(), AddressRules.publicAnd(List.of("127.0.0.0/8")))
                .call(REQUEST, 0);

        assertThat(answer).isInstanceOf(Answer.Ok.class);
    }

    @Test
    void aUrlThatAnAnswerNamedIsGuardedAndGetsNoCredentials() {
        try (FakeDestination other = new FakeDestination()) {
            HttpPartner client = client(partner.url(), AddressRules.publicAnd(List.of("127.0.0.1")));

            assertThat(follow(client, other.url() + "/next").getException()).isNull();
            assertThat(follow(client, partner.url() + "/next").getException()).isNull();
            Exchange refused = follow(client, "http://[::1]:" + other.port() + "/next");

            assertThat(other.calls()).hasSize(1);
            assertThat(other.calls().get(0).headers()).doesNotContainKey("authorization");
            assertThat(partner.calls().get(0).headers()).containsEntry("authorization", "Bearer s3cret");
            assertThat(CallFailure.read(refused.getException(), 0, new Random(1)))
                    .isInstanceOfSatisfying(
                            Answer.Transient.class,
                            answer -> assertThat(answer.code()).isEqualTo("address_refused"));
        }
    }

    /** As a listing does whose next page is a link. */
    private Exchange follow(HttpPartner client, String url) {
        return camel.createProducerTemplate().send(client.endpoint(), exchange -> {
            client.prepare(exchange, new PartnerRequest("GET", "", Map.of(), Map.of(), new byte[0]));
            exchange.getMessage().setHeader(Exchange.HTTP_URI, url);
        });
    }
}
