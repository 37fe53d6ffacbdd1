/** Lanes and desired states, written in the posting's transaction. */
@ApplicationModule(allowedDependencies = "canonical")
@NullMarked
package io.tillbridge.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
