/** Accepts source documents from every kind of source; fetches what a thin event only names. */
@ApplicationModule(allowedDependencies = {"canonical", "connector", "message", "security", "partner", "format"})
@NullMarked
package io.tillbridge.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
