package io.tillbridge.console;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.console.AvailabilityAnswer.ClaimShare;
import io.tillbridge.console.AvailabilityAnswer.Claims;
import io.tillbridge.stock.OpenClaim;
import io.tillbridge.stock.OpenClaims;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Shows which promises stand behind claimed quantities. */
@Component
final class ClaimShares {

    private static final int MOST = 50;

    private final OpenClaims open;

    ClaimShares(OpenClaims open) {
        this.open = open;
    }

    OfItem of(String sku) {
        return new OfItem(
                open.totals(sku), open.first(sku, MOST).stream().collect(Collectors.groupingBy(OpenClaim::location)));
    }

    /** Claims of one item, by location. */
    record OfItem(Map<String, List<OpenClaims.Total>> totals, Map<String, List<OpenClaim>> first) {

        Claims at(String location) {
            Map<String, String> quantities = new TreeMap<>();
            long all = 0;
            for (OpenClaims.Total total : totals.getOrDefault(location, List.of())) {
                quantities.put(total.kind(), PlainDecimal.text(total.quantity()));
                all += total.claims();
            }
            List<ClaimShare> shown = first.getOrDefault(location, List.of()).stream()
                    .map(OfItem::share)
                    .toList();
            return new Claims(quantities, shown, Math.max(0, all - shown.size()));
        }

        private static ClaimShare share(OpenClaim claim) {
            return new ClaimShare(
                    claim.key(),
                    claim.kind(),
                    claim.state(),
                    PlainDecimal.text(claim.quantity()),
                    claim.connection(),
                    claim.reference(),
                    claim.channel(),
                    claim.expiresAt());
        }
    }
}
