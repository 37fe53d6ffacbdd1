package io.tillbridge.connector;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents that a system pushes to {@code /hooks/{connection}/{flow}}.
 *
 * @param match a document of another account is refused as unknown; null accepts all that verify
 * @param maxBytes a longer body is answered 413
 * @param contentTypes a body of another type is answered 415
 */
public record WebhookSource(Verification verify, @Nullable Condition match, long maxBytes, Set<String> contentTypes)
        implements Source {

    public WebhookSource {
        contentTypes = Set.copyOf(contentTypes);
    }
}
