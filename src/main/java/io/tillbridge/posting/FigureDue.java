package io.tillbridge.posting;

import io.tillbridge.stock.BufferRule;
import io.tillbridge.stock.BufferRule.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Figures that are to be told anew although no stock moved.
 *
 * @param id 0 before it is written
 * @param reason such as {@code rule:web-day}
 * @param channel only what its destinations are told; null: all
 * @param scope of the items
 * @param locations null: all
 * @param afterSku with the location: where the telling stands
 */
record FigureDue(
        long id,
        Instant dueAt,
        String reason,
        @Nullable String channel,
        Scope scope,
        @Nullable List<String> locations,
        String afterSku,
        String afterLocation) {

    FigureDue {
        locations = locations == null ? null : List.copyOf(locations);
    }

    /** All that a rule may change. */
    static FigureDue of(BufferRule rule, Instant at, String reason, @Nullable Collection<String> locations) {
        return new FigureDue(
                0, at, reason, rule.channel(), rule.scope(), locations == null ? null : List.copyOf(locations), "", "");
    }

    /** One item everywhere, because it changed. */
    static FigureDue of(String sku, Instant at) {
        return new FigureDue(0, at, "item:" + sku, null, new Scope(Scope.Kind.SKU, sku), null, "", "");
    }

    /** Everything. */
    static FigureDue all(Instant at, String reason) {
        return new FigureDue(0, at, reason, null, Scope.ALL, null, "", "");
    }

    /** Stands for the message that such a telling has none of. */
    UUID cause() {
        return new UUID(0, id);
    }
}
