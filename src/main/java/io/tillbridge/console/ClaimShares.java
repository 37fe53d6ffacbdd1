package io.tillbridge.console;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.console.AvailabilityAnswer.ClaimShare;
import io.tillbridge.console.AvailabilityAnswer.Claims;
import io.tillbridge.reservation.PromiseRisk;
import io.tillbridge.reservation.RiskQueries;
import io.tillbridge.stock.OpenClaim;
import io.tillbridge.stock.OpenClaims;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Shows which promises stand behind claimed quantities. */
@Component
final class ClaimShares {

    private static final int MOST = 50;

    private final OpenClaims open;
    private final RiskQueries risks;

    ClaimShares(OpenClaims open, RiskQueries risks) {
        this.open = open;
        this.risks = risks;
    }

    OfItem of(String sku) {
        List<OpenClaim> first = open.first(sku, MOST);
        return new OfItem(
                open.totals(sku),
                first.stream().collect(Collectors.groupingBy(OpenClaim::location)),
                risks.find(first.stream().map(OpenClaim::key).toList()),
                open.changedBy(sku));
    }

    /** Claims of one item, by location. */
    record OfItem(
            Map<String, List<OpenClaims.Total>> totals,
            Map<String, List<OpenClaim>> first,
            Map<String, PromiseRisk> risks,
            Map<String, UUID> changedBy) {

        Claims at(String location) {
            Map<String, String> quantities = new TreeMap<>();
            long all = 0;
            for (OpenClaims.Total total : totals.getOrDefault(location, List.of())) {
                quantities.put(total.kind(), PlainDecimal.text(total.quantity()));
                all += total.claims();
            }
            List<ClaimShare> shown = first.getOrDefault(location, List.of()).stream()
                    .map(this::share)
                    .toList();
            return new Claims(quantities, shown, Math.max(0, all - shown.size()));
        }

        private ClaimShare share(OpenClaim claim) {
            PromiseRisk risk = risks.get(claim.key());
            return new ClaimShare(
                    claim.key(),
                    claim.kind(),
                    risk == null ? claim.state() : PromiseRisk.STATE,
                    PlainDecimal.text(claim.quantity()),
                    claim.connection(),
                    claim.reference(),
                    claim.channel(),
                    claim.expiresAt(),
                    claim.messageId(),
                    RiskAnswer.of(risk));
        }
    }
}
