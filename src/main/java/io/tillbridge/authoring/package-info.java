/** Helps to write connector and mapping files: formats them, begins new ones, and documents them. */
@ApplicationModule(allowedDependencies = {"connector", "mapping"})
@NullMarked
package io.tillbridge.authoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
