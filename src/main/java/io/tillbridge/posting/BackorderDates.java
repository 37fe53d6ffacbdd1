package io.tillbridge.posting;

import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Channel;
import io.tillbridge.stock.DatedPromise;
import io.tillbridge.stock.DatedRows;
import io.tillbridge.stock.DatedStock;
import io.tillbridge.stock.Moment;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** From when more may be promised at a location that has nothing, for channels that are told so; and when that changes. */
final class BackorderDates {

    private final AvailabilityPolicy policy;
    private final @Nullable DatedStock stock;

    private BackorderDates(AvailabilityPolicy policy, @Nullable DatedStock stock) {
        this.policy = policy;
        this.stock = stock;
    }

    /** Reads what is to come, when one of the channels is told of it. */
    static BackorderDates of(
            Connection tx, AvailabilityPolicy policy, Set<Channel> channels, List<Balance> balances, Moment moment)
            throws SQLException {
        if (balances.isEmpty() || channels.stream().noneMatch(Channel::backorder)) {
            return new BackorderDates(policy, null);
        }
        Set<String> skus = new TreeSet<>();
        balances.forEach(balance -> skus.add(balance.sku()));
        return new BackorderDates(
                policy,
                DatedRows.of(
                        tx,
                        skus,
                        policy.dated(),
                        moment.at(),
                        policy.locations().zone()));
    }

    /** Null when the channel is not told, or no day is known. */
    @Nullable
    LocalDate of(Balance balance, Channel channel, Moment moment) {
        if (stock == null || !channel.backorder() || moment.stale().containsKey(balance.location())) {
            return null;
        }
        SortedSet<LocalDate> days = stock.days();
        days.addAll(
                policy.buffers().turning(stock.today(), policy.locations().of(balance.location()), channel.offer()));
        return new DatedPromise(days, day -> figures(stock, balance, channel, moment.ofLaterDay(day)))
                .moreThan(BigDecimal.ZERO);
    }

    private SortedMap<LocalDate, BigDecimal> figures(
            DatedStock coming, Balance balance, Channel channel, Moment ruled) {
        SortedMap<LocalDate, BigDecimal> figures = new TreeMap<>();
        for (LocalDate day : coming.days()) {
            coming.on(day, balance.sku(), List.of(balance)).stream()
                    .filter(one -> one.location().equals(balance.location()))
                    .forEach(one -> figures.put(
                            day, policy.of(one, channel.offer(), ruled).available()));
        }
        return figures;
    }

    /** Items of which something else is to come than before; none when no channel is told. */
    static List<FigureDue> changed(AvailabilityPolicy policy, Effects effects, Instant now) {
        List<FigureDue> due = new ArrayList<>();
        if (policy.channels().anyBackorder()) {
            Set<String> skus = new TreeSet<>(effects.missing);
            effects.announced.forEach(notice -> skus.addAll(notice.quantities().keySet()));
            effects.movements.stream()
                    .filter(movement -> movement.details().consignment() != null)
                    .forEach(movement -> skus.add(movement.sku()));
            skus.forEach(sku -> due.add(FigureDue.of(sku, now)));
        }
        return due;
    }
}
