/** The item master: items, barcodes, and cross references to each system's own ids. */
@ApplicationModule(allowedDependencies = {"canonical", "outbox"})
@NullMarked
package io.tillbridge.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
