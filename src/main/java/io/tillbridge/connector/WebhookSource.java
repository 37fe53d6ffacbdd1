package io.tillbridge.connector;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents that a system pushes to {@code /hooks/{connection}/{flow}}.
 *
 * @param match a document of another account is refused as unknown; null accepts all that verify
 * @param maxBytes a longer body is answered 413
 * @param contentTypes a body of another type is answered 415
 * @param documents how the bodies are read when they are posted, and for their keys
 * @param emptyAnswers whether answers are a status only, because the sender takes one with a body for a failure
 */
public record WebhookSource(
        Verification verify,
        @Nullable Condition match,
        long maxBytes,
        Set<String> contentTypes,
        Format documents,
        boolean emptyAnswers)
        implements Source {

    public WebhookSource {
        contentTypes = Set.copyOf(contentTypes);
    }

    /** A source whose answers have a body. */
    public WebhookSource(
            Verification verify, @Nullable Condition match, long maxBytes, Set<String> contentTypes, Format documents) {
        this(verify, match, maxBytes, contentTypes, documents, false);
    }

    /** A source of JSON documents. */
    public WebhookSource(Verification verify, @Nullable Condition match, long maxBytes, Set<String> contentTypes) {
        this(verify, match, maxBytes, contentTypes, new Format.Json());
    }
}
