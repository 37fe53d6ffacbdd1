/** Keeps what could not be processed, groups it by cause, replays it. */
@ApplicationModule(allowedDependencies = {"canonical", "mapping", "message"})
@NullMarked
package io.tillbridge.deadletter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
