/** Tests of the framework wiring. */
@NullMarked
package io.tillbridge.platform;

import org.jspecify.annotations.NullMarked;
