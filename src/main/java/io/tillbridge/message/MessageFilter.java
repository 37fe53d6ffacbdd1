package io.tillbridge.message;

import io.tillbridge.platform.StorableKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are asked for; a null part is not looked at, the others must all match exactly; {@code parent} finds
 * children. Keys may be given as the sender wrote them.
 */
public record MessageFilter(
        @Nullable String connection,
        @Nullable String flow,
        @Nullable String state,
        @Nullable String businessKey,
        @Nullable String receiptKey,
        @Nullable UUID parent) {

    public MessageFilter {
        businessKey = StorableKey.ofNullable(businessKey);
        receiptKey = StorableKey.ofNullable(receiptKey);
    }
}
