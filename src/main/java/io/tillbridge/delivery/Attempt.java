package io.tillbridge.delivery;

import io.tillbridge.mapping.MappingVersion;
import io.tillbridge.partner.PartnerRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A frozen attempt: bytes and idempotency key that are stored before the first call and repeated until resolved.
 *
 * @param epoch an outcome counts only with it
 * @param mapping the version that translated its lanes; null of attempts that were stored without it
 * @param lanes in the order of the batch
 * @param calls made before this one
 * @param failedSince the first call without a known outcome
 * @param takenOver an earlier holder may still be calling
 * @param unresolved an earlier call may have been done by the partner: nothing newer may leave before it is known
 * @param callBefore a point of {@link System#nanoTime} after which this holder must not begin the call any more
 */
record Attempt(
        UUID id,
        long epoch,
        PartnerRequest request,
        @Nullable MappingVersion mapping,
        List<Lane> lanes,
        int calls,
        @Nullable Instant failedSince,
        boolean takenOver,
        boolean unresolved,
        long callBefore) {

    Attempt {
        lanes = List.copyOf(lanes);
    }

    /** Whether its bytes need not be told any more: the partner has not got them, and a lane wants something newer. */
    boolean superseded() {
        return !unresolved && lanes.stream().anyMatch(Lane::replaced);
    }
}
