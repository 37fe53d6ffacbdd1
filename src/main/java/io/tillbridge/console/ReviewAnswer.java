package io.tillbridge.console;

import io.tillbridge.mapping.MappingReviews;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.Review;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who read the versions of a mapping, and when somebody is to look again.
 *
 * @param due until when a version that counts for some connection is to be reviewed again, the first of them; null when none
 *     counts
 * @param overdue whether that time is past
 */
record ReviewAnswer(@Nullable Instant due, boolean overdue, List<Review> reviews) {

    static ReviewAnswer of(MappingReviews reviews, Mappings mappings, String subject, Instant now) {
        Instant due = reviews.due(mappings, subject, now).values().stream()
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new ReviewAnswer(due, due != null && due.isBefore(now), reviews.of(subject));
    }
}
