package io.tillbridge.reservation;

import io.tillbridge.canonical.Audience;
import io.tillbridge.canonical.PlainDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer or a member of staff is told, as {@code canonical/notice.v1}.
 *
 * @param id follows from what it is about, so that it is told once
 * @param kind a word: {@code promise_broken} and those of pickups, substitutes and tasks
 * @param text without a name or an address: how the customer is reached, the order says
 * @param work null where nothing is to be done by a time
 * @param createdAt when it was found out
 * @param messageId what it was told for
 */
public record Notice(
        UUID id,
        String kind,
        Audience audience,
        About about,
        String title,
        String text,
        @Nullable Work work,
        Instant createdAt,
        UUID messageId) {

    /**
     * Whose goods, and where.
     *
     * @param system of an order; null of a cart, and of what is nobody's
     * @param reference the order's or cart's id at its system
     */
    public record About(
            @Nullable String system,
            @Nullable String reference,
            @Nullable String location) {

        static About cart(@Nullable String reference, @Nullable String location) {
            return new About(null, reference, location);
        }
    }

    /** Something to be done. */
    public record Work(long task, String owner, Instant dueAt) {}

    /** To a customer. */
    static Notice customer(
            UUID id, String kind, About about, String title, String text, Instant createdAt, UUID messageId) {
        return new Notice(id, kind, Audience.CUSTOMER, about, title, text, null, createdAt, messageId);
    }

    /** One for a claim and what took its goods: a further loss is told again. */
    static Notice of(BrokenPromise broken) {
        return customer(
                id("promise_broken", broken.claim(), broken.cause().messageId()),
                "promise_broken",
                new About(
                        broken.reservation() == null ? broken.connection() : null,
                        broken.reference(),
                        broken.at().location()),
                "A promised item is not available any more",
                PlainDecimal.text(broken.quantity()) + " of " + broken.at().sku() + " promised at "
                        + broken.at().location() + " cannot be kept as promised; another way is looked for",
                broken.foundAt(),
                broken.cause().messageId());
    }

    /** The same parts give the same id. */
    public static UUID id(String kind, String subject, UUID cause) {
        return UUID.nameUUIDFromBytes((kind + "\n" + subject + "\n" + cause).getBytes(StandardCharsets.UTF_8));
    }
}
