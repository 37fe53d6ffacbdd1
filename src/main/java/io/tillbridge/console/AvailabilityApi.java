package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.canonical.EventType;
import io.tillbridge.catalog.ItemQueries;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.BundleNetwork;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.StockQueries;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What may be sold, with every deduction. */
@RestController
final class AvailabilityApi {

    private final StockQueries stock;
    private final ItemQueries items;
    private final OfferedFigures figures;
    private final ClaimShares claims;
    private final AvailabilityPolicy policy;
    private final FulfilmentRules fulfilments;
    private final ConnectionPlans plans;
    private final Clock clock;

    AvailabilityApi(
            StockQueries stock,
            ItemQueries items,
            OfferedFigures figures,
            ClaimShares claims,
            AvailabilityPolicy policy,
            FulfilmentRules fulfilments,
            ConnectionPlans plans,
            Clock clock) {
        this.stock = stock;
        this.items = items;
        this.figures = figures;
        this.claims = claims;
        this.policy = policy;
        this.fulfilments = fulfilments;
        this.plans = plans;
        this.clock = clock;
    }

    @Operation(summary = "What may be sold of an item, with every deduction and its rule")
    @GetMapping("/api/availability")
    AvailabilityAnswer availability(
            @RequestParam String sku,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String fulfilment,
            @RequestParam(required = false) @Nullable String location,
            @RequestParam(required = false) @Nullable Instant at,
            @RequestParam(required = false) @Nullable LocalDate by) {
        Texts.id("sku", sku);
        Offer offer = offer(channel, fulfilment);
        List<Balance> balances = known(sku);
        Instant instant = at == null ? clock.instant() : at;
        OfferedFigures.Figures made = figures.of(sku, balances, offer, instant);
        NetworkAvailability network = made.network();
        BundleNetwork bundle = made.bundle();
        DatedFigures dated = made.dated();
        if (by != null && by.isBefore(dated.today())) {
            throw ApiProblem.badRequest(
                    "by_past", "'by' is " + by + ", and it is " + dated.today() + "; ask for today or a later day");
        }
        ClaimShares.OfItem behind = claims.of(sku);
        return new AvailabilityAnswer(
                sku,
                channel,
                offer.fulfilment(),
                instant,
                List.copyOf(made.moment().conditions().words()),
                network(sku, network, bundle, dated),
                behind.at(NetworkAvailability.UNASSIGNED),
                network.locations().stream()
                        .filter(one ->
                                location == null || one.balance().location().equals(location))
                        .map(one -> AvailabilityLocations.of(one, policy, behind, bundle, dated))
                        .toList(),
                AvailabilityLocations.components(bundle),
                AvailabilityLocations.quota(network.quota()),
                by == null ? null : dated.by(by),
                network.sequence(),
                network.asOf().orElse(null));
    }

    private AvailabilityAnswer.Network network(
            String sku, NetworkAvailability network, @Nullable BundleNetwork bundle, DatedFigures dated) {
        BigDecimal available = bundle == null ? network.available() : bundle.available();
        boolean known = network.known();
        return new AvailabilityAnswer.Network(
                known ? "known" : "unknown",
                known ? text(available) : null,
                text(bundle == null ? network.sum() : bundle.sum()),
                text(network.unassigned()),
                text(network.shortfall()),
                known ? AvailabilityLocations.low(policy.lowStock().rule(sku, "*"), available) : null,
                known ? dated.moreThan(available) : null);
    }

    private Offer offer(@Nullable String channel, @Nullable String fulfilment) {
        if (channel != null && !channels().contains(channel)) {
            throw ApiProblem.badRequest(
                    "channel_unknown",
                    "no channel '" + channel + "'; a channel is one of config/availability.yaml or a connection that is"
                            + " told availability: "
                            + (channels().isEmpty() ? "there is none yet" : String.join(", ", channels())));
        }
        if (fulfilment != null && !fulfilments.names().contains(fulfilment)) {
            throw ApiProblem.badRequest(
                    "fulfilment_unknown",
                    "no fulfilment type '" + fulfilment + "'; config/fulfilment.yaml has "
                            + String.join(", ", fulfilments.names()));
        }
        String usual = channel == null ? null : policy.channels().named(channel).fulfilment();
        return new Offer(channel, fulfilment == null ? usual : fulfilment);
    }

    private Set<String> channels() {
        Set<String> names = new TreeSet<>(policy.channels().ids());
        plans.all().stream()
                .filter(plan -> plan.outbound().values().stream()
                        .anyMatch(flow -> flow.accepts().contains(EventType.AVAILABILITY)))
                .map(ConnectionPlan::id)
                .forEach(names::add);
        return names;
    }

    /** The balances; none for an item that never moved, a problem for one that nobody knows. */
    private List<Balance> known(String sku) {
        List<Balance> balances = stock.balances(sku);
        if (balances.isEmpty() && items.find(sku).isEmpty()) {
            throw ItemAnswers.unknown(sku);
        }
        return balances;
    }
}
