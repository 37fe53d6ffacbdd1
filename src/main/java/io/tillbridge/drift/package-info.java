/** What changes in the documents of a source: fields never seen before, other types, fields that are gone. */
@ApplicationModule(allowedDependencies = "posting")
@NullMarked
package io.tillbridge.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
