package io.tillbridge.reservation;

import io.tillbridge.stock.Behind;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.ReservedLine;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Books in memory, changed by rounds as the desk changes PostgreSQL: what a round says is all that is written. */
final class Rounds {

    static final FulfilmentRules RULES = ShippedFulfilment.rules();

    final TreeMap<StockKey, BigDecimal> sellable = new TreeMap<>();
    final TreeMap<StockKey, BigDecimal> safety = new TreeMap<>();
    final Map<String, ReservedLine> lines = new TreeMap<>();
    final List<Raised> raised = new ArrayList<>();
    final List<Movement> movements = new ArrayList<>();
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private int operations;

    Rounds stock(String sku, String location, int quantity) {
        sellable.put(new StockKey(sku, location), BigDecimal.valueOf(quantity));
        return this;
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    /** One round of these requests, in this order. */
    List<Outcome> round(Request... requests) {
        List<UUID> carts =
                List.of(requests).stream().map(Request::reservation).distinct().toList();
        List<ReservedLine> known = lines.values().stream()
                .filter(line -> carts.contains(line.id().reservation()) || line.expired(now))
                .toList();
        TreeMap<StockKey, Level> levels = new TreeMap<>();
        lines.values().forEach(line -> sellable.putIfAbsent(line.stock(), BigDecimal.ZERO));
        sellable.forEach((key, quantity) ->
                levels.put(key, new Level(key, quantity, claimed(key), safety.getOrDefault(key, BigDecimal.ZERO))));
        Round round = new Round(now, RULES, levels.values(), known);
        List<Outcome> outcomes = List.of(requests).stream().map(round::decide).toList();
        round.claims().forEach(this::write);
        round.movements().forEach(movement -> {
            sellable.merge(
                    new StockKey(movement.sku(), movement.from().name()),
                    movement.quantity().negate(),
                    BigDecimal::add);
            movements.add(movement);
        });
        raised.addAll(round.raised());
        return outcomes;
    }

    private void write(Claim claim) {
        ReservedLine line = ((Behind.Reserved) claim.behind()).line();
        ReservedLine before = lines.put(claim.key(), line);
        Claim.Before said = claim.before();
        boolean agrees = before == null
                ? said == null
                : said != null
                        && said.location().equals(before.location())
                        && said.quantity().compareTo(before.open()) == 0;
        if (!agrees) {
            throw new IllegalStateException(claim + " does not follow from " + before);
        }
    }

    Outcome ask(Request request) {
        return round(request).get(0);
    }

    /** Held and not expired, or accepted. */
    BigDecimal claimed(StockKey key) {
        return lines.values().stream()
                .filter(line -> line.stock().equals(key) && !line.expired(now))
                .map(ReservedLine::open)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** States and open quantities of a cart's claims, such as {@code 1 A@S1 held 2}. */
    String of(String cart) {
        return String.join(
                "; ",
                lines.values().stream()
                        .filter(line -> line.id().reference().equals(cart))
                        .map(line -> line.id().line() + " " + line.id().sku() + "@" + line.location() + " "
                                + line.state().word() + " "
                                + line.open().stripTrailingZeros().toPlainString())
                        .toList());
    }

    static Cart cart(String reference) {
        return new Cart("web", reference);
    }

    static Request.Line line(String id, String sku, @Nullable String location, int quantity) {
        return Request.Line.of(id, sku, location, BigDecimal.valueOf(quantity));
    }

    static Request.Reserve reserve(String cart, Request.Line... lines) {
        return new Request.Reserve(cart(cart), null, null, false, null, null, List.of(lines));
    }

    static Request.Reserve reserve(String connection, String cart, Request.Line... lines) {
        return new Request.Reserve(new Cart(connection, cart), null, null, false, null, null, List.of(lines));
    }

    static Request.Reserve partly(String cart, Request.Line... lines) {
        return new Request.Reserve(cart(cart), null, null, true, null, null, List.of(lines));
    }

    static Request.Reserve pickup(String cart, Request.Line... lines) {
        return new Request.Reserve(cart(cart), "pickup", null, false, null, null, List.of(lines));
    }

    Request.Step step(String cart, Request.Kind kind, @Nullable String location, Request.Part... parts) {
        return new Request.Step(
                cart(cart).reservation(),
                kind,
                List.of(parts),
                location,
                new Request.Operation("op-" + operations++, now));
    }

    Request.Step step(String cart, Request.Kind kind) {
        return step(cart, kind, null);
    }

    static Request.Part part(String line, int quantity) {
        return new Request.Part(line, BigDecimal.valueOf(quantity));
    }

    static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.code() : "done";
    }
}
