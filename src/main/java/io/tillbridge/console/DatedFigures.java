package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.tillbridge.console.AvailabilityAnswer.Dated;
import io.tillbridge.console.AvailabilityAnswer.DatedShare;
import io.tillbridge.console.AvailabilityAnswer.IncomingShare;
import io.tillbridge.stock.Availability;
import io.tillbridge.stock.BundleNetwork;
import io.tillbridge.stock.DatedPromise;
import io.tillbridge.stock.DatedStock;
import io.tillbridge.stock.NetworkAvailability;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may be promised for days to come, from all locations and from each. */
final class DatedFigures {

    private final DatedStock stock;
    private final TreeMap<LocalDate, BigDecimal> network = new TreeMap<>();
    private final Map<String, TreeMap<LocalDate, BigDecimal>> locations = new HashMap<>();

    DatedFigures(DatedStock stock) {
        this.stock = stock;
    }

    /** The figures of a day, with all that has come until then. */
    void add(LocalDate day, NetworkAvailability then, @Nullable BundleNetwork bundle) {
        network.put(day, bundle == null ? then.available() : bundle.available());
        for (Availability one : then.locations()) {
            locations
                    .computeIfAbsent(one.balance().location(), location -> new TreeMap<>())
                    .put(day, bundle == null ? one.available() : bundle.available(one));
        }
    }

    LocalDate today() {
        return stock.today();
    }

    /** From when more can be promised from all locations; null: no day is known. */
    @Nullable
    LocalDate moreThan(BigDecimal available) {
        return network.isEmpty() ? null : new DatedPromise(network).moreThan(available);
    }

    /** The same of one location. */
    @Nullable
    LocalDate moreThan(String location, BigDecimal available) {
        TreeMap<LocalDate, BigDecimal> figures = locations.get(location);
        return figures == null ? null : new DatedPromise(figures).moreThan(available);
    }

    /** What may be promised for a day, and what that relies on. */
    Dated by(LocalDate day) {
        return new Dated(
                day,
                text(new DatedPromise(network).by(day)),
                stock.incoming().stream()
                        .filter(one -> !one.on().isAfter(day))
                        .map(one -> new IncomingShare(
                                one.kind(),
                                one.reference(),
                                one.sku(),
                                one.location(),
                                one.on(),
                                text(one.quantity()),
                                text(one.counted())))
                        .toList(),
                stock.claims().stream()
                        .map(one -> new DatedShare(one.sku(), one.location(), one.due(), text(one.quantity())))
                        .toList());
    }
}
