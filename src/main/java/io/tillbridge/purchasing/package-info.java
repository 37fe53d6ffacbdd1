/** Orders of the retailer to suppliers: drafted, sent, answered, received, cancelled. */
@ApplicationModule(allowedDependencies = {"canonical", "stock"})
@NullMarked
package io.tillbridge.purchasing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
