/** Append-only, hash-chained record of every human and configuration action. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillbridge.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
