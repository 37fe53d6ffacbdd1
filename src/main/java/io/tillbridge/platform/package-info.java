/** Framework wiring with no business meaning: embedded PostgreSQL and Artemis, Camel, clock, metrics, leases. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillbridge.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
