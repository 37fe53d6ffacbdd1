package io.tillbridge.intake;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.InboundFlow;

/**
 * An inbound flow of one generation.
 *
 * @param planId {@code <connection>.<flow>.g<generation>}: the id of its route
 * @param untouchable places that redaction leaves alone
 */
record RunningFlow(String planId, ConnectionPlan connection, InboundFlow flow, ProtectedPlaces untouchable) {}
