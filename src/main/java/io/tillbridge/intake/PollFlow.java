package io.tillbridge.intake;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.PollHttpSource;

/**
 * A polling flow of one generation.
 *
 * @param planId {@code <connection>.<flow>.g<generation>}: the id of its route
 */
record PollFlow(
        String planId,
        ConnectionPlan connection,
        InboundFlow flow,
        PollHttpSource source,
        ProtectedPlaces untouchable) {}
