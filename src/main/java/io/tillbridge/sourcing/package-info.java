/** Sourcing: from which location the lines of an order are taken, decided by rules that are data. */
@ApplicationModule(allowedDependencies = {"canonical", "stock"})
@NullMarked
package io.tillbridge.sourcing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
