package io.tillbridge.orders;

import io.tillbridge.canonical.Revision;
import java.util.UUID;

/**
 * What the books hold of an order before a posting.
 *
 * @param json the canonical order last posted
 */
public record Recorded(
        OrderKey key,
        Revision revision,
        String json,
        @SuppressWarnings("ArrayRecordComponent") byte[] contentHash,
        String mapping,
        UUID messageId) {}
