package io.tillbridge.stock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What figures depend on beside balances and rules.
 *
 * @param at the instant they are for
 * @param conditions that hold then
 * @param traits by SKU, of the items that are asked about; one that is missing has none
 * @param stale by location, of those whose source was not read for too long
 * @param quotas that count, of the items that are asked about
 * @param silentSince by location, when the source of those that are stale was read or heard last
 * @param rates how many of an item leave a location for customers in a day; one that is missing: none
 * @param full locations that were asked for as much as they can do on the day of that instant
 * @param day a later one: of what rules keep back on it at one time or another the most counts; null: what they keep back at that
 *     instant
 */
public record Moment(
        Instant at,
        LiveConditions conditions,
        Map<String, Traits> traits,
        Map<String, Staleness> stale,
        Map<String, Instant> silentSince,
        Map<Quota.Key, Quota.Standing> quotas,
        Map<StockKey, BigDecimal> rates,
        Set<String> full,
        @Nullable LocalDate day) {

    private static final BigDecimal DAY = BigDecimal.valueOf(86_400);

    public Moment {
        traits = Map.copyOf(traits);
        stale = Map.copyOf(stale);
        silentSince = Map.copyOf(silentSince);
        quotas = Map.copyOf(quotas);
        rates = Map.copyOf(rates);
        full = Set.copyOf(full);
    }

    /** One without quotas and rates, with conditions that hold everywhere. */
    public Moment(Instant at, Set<String> conditions, Map<String, Traits> traits, Map<String, Staleness> stale) {
        this(at, new LiveConditions(conditions, Map.of()), traits, stale, Map.of(), Map.of(), Map.of(), Set.of(), null);
    }

    /** The same for a day to come: by its rules, and of its requests and conditions nothing is known. */
    public Moment ofLaterDay(LocalDate later) {
        return new Moment(at, conditions, traits, stale, silentSince, quotas, rates, Set.of(), later);
    }

    /** An instant at which no condition holds, for items without traits. */
    public static Moment plain(Instant at) {
        return new Moment(at, Set.of(), Map.of(), Map.of());
    }

    /** The quota of an item in the channel of an offer; null: none. */
    public Quota.@Nullable Standing quota(Offer offer, String sku) {
        return offer.channel() == null ? null : quotas.get(new Quota.Key(offer.channel(), sku));
    }

    /** How many leave in a day. */
    BigDecimal rate(Balance balance) {
        return rates.getOrDefault(new StockKey(balance.sku(), balance.location()), BigDecimal.ZERO);
    }

    /** How many have probably left since the location's source was silent; whole units, rounded up. */
    BigDecimal probablyGone(Balance balance) {
        Instant since = silentSince.get(balance.location());
        if (since == null || since.isAfter(at)) {
            return BigDecimal.ZERO;
        }
        return rate(balance)
                .multiply(BigDecimal.valueOf(Duration.between(since, at).toSeconds()))
                .divide(DAY, 0, RoundingMode.CEILING);
    }

    Traits traits(String sku) {
        return traits.getOrDefault(sku, Traits.UNKNOWN);
    }
}
