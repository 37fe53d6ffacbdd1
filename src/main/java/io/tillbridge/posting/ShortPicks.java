package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.reservation.Fulfilment;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.TaskWanted;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Goods that were not found where an order's line was to be picked: they are set aside and somebody counts, as the default
 * fulfilment type says. What becomes of the line is told by {@link OrderClaims}.
 */
@Component
final class ShortPicks {

    private final Fulfilment rule;
    private final Duration within;
    private final Clock clock;

    ShortPicks(FulfilmentRules rules, Clock clock) {
        rule = rules.usual();
        within = rules.breaks().countWithin();
        this.clock = clock;
    }

    /**
     * What a fact does by itself; nothing when it is no short pick or does not say where. Which part of a bundle was missing
     * is not told: all are to be counted, and none is set aside.
     */
    void gather(GoodsFact fact, SoldBundles bundles, Effects effects) {
        FulfilmentStep step = fact.step();
        if (step.type() != EventType.FULFILMENT_SHORT_PICKED || step.location() == null) {
            return;
        }
        Place place = Place.location(step.location());
        for (FulfilmentStep.Line line : step.lines()) {
            SoldBundle bundle = bundles.of(line.sku());
            if (line.missing().signum() <= 0) {
                continue;
            }
            if (rule.setAside() && bundle == null) {
                effects.move(setAside(fact.messageId(), step, line, place));
            }
            if (rule.countTask()) {
                List<SoldBundle.Part> parts = bundle == null
                        ? List.of(new SoldBundle.Part(line.sku(), line.missing()))
                        : bundle.made(line.missing());
                for (SoldBundle.Part part : parts) {
                    Conflicts.Conflict wanted = countWanted(fact, line.id(), part, place);
                    effects.conflicts.add(wanted);
                    effects.tasks.add(new TaskWanted(
                            new TaskKey(TaskKind.COUNT_WANTED, wanted.subject()),
                            wanted.detail(),
                            place.name(),
                            clock.instant().plus(within),
                            wanted.messageId()));
                }
            }
        }
    }

    private static Movement setAside(UUID message, FulfilmentStep step, FulfilmentStep.Line line, Place place) {
        return new Movement(
                message,
                line.sku(),
                line.missing(),
                place,
                Bucket.SELLABLE,
                place,
                Bucket.QUALITY_HOLD,
                "short_pick",
                step.occurredAt(),
                null);
    }

    private static Conflicts.Conflict countWanted(GoodsFact fact, String line, SoldBundle.Part part, Place place) {
        return new Conflicts.Conflict(
                "count_wanted",
                part.sku() + "@" + place.name(),
                fact.messageId(),
                ExactJson.nodes()
                        .objectNode()
                        .put("connection", fact.step().system())
                        .put("reference", fact.step().id())
                        .put("line", line)
                        .put("sku", part.sku())
                        .put("location", place.name())
                        .put("quantity", PlainDecimal.text(part.quantity()))
                        .toString());
    }
}
