/** Whether the books keep their own laws: one check for each, over every key, in snapshots; read only. */
@ApplicationModule(allowedDependencies = "books")
@NullMarked
package io.tillbridge.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
