/** Calls one partner API: auth, budget, breaker, limits, and what an answer means. */
@ApplicationModule(allowedDependencies = {"canonical", "connector", "security"})
@NullMarked
package io.tillbridge.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
