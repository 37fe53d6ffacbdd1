/** What an operator sees and does over the HTTP API. Nothing depends on it. */
@ApplicationModule(
        allowedDependencies = {
            "canonical",
            "connector",
            "format",
            "mapping",
            "message",
            "intake",
            "stock",
            "orders",
            "catalog",
            "posting",
            "reconciliation",
            "purchasing",
            "reservation",
            "sourcing",
            "rehearsal",
            "outbox",
            "delivery",
            "deadletter",
            "reload",
            "security",
            "verification",
            "tasks"
        })
@NullMarked
package io.tillbridge.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
