/** Message translation: mapping tables, value maps, versions and activations; applies one to a document and explains every cell. */
@ApplicationModule(allowedDependencies = "canonical")
@NullMarked
package io.tillbridge.mapping;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
