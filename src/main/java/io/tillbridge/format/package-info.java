/** Reads and writes documents in every format that a connector may name, and cuts files into records. */
@ApplicationModule(allowedDependencies = {"canonical", "connector", "mapping", "mapping :: calc", "mapping :: value"})
@NullMarked
package io.tillbridge.format;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
