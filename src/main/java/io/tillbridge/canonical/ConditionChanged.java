package io.tillbridge.canonical;

import static io.tillbridge.canonical.Cells.id;
import static io.tillbridge.canonical.Cells.instant;
import static io.tillbridge.canonical.Cells.optionalId;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is so for a while, such as a storm or a promotion, began, ended or has other times; rules ask for it by its
 * name.
 *
 * @param location where it is so; null: everywhere
 * @param active false: it holds at no time
 * @param from it holds from here on; null: from {@code changedAt} on
 * @param to the first instant at which it holds no more; null: until it is changed
 * @param changedAt when the source says so: of one condition what was said last counts
 */
public record ConditionChanged(
        String system,
        String name,
        @Nullable String location,
        boolean active,
        @Nullable Instant from,
        @Nullable Instant to,
        Instant changedAt)
        implements CanonicalEvent {

    static ConditionChanged of(ObjectNode body) {
        if (!body.hasNonNull("active")) {
            throw new InvalidCanonicalEvent("active", "expected true or false, found nothing; the mapping must set it");
        }
        Instant from = time(body, "from");
        Instant to = time(body, "to");
        if (from != null && to != null && from.isAfter(to)) {
            throw new InvalidCanonicalEvent("to", "expected 'from', " + from + ", or an instant after it, found " + to);
        }
        return new ConditionChanged(
                id(body, "system"),
                id(body, "name"),
                optionalId(body, "location"),
                body.get("active").asBoolean(),
                from,
                to,
                instant(body, "changedAt"));
    }

    private static @Nullable Instant time(ObjectNode body, String name) {
        return body.hasNonNull(name) ? instant(body, name) : null;
    }

    @Override
    public EventType type() {
        return EventType.CONDITION_CHANGED;
    }

    @Override
    public String businessKey() {
        return name;
    }

    @Override
    public Instant occurredAt() {
        return changedAt;
    }
}
