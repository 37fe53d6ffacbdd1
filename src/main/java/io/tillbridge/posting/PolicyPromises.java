package io.tillbridge.posting;

import io.tillbridge.stock.Availability;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Moment;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.PromiseRules;
import io.tillbridge.stock.Quota;
import io.tillbridge.stock.Staleness;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may be promised to who asks for it, by the rules by which destinations are told. */
@Component
public final class PolicyPromises implements PromiseRules {

    private final AvailabilityPolicy policy;

    public PolicyPromises(AvailabilityPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Promises at(Connection transaction, Collection<String> skus, Instant at) throws SQLException {
        if (policy.uniform()) {
            return Promises.of(policy.safetyStock());
        }
        Moment moment = Moments.of(transaction, policy, skus, at);
        return new Promises() {
            @Override
            public Availability of(Balance balance, Offer offer) {
                return promised(balance, offer, moment);
            }

            @Override
            public Quota.@Nullable Standing quota(String sku, Offer offer) {
                return moment.quota(known(offer), sku);
            }
        };
    }

    /** A connection may be told the figure of a channel that has another name. */
    private Offer known(Offer offer) {
        String asked = offer.channel();
        return asked == null ? offer : new Offer(policy.channels().asking(asked).id(), offer.fulfilment());
    }

    private Availability promised(Balance balance, Offer offer, Moment moment) {
        Availability promised = policy.of(balance, known(offer), moment);
        boolean unknown = moment.stale().get(balance.location()) == Staleness.FLOORED;
        return unknown && !policy.guessed(balance, moment) ? promised.unknown() : promised;
    }
}
