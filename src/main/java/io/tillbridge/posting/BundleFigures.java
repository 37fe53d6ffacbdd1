package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.stock.Availability;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Bundle;
import io.tillbridge.stock.Channel;
import io.tillbridge.stock.Moment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What may be sold of bundles at a location. */
final class BundleFigures {

    private BundleFigures() {}

    /**
     * A bundle at a location.
     *
     * @param own its balance: what was built beforehand, and what is promised of it
     * @param parts the balances of its components there
     */
    record Bundled(Bundle bundle, Balance own, Map<String, Balance> parts) {}

    /**
     * Its figure for a channel.
     *
     * @param document the canonical event
     */
    record Figure(Availability own, BigDecimal available, ObjectNode document) {}

    static Figure of(Bundled one, AvailabilityPolicy policy, Channel channel, Moment moment) {
        Availability own = policy.of(one.own(), channel.offer(), moment);
        BigDecimal buildable = one.bundle()
                .buildable(sku -> policy.of(Objects.requireNonNull(one.parts().get(sku)), channel.offer(), moment)
                        .here());
        BigDecimal whole = Bundle.available(own, buildable);
        BigDecimal available =
                own.quota() == null ? whole : whole.min(own.quota().left());
        ObjectNode document = policy.uniform() ? own.document() : own.document(channel.offer());
        return new Figure(own, available, document.put("available", PlainDecimal.text(available)));
    }

    /** All items whose traits are asked for. */
    static List<String> skus(List<Bundled> bundles) {
        List<String> skus = new ArrayList<>();
        for (Bundled one : bundles) {
            skus.add(one.own().sku());
            skus.addAll(one.parts().keySet());
        }
        return skus;
    }
}
