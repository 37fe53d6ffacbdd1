package io.tillbridge.stock;

import static io.tillbridge.stock.Figures.balance;
import static io.tillbridge.stock.Figures.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvailabilityPolicyTest {

    private static final Moment NOW = Moment.plain(Figures.NOW);

    private static final SafetyStock SIX = SafetyStock.of(List.of(new SafetyStock.Row("*", "*", new BigDecimal(6))));

    /** Soft holds 3, allocations 12 and a transfer of 5 are claimed; the 20 in transit are nobody's. */
    private static final List<Balance> BALANCES =
            List.of(balance("TEE", "S1", 100, 4, 20), balance("TEE", NetworkAvailability.UNASSIGNED, 0, 0, 8));

    @Test
    void theWorkedExampleIs104And74And64And56And46And74() {
        AvailabilityPolicy policy = policy(
                Locations.NONE,
                rule("web").channel("web").units(10),
                rule("marketplace").channel("marketplace").units(20));

        assertThat(BALANCES.get(0).onHand()).isEqualByComparingTo("104");
        assertThat(at(policy, "pos").raw()).isEqualByComparingTo("74");
        assertThat(at(policy, "web").available()).isEqualByComparingTo("64");
        assertThat(network(policy, "web").available()).isEqualByComparingTo("56");
        assertThat(network(policy, "marketplace").available()).isEqualByComparingTo("46");
        assertThat(at(policy, "pos").available()).isEqualByComparingTo("74");
    }

    @Test
    void fiveDeductionsOfFiveLeave75() {
        SafetyStock five = SafetyStock.of(List.of(new SafetyStock.Row("*", "*", new BigDecimal(5))));
        AvailabilityPolicy policy = new AvailabilityPolicy(
                five,
                SafetyStock.none(),
                new BufferRules(List.of(rule("threshold").units(5))),
                Locations.NONE,
                Channels.PLAIN,
                "");
        NetworkAvailability network = NetworkAvailability.of(
                List.of(balance("TEE", "S1", 100, 0, 10), balance("TEE", NetworkAvailability.UNASSIGNED, 0, 0, 5)),
                balance -> policy.of(balance, Offer.ANY, NOW));

        assertThat(network.available()).isEqualByComparingTo("75");
    }

    @Test
    void aLocationThatIsClosedOrDoesNotServeTheOfferPromisesNothing() {
        Locations locations = new Locations(
                List.of(
                        new Location("S1", ZoneOffset.UTC, Set.of(), false, Set.of("pickup"), Set.of("web"), null),
                        new Location("S2", ZoneOffset.UTC, Set.of(), true, null, null, null)),
                ZoneOffset.UTC);
        AvailabilityPolicy policy = policy(locations);

        assertThat(of(policy, "S1", new Offer("web", "pickup"))).isNull();
        assertThat(of(policy, "S1", new Offer("web", "ship"))).isEqualTo(Exclusion.FULFILMENT_NOT_OFFERED);
        assertThat(of(policy, "S1", new Offer("marketplace", "pickup"))).isEqualTo(Exclusion.CHANNEL_NOT_SERVED);
        assertThat(of(policy, "S2", Offer.ANY)).isEqualTo(Exclusion.CLOSED);
        assertThat(of(policy, "S3", new Offer("web", "ship"))).isNull();
        assertThat(policy.of(balance("TEE", "S2", 5, 0, 0), Offer.ANY, NOW).available())
                .isEqualByComparingTo("0");
    }

    /** S1 has 5; S2, S3 and S4 owe 2, 3 and 4 of which no order comes to S1 but those of S2. */
    @Test
    void onlyWhatLocationsOfTheOffersNetworkOweIsMissingThere() {
        Locations locations = new Locations(
                List.of(
                        Location.plain("S1"),
                        new Location("S2", ZoneOffset.UTC, Set.of(), true, null, null, null),
                        new Location("S3", ZoneOffset.UTC, Set.of(), false, null, Set.of("outlet"), null),
                        new Location("S4", ZoneOffset.UTC, Set.of(), false, null, null, null, LocationKind.PARTNER)),
                ZoneOffset.UTC);
        AvailabilityPolicy policy = new AvailabilityPolicy(
                SafetyStock.none(), SafetyStock.none(), BufferRules.NONE, locations, Channels.PLAIN, "");
        List<Balance> balances = List.of(
                balance("TEE", "S1", 5, 0, 0),
                balance("TEE", "S2", 0, 0, 2),
                balance("TEE", "S3", 0, 0, 3),
                balance("TEE", "S4", 0, 0, 4));

        NetworkAvailability web =
                NetworkAvailability.of(balances, balance -> policy.of(balance, new Offer("web", null), NOW));
        assertThat(web.shortfall()).as("a closed store's orders go elsewhere").isEqualByComparingTo("2");
        assertThat(web.available()).isEqualByComparingTo("3");
        assertThat(policy.of(balances.get(3), new Offer("web", null), NOW)
                        .unknown()
                        .exclusion())
                .as("nobody needs to know it")
                .isEqualTo(Exclusion.FULFILMENT_NOT_OFFERED);
        assertThat(policy.of(balances.get(1), new Offer("web", null), NOW)
                        .unknown()
                        .exclusion())
                .isEqualTo(Exclusion.SOURCE_STALE);
    }

    @Test
    void aDestinationIsToldTheFigureOfItsChannel() {
        Channel web = new Channel("web", Set.of("shop", "erp.web"), "pickup", BigDecimal.ZERO);
        Channels channels = new Channels(List.of(web));

        assertThat(channels.of("shop", "shop.stock")).isEqualTo(web);
        assertThat(channels.of("erp", "erp.web")).isEqualTo(web);
        assertThat(channels.of("erp", "erp.stock").offer()).isEqualTo(new Offer("erp", null));
    }

    private static @Nullable Exclusion of(AvailabilityPolicy policy, String location, Offer offer) {
        return policy.of(balance("TEE", location, 5, 0, 0), offer, NOW).exclusion();
    }

    private static AvailabilityPolicy policy(Locations locations, BufferRule... rules) {
        return new AvailabilityPolicy(
                SIX, SafetyStock.none(), new BufferRules(List.of(rules)), locations, Channels.PLAIN, "");
    }

    private static Availability at(AvailabilityPolicy policy, String channel) {
        return policy.of(BALANCES.get(0), new Offer(channel, null), NOW);
    }

    private static NetworkAvailability network(AvailabilityPolicy policy, String channel) {
        return NetworkAvailability.of(BALANCES, balance -> policy.of(balance, new Offer(channel, null), NOW));
    }
}
