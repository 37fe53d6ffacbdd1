package io.tillbridge.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.SystemClock;
import io.tillbridge.security.SecretVault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What check, try and record see of a partner over real HTTP. */
class LiveTest {

    private static final String TOKEN = "very-secret-token";

    private final List<String> told = new ArrayList<>();
    private final FakePartner partner = new FakePartner();
    private final SecretVault vault =
            new SecretVault(List.of(), Duration.ofSeconds(30), SystemClock.utc(), name -> TOKEN);

    @AfterEach
    void stop() {
        partner.close();
    }

    private HomeFiles home(String url) {
        HomeFiles shipped = HomeFiles.only(Path.of("."));
        Map<String, String> texts = new TreeMap<>();
        shipped.list("config/connectors/square", "").forEach(name -> texts.put(name, shipped.text(name)));
        shipped.list("config/canonical", "").forEach(name -> texts.put(name, shipped.text(name)));
        shipped.list("mappings", "").forEach(name -> texts.put(name, shipped.text(name)));
        texts.put("config/connections/acme-pos.connection.yaml", """
                apiVersion: tillbridge/v1
                kind: Connection
                id: acme-pos
                connector: square
                timezone: America/New_York
                startAt: "2026-01-01T00:00:00Z"
                settings: {baseUrl: "%s", notificationUrl: "https://hub.example.com/hooks", location1: L1}
                secrets: {accessToken: {kind: env, name: T}, signatureKey: {kind: env, name: S}}
                """.formatted(url));
        return HomeFiles.of(texts);
    }

    @Test
    void aPartnerThatWorksPassesEveryProbe() {
        partner.always(FakePartner.answer(200, "{\"locations\": [{\"id\": \"L1\"}]}"));

        assertThat(Probes.of(home(partner.url()), "acme-pos", vault, SystemClock.utc(), told::add))
                .extracting(Probes.Probe::name, Probes.Probe::result)
                .containsExactly(
                        tuple("connect", Probes.Result.OK),
                        tuple("log in", Probes.Result.OK),
                        tuple("clock", Probes.Result.OK),
                        tuple("token", Probes.Result.OK));
    }

    @Test
    void aCheckIsMadeForEachCodeOfAValueMap() {
        Map<String, String> texts = new TreeMap<>();
        HomeFiles plain = home(partner.url());
        plain.list("config", "").forEach(name -> texts.put(name, plain.text(name)));
        plain.list("mappings", "").forEach(name -> texts.put(name, plain.text(name)));
        texts.computeIfPresent(
                "config/connectors/square/square.connector.yaml", (name, text) -> text.replace("\ncheck:\n", """

                        check:
                          - {name: locations, valuemap: acme_locations, each: target, request: {get: /locations/$(value)}, expect: {pointer: /location/status, equals: ACTIVE}}
                          - {name: nothing, valuemap: acme_locations, each: colour, request: {get: /x/$(value)}, expect: {any: true}}
                        """));
        texts.put("mappings/valuemaps/acme_locations.valuemap.yaml", """
                apiVersion: tillbridge/v1
                kind: ValueMap
                name: acme_locations
                version: 1
                key: {columns: [source]}
                unmapped: {do: hold}
                rows:
                  - {source: one, target: L1}
                  - {source: two, target: L2}
                  - {source: gone, target: L0, to: 2020-01-01}
                """);
        partner.always(FakePartner.answer(200, "{\"locations\": [{\"id\": \"L1\"}]}"));
        partner.aside("/v2/locations/L1", FakePartner.answer(200, "{\"location\": {\"status\": \"ACTIVE\"}}"));
        partner.aside("/v2/locations/L2", FakePartner.answer(200, "{\"location\": {\"status\": \"INACTIVE\"}}"));

        List<Probes.Probe> probes = Probes.of(HomeFiles.of(texts), "acme-pos", vault, SystemClock.utc(), told::add);

        assertThat(probes)
                .filteredOn(probe -> probe.name().equals("locations"))
                .singleElement()
                .satisfies(probe -> {
                    assertThat(probe.result()).isEqualTo(Probes.Result.REFUSED);
                    assertThat(probe.reason()).contains("'L2'");
                });
        assertThat(probes)
                .filteredOn(probe -> probe.name().equals("nothing"))
                .extracting(Probes.Probe::result)
                .containsExactly(Probes.Result.REFUSED);
        assertThat(partner.calls()).noneMatch(call -> call.uri().endsWith("/L0"));
    }

    @Test
    void refusedCredentialsAndAPartnerThatIsAwayAreToldApart() {
        partner.always(FakePartner.answer(401, "{}"));
        List<Probes.Probe> refused = Probes.of(home(partner.url()), "acme-pos", vault, SystemClock.utc(), told::add);
        assertThat(refused)
                .extracting(Probes.Probe::result)
                .contains(Probes.Result.REFUSED)
                .doesNotContain(Probes.Result.UNREACHABLE);
        String url = partner.url();
        partner.close();
        assertThat(Probes.of(home(url), "acme-pos", vault, SystemClock.utc(), told::add))
                .extracting(Probes.Probe::result)
                .contains(Probes.Result.UNREACHABLE);
    }

    @Test
    void aPollIsShownWithoutSecretsAndPersonalData() {
        partner.always(FakePartner.answer(
                200,
                "{\"objects\": [{\"id\": \"V1\", \"version\": 1, \"updated_at\": \"2026-05-01T10:00:00Z\","
                        + " \"item_variation_data\": {\"sku\": \"MUG\", \"email\": \"erika@example.com\"}}],"
                        + " \"echo\": \"" + TOKEN + "\"}"));

        LivePoll.Seen seen =
                LivePoll.of(home(partner.url()), "acme-pos", "catalog", 2, vault, SystemClock.utc(), told::add);

        assertThat(seen.reached()).isTrue();
        assertThat(seen.outcomes()).containsExactly("the last page");
        assertThat(seen.exchanges()).hasSize(1);
        assertThat(seen.exchanges().get(0).at("/request/uri").asText()).isEqualTo("/catalog/search");
        assertThat(seen.toString())
                .doesNotContain(TOKEN)
                .doesNotContain("erika")
                .contains("MUG");
        assertThat(seen.place()).contains("2026-05-01T10:00:00Z");
        assertThat(seen.results()).hasSize(1);
        assertThat(partner.calls().get(0).headers()).containsEntry("authorization", "Bearer " + TOKEN);
    }
}
