package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients over generations: one for each configuration, closed when none has it and its last call must have ended. */
class KeptPartnersIT {

    private static final PartnerRequest REQUEST = new PartnerRequest("GET", "/", Map.of(), Map.of(), new byte[0]);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-02T12:00:00Z"));
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final FakeDestination partner = new FakeDestination();
    private final Partners partners =
            new Partners(camel, reference -> List.of("secret"), new PlainConditions(), clock, new Random(1));

    KeptPartnersIT() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        partner.close();
    }

    private ConnectionPlan plan(Auth auth) {
        return Plans.connection(Plans.client(partner.url(), auth, null, List.of()), Map.of());
    }

    @Test
    void generationsThatConfigureAClientAlikeShareItAndOneThatIsPreparedInVainTakesNothing() {
        ConnectionPlan running = plan(new Auth.None());
        HttpPartner client = partners.http(running, "api");

        HttpPartner prepared = partners.http(plan(new Auth.Bearer(Template.parse("$(secrets.token)"))), "api");
        partners.keepOnly(List.of(running));

        assertThat(prepared).isNotSameAs(client);
        assertThat(partners.http(plan(new Auth.None()), "api")).isSameAs(client);
        assertThat(partners.all()).containsExactly(client);
    }

    @Test
    void aClientThatNobodyHasAnyMoreMayEndItsCallAndIsThenClosed() {
        HttpPartner client = partners.http(plan(new Auth.None()), "api");

        partners.keepOnly(List.of());
        assertThat(partners.all()).isEmpty();
        assertThat(ServiceHelper.isStopped(client.endpoint())).isFalse();
        assertThat(client.call(REQUEST, 0)).as("a call by who holds it").isInstanceOf(Answer.Ok.class);

        clock.advance(client.callEnds().plus(Duration.ofSeconds(1)));
        partners.keepOnly(List.of());
        assertThat(ServiceHelper.isStopped(client.endpoint())).isTrue();
    }
}
