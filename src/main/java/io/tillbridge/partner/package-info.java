/** Talks to one partner system: credentials, budget, breaker, limits, and what an answer means. */
@ApplicationModule(allowedDependencies = {"canonical", "connector", "format", "security"})
@NullMarked
package io.tillbridge.partner;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
