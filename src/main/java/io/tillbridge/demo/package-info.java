/** A small retailer with simulated systems for a first run. Talks to the hub over its public HTTP interfaces only. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillbridge.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
