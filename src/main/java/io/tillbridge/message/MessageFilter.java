package io.tillbridge.message;

import org.jspecify.annotations.Nullable;

/** Which messages are asked for; a null part is not looked at, the others must all match exactly. */
public record MessageFilter(
        @Nullable String connection,
        @Nullable String flow,
        @Nullable String state,
        @Nullable String businessKey,
        @Nullable String receiptKey) {}
