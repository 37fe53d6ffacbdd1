/** The item master: items, their codes and prices, who owns which field, and cross references to each system's own ids. */
@ApplicationModule(allowedDependencies = {"canonical", "barcode", "outbox"})
@NullMarked
package io.tillbridge.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
