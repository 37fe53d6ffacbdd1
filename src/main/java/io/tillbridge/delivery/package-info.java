/** Delivers lanes: attempts, schedule, budget, breaker, collapse. */
@ApplicationModule(
        allowedDependencies = {
            "canonical",
            "catalog",
            "connector",
            "format",
            "mapping",
            "outbox",
            "deadletter",
            "security",
            "partner"
        })
@NullMarked
package io.tillbridge.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
