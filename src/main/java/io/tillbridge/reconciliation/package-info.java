/** Compares what systems say with the books on a schedule; finds drift and says why; moves nothing. */
@ApplicationModule(allowedDependencies = {"connector", "stock"})
@NullMarked
package io.tillbridge.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
