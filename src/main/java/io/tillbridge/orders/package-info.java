/** The order story: states, lines, fulfilments, timeline. */
@ApplicationModule(allowedDependencies = {"canonical", "outbox"})
@NullMarked
package io.tillbridge.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
