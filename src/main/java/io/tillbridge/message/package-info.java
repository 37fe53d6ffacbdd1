/** The message record: states, attempts, keys, raw document; what is ready, held or due. */
@ApplicationModule(allowedDependencies = "canonical")
@NullMarked
package io.tillbridge.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
