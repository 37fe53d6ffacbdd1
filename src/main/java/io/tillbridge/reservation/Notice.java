package io.tillbridge.reservation;

import io.tillbridge.canonical.PlainDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer or a member of staff is told, as {@code canonical/notice.v1}.
 *
 * @param id follows from what it is about, so that it is told once
 * @param kind a word: {@code promise_broken} and those of pickups and substitutes
 * @param audience {@code customer} or {@code staff}
 * @param orderId the order's or cart's id at its system
 * @param text without a name or an address: the destination knows whose order it is
 * @param messageId what it was told for
 */
public record Notice(
        UUID id,
        String kind,
        String audience,
        @Nullable String orderId,
        @Nullable String location,
        String title,
        String text,
        Instant createdAt,
        UUID messageId) {

    /** One for a claim and what took its goods: a further loss is told again. */
    static Notice of(BrokenPromise broken) {
        return new Notice(
                id("promise_broken", broken.claim(), broken.cause().messageId()),
                "promise_broken",
                "customer",
                broken.reference(),
                broken.at().location(),
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
