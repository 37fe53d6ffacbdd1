package io.tillbridge.posting;

import io.tillbridge.books.Drawn;
import io.tillbridge.canonical.AdvanceNotice;
import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Payment;
import io.tillbridge.canonical.StockCounted;
import io.tillbridge.canonical.StockSnapshot;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What a message did to the books, for people: goods, promises, items, prices, money. */
final class PostingText {

    private PostingText() {}

    static List<String> of(Effects effects, Drawn money) {
        List<String> lines = new ArrayList<>();
        effects.movements.forEach(movement -> lines.add(text(movement)));
        effects.claims.forEach(claim -> lines.add(text(claim)));
        effects.items.keySet().forEach(item -> lines.add("item " + item.sku()));
        effects.prices.forEach(said -> lines.add("price of " + said.price().sku()));
        effects.conflicts.forEach(conflict -> lines.add("raised " + conflict.kind()));
        if (money instanceof Drawn.Refused refused) {
            lines.add("raised " + refused.code() + " " + new TreeMap<>(refused.detail()));
        } else if (money instanceof Drawn.Lines drawn && !drawn.lines().isEmpty()) {
            TreeMap<String, BigDecimal> accounts = new TreeMap<>();
            drawn.lines().forEach(line -> accounts.merge(line.account().word(), line.amount(), BigDecimal::add));
            lines.add(drawn.currency() + " "
                    + accounts.toString().replaceAll("[{}]", "").replace("=", " "));
        }
        return lines;
    }

    /** What an event is kept for that moves nothing by itself. */
    static List<String> kept(CanonicalEvent event) {
        if (event instanceof StockSnapshot seen) {
            return List.of("figure of " + seen.sku() + " at " + seen.location() + ": " + plain(seen.quantity()));
        }
        if (event instanceof AdvanceNotice notice) {
            return notice.lines().stream()
                    .map(line -> plain(line.quantity()) + " " + line.sku() + " expected at " + notice.location())
                    .toList();
        }
        if (event instanceof StockCounted counted) {
            return counted.lines().stream()
                    .map(line -> plain(line.quantity()) + " " + line.sku() + " counted at " + counted.location())
                    .toList();
        }
        boolean waits = event instanceof FulfilmentStep || event instanceof Payment;
        return waits && OrderTies.reference(event) != null ? List.of("waits for its order") : List.of();
    }

    static String text(Movement movement) {
        return plain(movement.quantity()) + " " + movement.sku() + ": " + place(movement.from(), movement.fromBucket())
                + " → " + place(movement.to(), movement.toBucket()) + ", " + movement.reason();
    }

    private static String place(Place place, Bucket bucket) {
        return place.isLocation() ? place.name() + " " + bucket.name().toLowerCase(Locale.ROOT) : place.name();
    }

    private static String text(Claim claim) {
        return (claim.quantity().signum() == 0 ? "no" : plain(claim.quantity())) + " " + claim.sku() + " promised at "
                + claim.location();
    }

    private static String plain(BigDecimal quantity) {
        return quantity.stripTrailingZeros().toPlainString();
    }
}
