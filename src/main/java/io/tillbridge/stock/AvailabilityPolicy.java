package io.tillbridge.stock;

import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what may be promised of stock; read once at start.
 *
 * @param lowStock up to how much a figure is low
 * @param quotas how much a channel may sell
 * @param dated how far goods that are to come are relied on
 * @param capacity how much work locations can take
 * @param fingerprint other rules have another one
 */
public record AvailabilityPolicy(
        SafetyStock safetyStock,
        SafetyStock lowStock,
        BufferRules buffers,
        Quotas quotas,
        DatedRules dated,
        Locations locations,
        Channels channels,
        Capacity capacity,
        String fingerprint) {

    /** Without quotas and dated rules. */
    public AvailabilityPolicy(
            SafetyStock safetyStock,
            SafetyStock lowStock,
            BufferRules buffers,
            Locations locations,
            Channels channels,
            String fingerprint) {
        this(
                safetyStock,
                lowStock,
                buffers,
                Quotas.NONE,
                DatedRules.PLAIN,
                locations,
                channels,
                Capacity.NONE,
                fingerprint);
    }

    /** Nothing but safety stock. */
    public static AvailabilityPolicy plain(SafetyStock safetyStock) {
        return new AvailabilityPolicy(
                safetyStock, SafetyStock.none(), BufferRules.NONE, Locations.NONE, Channels.PLAIN, "");
    }

    /** The same with what locations can take. */
    public AvailabilityPolicy with(Capacity capacity) {
        return new AvailabilityPolicy(
                safetyStock, lowStock, buffers, quotas, dated, locations, channels, capacity, fingerprint);
    }

    /** Whether every channel is promised the same. */
    public boolean uniform() {
        return buffers.all().isEmpty()
                && quotas.none()
                && locations.none()
                && channels.ids().isEmpty()
                && capacity.requests().isEmpty();
    }

    /** Whether figures depend on how fast items sell. */
    public boolean askRates() {
        return buffers.askRates() || locations.guessUnknown();
    }

    /** Whether nobody has known a balance for long and its figure is guessed. */
    public boolean guessed(Balance balance, Moment moment) {
        return locations.guessUnknown() && moment.stale().get(balance.location()) == Staleness.FLOORED;
    }

    /** What may be sold of a balance by an offer. */
    public Availability of(Balance balance, Offer offer, Moment moment) {
        Location location = locations.of(balance.location());
        Buffer buffer = buffers.of(balance, location, offer, moment);
        return new Availability(
                balance,
                safetyStock.units(balance.sku(), balance.location()),
                guessed(balance, moment) ? buffer.and(moment.probablyGone(balance)) : buffer,
                excludes(location, offer, moment),
                moment.quota(offer, balance.sku()));
    }

    private @Nullable Exclusion excludes(Location location, Offer offer, Moment moment) {
        Exclusion exclusion = location.excludes(offer);
        boolean full = exclusion == null && moment.full().contains(location.id());
        return full && capacity.asks(offer, channels) ? Exclusion.OVER_CAPACITY : exclusion;
    }
}
