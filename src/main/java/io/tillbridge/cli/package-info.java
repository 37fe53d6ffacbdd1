/** The {@code tillbridge} command. Nothing depends on it. */
@ApplicationModule
@NullMarked
package io.tillbridge.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
