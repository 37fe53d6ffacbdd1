package io.tillbridge.stock;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody said that nothing more is expected.
 *
 * @param consignment a notice, or an order: then of all notices that name it
 * @param messageId the receipt that said so; of a person's word an id of its own
 * @param by the person; null: the source
 * @param why in his words
 */
public record NoticeClosing(
        String consignment,
        UUID messageId,
        Instant closedAt,
        @Nullable String by,
        @Nullable String why) {}
