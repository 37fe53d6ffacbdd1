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
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What may be promised for days to come, from all locations and from each. */
final class DatedFigures {

    private final DatedStock stock;
    private final SortedSet<LocalDate> days;
    private final Function<LocalDate, Row> ruled;

    /**
     * Figures that are made when they are asked for.
     *
     * @param days on which something changes, from today on
     * @param ruled figures of the days by the rules of one of them
     */
    DatedFigures(DatedStock stock, SortedSet<LocalDate> days, Function<LocalDate, Row> ruled) {
        this.stock = stock;
        this.days = days;
        this.ruled = ruled;
    }

    /** The figures of days to come by the rules of one day. */
    static final class Row {

        private final TreeMap<LocalDate, BigDecimal> network = new TreeMap<>();
        private final Map<String, TreeMap<LocalDate, BigDecimal>> locations = new HashMap<>();

        /** Those of a day, with all that has come until then. */
        void add(LocalDate day, NetworkAvailability then, @Nullable BundleNetwork bundle) {
            network.put(day, bundle == null ? then.available() : bundle.available());
            for (Availability one : then.locations()) {
                locations
                        .computeIfAbsent(one.balance().location(), location -> new TreeMap<>())
                        .put(day, bundle == null ? one.available() : bundle.available(one));
            }
        }

        private SortedMap<LocalDate, BigDecimal> at(String location, LocalDate today) {
            return locations.getOrDefault(location, new TreeMap<>(Map.of(today, BigDecimal.ZERO)));
        }
    }

    LocalDate today() {
        return stock.today();
    }

    private DatedPromise network() {
        return new DatedPromise(days, day -> ruled.apply(day).network);
    }

    /** From when more can be promised from all locations; null: no day is known. */
    @Nullable
    LocalDate moreThan(BigDecimal available) {
        return network().moreThan(available);
    }

    /** The same of one location. */
    @Nullable
    LocalDate moreThan(String location, BigDecimal available) {
        return new DatedPromise(days, day -> ruled.apply(day).at(location, today())).moreThan(available);
    }

    /** What may be promised for a day, and what that relies on. */
    Dated by(LocalDate day) {
        return new Dated(
                day,
                text(network().by(day)),
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
