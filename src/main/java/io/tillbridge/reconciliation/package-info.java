/** Compares what systems say with the books on a schedule; finds drift, says why, and corrects what is small where it is told to. */
@ApplicationModule(allowedDependencies = {"canonical", "connector", "mapping", "posting", "stock"})
@NullMarked
package io.tillbridge.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
