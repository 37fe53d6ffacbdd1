/** Tries connectors without a hub: the standard suite against a fake partner, calls to the real one, recorded cassettes. */
@ApplicationModule(
        allowedDependencies = {
            "canonical",
            "catalog",
            "connector",
            "delivery",
            "format",
            "intake",
            "mapping",
            "message",
            "partner",
            "posting",
            "security"
        })
@NullMarked
package io.tillbridge.trial;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
