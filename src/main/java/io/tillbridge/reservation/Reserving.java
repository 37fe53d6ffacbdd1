package io.tillbridge.reservation;

import io.tillbridge.reservation.Fulfilment.LocationFixed;
import io.tillbridge.reservation.Outcome.Refused;
import io.tillbridge.reservation.Outcome.Shortage;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.ReservedLine;
import io.tillbridge.stock.ReservedLine.Amounts;
import io.tillbridge.stock.ReservedLine.Terms;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds stock for the lines of a cart. The cart's own holds on these lines are given back first, so they block nothing. */
final class Reserving {

    private final Request.Reserve request;
    private final Fulfilment type;
    private final Draft draft;
    private final Instant now;

    private Reserving(Request.Reserve request, Fulfilment type, Draft draft, Instant now) {
        this.request = request;
        this.type = type;
        this.draft = draft;
        this.now = now;
    }

    /** Empty when it is done, with what a partial request did not get in {@code shortages}. */
    static Optional<Refused> decide(
            Request.Reserve request, FulfilmentRules rules, Draft draft, Instant now, List<Shortage> shortages) {
        Fulfilment type = rules.find(request.fulfilment());
        if (type == null) {
            return Optional.of(Refused.of(
                    "fulfilment_unknown",
                    "no fulfilment type '" + request.fulfilment() + "'; there are " + rules.names()));
        }
        Reserving reserving = new Reserving(request, type, draft, now);
        Refused refused = reserving.refused();
        return refused != null ? Optional.of(refused) : reserving.lines(shortages);
    }

    private @Nullable Refused refused() {
        if (!type.holds()) {
            return Refused.of(
                    "not_held", "fulfilment type '" + type.name() + "' never holds own stock; post its sale instead");
        }
        if (request.expiresAt() != null && !request.expiresAt().isAfter(now)) {
            return Refused.of(
                    "expiry_past", "it would have expired at " + request.expiresAt() + "; the database says " + now);
        }
        for (Request.Line line : request.lines()) {
            String location = line.location();
            if (location == null && type.location() == LocationFixed.AT_ONCE) {
                return Refused.of(
                        "location_required",
                        "line '" + line.id() + "' names no location; type '" + type.name() + "' is held at one");
            }
            if (location != null
                    && (location.equals(NetworkAvailability.UNASSIGNED) || !new Place(location).isLocation())) {
                return Refused.of(
                        "location_invalid",
                        "line '" + line.id() + "' names '" + location
                                + "', which is no location; leave it out to hold from the network");
            }
            Refused settled = settled(line);
            if (settled != null) {
                return settled;
            }
        }
        return null;
    }

    /** Who has ordered changes the order, not the hold. */
    private @Nullable Refused settled(Request.Line line) {
        for (ReservedLine known : draft.of(line.id())) {
            ClaimState state = known.state();
            if (state != ClaimState.HELD && state != ClaimState.EXPIRED && state != ClaimState.RELEASED) {
                boolean same = same(line, known) || (line.built() != null && same(line.ofBuilt(line.built()), known));
                if (!state.accepted() || !same) {
                    return Refused.of(
                            "line_settled",
                            "line '" + line.id() + "' is " + state.word()
                                    + " already; a hold can be changed until it is confirmed");
                }
            }
        }
        return null;
    }

    private static boolean same(Request.Line line, ReservedLine known) {
        return line.items().stream()
                .anyMatch(item -> item.sku().equals(known.id().sku())
                        && line.quantity()
                                        .multiply(item.per())
                                        .compareTo(known.amounts().asked())
                                == 0);
    }

    private Optional<Refused> lines(List<Shortage> shortages) {
        int mark = draft.mark();
        Map<String, ReservedLine> before = new LinkedHashMap<>();
        List<Request.Line> wanted = request.lines().stream()
                .filter(line -> draft.of(line.id()).stream()
                        .noneMatch(known -> known.state().accepted()))
                .toList();
        for (Request.Line line : wanted) {
            for (ReservedLine known : draft.of(line.id())) {
                if (known.state() == ClaimState.HELD) {
                    before.put(known.id().key(), known);
                    draft.end(known, ClaimState.RELEASED);
                }
            }
        }
        boolean some = wanted.size() < request.lines().size();
        for (Request.Line asked : wanted) {
            Request.Line line = chosen(asked);
            BigDecimal had = had(line);
            if (had.compareTo(line.quantity()) < 0) {
                shortages.add(shortage(line, had));
            }
            if (had.compareTo(line.quantity()) >= 0 || request.partial()) {
                hold(line, had, before);
                some |= had.signum() > 0 || line.quantity().signum() == 0;
            }
        }
        if (shortages.isEmpty() || (request.partial() && some)) {
            return Optional.empty();
        }
        draft.backTo(mark);
        return Optional.of(new Refused(
                "stock_short",
                "stock does not cover " + shortages.size() + " of "
                        + request.lines().size() + " lines; 'lines' says what could be had. Nothing was changed",
                shortages));
    }

    /** Of a bundle, those that were built if there are enough or no fewer can be had of them than made. */
    private Request.Line chosen(Request.Line line) {
        if (line.built() == null) {
            return line;
        }
        Request.Line ofBuilt = line.ofBuilt(line.built());
        return had(ofBuilt).compareTo(had(line)) >= 0 ? ofBuilt : line;
    }

    /** How much of a line can be had, in its units; of a kit only whole ones, less those that are owed already. */
    private BigDecimal had(Request.Line line) {
        BigDecimal had = line.quantity();
        boolean kit = line.items().size() > 1 || line.items().get(0).per().compareTo(BigDecimal.ONE) != 0;
        BigDecimal owed = line.built() == null
                ? BigDecimal.ZERO
                : draft.levels().owed(new StockKey(line.built(), location(line)));
        for (Request.Component item : line.items()) {
            BigDecimal available = draft.levels()
                    .available(key(line, item), offer())
                    .subtract(owed.multiply(item.per()))
                    .max(BigDecimal.ZERO);
            if (available.compareTo(had.multiply(item.per())) < 0) {
                had = kit ? available.divide(item.per(), 0, RoundingMode.FLOOR) : available;
            }
        }
        return had;
    }

    /** A channel that is not named is that of the cart's system. */
    private Offer offer() {
        String channel = request.channel();
        return new Offer(channel == null ? request.cart().connection() : channel, type.name());
    }

    private Shortage shortage(Request.Line line, BigDecimal had) {
        return new Shortage(
                line.id(),
                line.location(),
                line.quantity(),
                had,
                line.items().stream()
                        .map(item -> draft.levels().why(key(line, item), offer()))
                        .toList());
    }

    private void hold(Request.Line line, BigDecimal quantity, Map<String, ReservedLine> before) {
        if (quantity.signum() == 0) {
            return;
        }
        List<ReservedLine> held = new ArrayList<>();
        for (Request.Component item : line.items()) {
            BigDecimal units = quantity.multiply(item.per());
            ReservedLine.Id id = new ReservedLine.Id(
                    request.reservation(),
                    request.cart().connection(),
                    request.cart().reference(),
                    line.id(),
                    item.sku(),
                    1);
            ReservedLine latest = draft.latest(line.id(), item.sku());
            ReservedLine known = latest == null ? null : before.get(latest.id().key());
            Terms terms = new Terms(type.name(), request.channel(), until(known), request.promisedAt(), false);
            held.add(new ReservedLine(
                    latest == null ? id : latest.id(),
                    location(line),
                    ClaimState.HELD,
                    new Amounts(item.per(), units, units, BigDecimal.ZERO),
                    terms));
        }
        held.forEach(draft::put);
    }

    /** The later of what was promised before and what is asked now. */
    private @Nullable Instant until(@Nullable ReservedLine known) {
        Instant end = request.expiresAt() != null
                ? request.expiresAt()
                : type.expiry() == null ? null : now.plus(type.expiry());
        if (known == null || end == null) {
            return end;
        }
        Instant before = known.terms().expiresAt();
        return before == null || before.isAfter(end) ? before : end;
    }

    private static String location(Request.Line line) {
        return line.location() == null ? NetworkAvailability.UNASSIGNED : line.location();
    }

    /** All balances that a line may claim of. */
    static List<StockKey> keys(Request.Line line) {
        List<StockKey> keys = new ArrayList<>();
        line.items().forEach(item -> keys.add(key(line, item)));
        if (line.built() != null) {
            keys.add(new StockKey(line.built(), location(line)));
        }
        return keys;
    }

    static StockKey key(Request.Line line, Request.Component item) {
        return new StockKey(item.sku(), location(line));
    }
}
