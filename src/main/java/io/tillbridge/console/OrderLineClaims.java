package io.tillbridge.console;

import io.tillbridge.orders.OrderRow;
import io.tillbridge.posting.OrderPromises;
import io.tillbridge.reservation.PromiseRisk;
import io.tillbridge.reservation.RiskQueries;
import io.tillbridge.stock.LiveClaim;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** What is claimed for an order's lines, and what of that there are no goods for. */
@Component
final class OrderLineClaims {

    private final OrderPromises promises;
    private final RiskQueries risks;

    OrderLineClaims(OrderPromises promises, RiskQueries risks) {
        this.promises = promises;
        this.risks = risks;
    }

    /** By the line's id, in the order in which goods are taken; a line without such claims has an empty list. */
    Map<String, List<ClaimAnswer>> of(OrderRow order, Predicate<LiveClaim> which) {
        Map<String, List<LiveClaim>> lines = promises.of(order);
        Map<String, PromiseRisk> atRisk = risks.find(lines.values().stream()
                .flatMap(List::stream)
                .filter(which)
                .map(LiveClaim::key)
                .toList());
        Map<String, List<ClaimAnswer>> answers = new LinkedHashMap<>();
        lines.forEach((line, claims) -> answers.put(
                line,
                claims.stream()
                        .filter(which)
                        .map(claim -> ClaimAnswer.of(claim, atRisk.get(claim.key())))
                        .toList()));
        return answers;
    }
}
