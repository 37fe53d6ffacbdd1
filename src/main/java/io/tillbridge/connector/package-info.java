/** The connector language: reads, validates and plans connectors and connections. */
@ApplicationModule(allowedDependencies = {"canonical", "mapping :: calc"})
@NullMarked
package io.tillbridge.connector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
