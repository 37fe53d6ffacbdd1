/** Takes batches, translates them and posts them in one transaction. */
@ApplicationModule(
        allowedDependencies = {
            "canonical",
            "connector",
            "format",
            "mapping",
            "message",
            "stock",
            "orders",
            "catalog",
            "purchasing",
            "reservation",
            "tasks",
            "sourcing",
            "books",
            "outbox",
            "deadletter",
            "verification"
        })
@NullMarked
package io.tillbridge.posting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
