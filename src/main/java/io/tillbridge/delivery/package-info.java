/** Delivers lanes: attempts, schedule, budget, breaker, collapse. */
@ApplicationModule(
        allowedDependencies = {"canonical", "connector", "mapping", "outbox", "deadletter", "security", "http"})
@NullMarked
package io.tillbridge.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
