package io.tillbridge.posting;

import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** How much of a batch's change of what may be sold each connection reported itself. */
final class Reported {

    private record Part(String connection, String sku, String location) {}

    private final Map<Part, BigDecimal> parts = new HashMap<>();
    private final Map<UUID, String> connections = new HashMap<>();

    private Reported() {}

    static Reported of(List<Work> works, Effects effects) {
        Reported reported = new Reported();
        works.forEach(work -> reported.connections.put(
                work.ready.document().messageId(), work.ready.document().connection()));
        effects.movements.forEach(reported::add);
        effects.claims.forEach(reported::add);
        return reported;
    }

    /** The change that a connection reported of an item at a location; zero when it reported none. */
    BigDecimal by(String connection, String sku, String location) {
        return parts.getOrDefault(new Part(connection, sku, location), BigDecimal.ZERO);
    }

    private void add(Movement movement) {
        if (movement.toBucket() == Bucket.SELLABLE) {
            add(movement.messageId(), movement.sku(), movement.to(), movement.quantity());
        }
        if (movement.fromBucket() == Bucket.SELLABLE) {
            add(
                    movement.messageId(),
                    movement.sku(),
                    movement.from(),
                    movement.quantity().negate());
        }
    }

    private void add(UUID message, String sku, Place place, BigDecimal change) {
        if (place.isLocation()) {
            add(message, sku, place.name(), change);
        }
    }

    private void add(Claim claim) {
        add(claim.messageId(), claim.sku(), claim.location(), claim.quantity().negate());
        Claim.Before before = claim.before();
        if (before != null) {
            add(claim.messageId(), before.sku(), before.location(), before.quantity());
        }
    }

    private void add(UUID message, String sku, String location, BigDecimal change) {
        String connection = connections.get(message);
        if (connection != null) {
            parts.merge(new Part(connection, sku, location), change, BigDecimal::add);
        }
    }
}
