/** The canonical data model: the events every source is translated into, and their value types. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillbridge.canonical;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
