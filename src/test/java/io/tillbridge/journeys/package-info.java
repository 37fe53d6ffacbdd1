/**
 * What a retailer was promised, from the sender's request to the other systems' HTTP calls: a whole hub in a process of
 * its own, real PostgreSQL, real Artemis, and partners that misbehave on demand.
 */
@NullMarked
package io.tillbridge.journeys;

import org.jspecify.annotations.NullMarked;
