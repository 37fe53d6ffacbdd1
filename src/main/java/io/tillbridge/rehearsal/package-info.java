/** Tries a mapping version on documents that are on record or arrive now, beside the one that counts; changes no book. */
@ApplicationModule(allowedDependencies = {"canonical", "connector", "format", "mapping", "message", "posting"})
@NullMarked
package io.tillbridge.rehearsal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
