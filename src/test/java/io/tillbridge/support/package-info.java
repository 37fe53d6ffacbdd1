/** What tests stand on: real engines started once per JVM, waiting, and destinations that misbehave on demand. */
@NullMarked
package io.tillbridge.support;

import org.jspecify.annotations.NullMarked;
