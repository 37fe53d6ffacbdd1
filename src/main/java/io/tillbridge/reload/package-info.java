/** Replaces the running configuration by what the files say now, whole or not at all, while documents flow. */
@ApplicationModule(allowedDependencies = {"canonical", "connector", "mapping"})
@NullMarked
package io.tillbridge.reload;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
